import {
  Lifecycle,
  LifecycleStage,
  findStage,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';

/**
 * Finds the stages that versions hold although they are not configured any more.
 */
export async function forgottenStages(
  knex: Knex,
  lifecycle: Lifecycle,
): Promise<Array<{ stage: LifecycleStage; versions: number }>> {
  const rows: Array<{ stage: string; versions: string | number }> = await knex(
    'versions',
  )
    .groupBy('stage')
    .orderBy('stage')
    .select('stage')
    .count({ versions: '*' });
  return rows
    .filter(({ stage }) => !findStage(lifecycle, stage))
    .map(({ stage, versions }) => ({ stage, versions: Number(versions) }));
}
