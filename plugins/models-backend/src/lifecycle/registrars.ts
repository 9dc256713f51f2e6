import { Lifecycle, isEnded } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { groupByModel } from '../database/columns';

interface RegistrarRow {
  model_ref: string;
  version: string;
  registered_by: string;
}

/** Who registered the versions of a model that are in use, each once. */
export async function registrarsInUse(
  knex: Knex,
  modelRef: string,
  lifecycle: Lifecycle,
): Promise<string[]> {
  const byModel = await registrarsInUseByModel(knex, [modelRef], lifecycle);
  return byModel.get(modelRef) ?? [];
}

/** Who registered the versions of models that are in use, each once. */
export async function registrarsInUseByModel(
  knex: Knex,
  modelRefs: readonly string[],
  lifecycle: Lifecycle,
): Promise<Map<string, string[]>> {
  const rows: Array<Pick<RegistrarRow, 'model_ref' | 'registered_by'>> =
    await knex<RegistrarRow & { stage: string }>('versions')
      .whereIn('model_ref', [...modelRefs])
      .whereNotIn(
        'stage',
        lifecycle.stages
          .map(stage => stage.id)
          .filter(stage => isEnded(lifecycle, stage)),
      )
      .distinct('model_ref', 'registered_by');
  return groupByModel(rows, row => row.registered_by);
}

/** Who registered the named versions, by model and version. */
export async function registrarsOfVersions(
  knex: Knex,
  versions: ReadonlyArray<{ modelRef: string; version: string }>,
): Promise<Map<string, Map<string, string>>> {
  const rows: RegistrarRow[] =
    versions.length === 0
      ? []
      : await knex<RegistrarRow & { stage: string }>('versions')
          .whereIn(
            ['model_ref', 'version'],
            versions.map(({ modelRef, version }) => [modelRef, version]),
          )
          .select('model_ref', 'version', 'registered_by');
  return byModelAndVersion(rows);
}

/** Who registered which version of models, of those who decided about the same model. */
export async function decidingRegistrars(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Map<string, Map<string, string>>> {
  const rows: RegistrarRow[] = await knex('versions')
    .join('decisions', join =>
      join
        .on('decisions.model_ref', 'versions.model_ref')
        .andOn('decisions.decided_by', 'versions.registered_by'),
    )
    .whereIn('versions.model_ref', [...modelRefs])
    .distinct(
      'versions.model_ref',
      'versions.version',
      'versions.registered_by',
    );
  return byModelAndVersion(rows);
}

function byModelAndVersion(
  rows: readonly RegistrarRow[],
): Map<string, Map<string, string>> {
  const byModel = groupByModel(rows, row => row);
  return new Map(
    [...byModel].map(([ref, known]) => [
      ref,
      new Map(known.map(row => [row.version, row.registered_by])),
    ]),
  );
}
