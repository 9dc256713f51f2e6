import { Knex } from 'knex';

/** Who trained the newest version of a model of which that is known. */
export interface Training {
  modelRef: string;
  version: string;
  /** As its source says it. */
  trainedBy: string;
}

/** The newest trainings of models of which somebody is known to have run them. */
export async function newestTrainings(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Training[]> {
  const newest = knex('versions')
    .whereIn('model_ref', [...modelRefs])
    .whereNotNull('trained_by')
    .groupBy('model_ref')
    .max('id');
  return knex('versions').whereIn('id', newest).select({
    modelRef: 'model_ref',
    version: 'version',
    trainedBy: 'trained_by',
  });
}
