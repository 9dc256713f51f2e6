import { Knex } from 'knex';

/** Reads which models were renamed, from each former name to the one of now. */
export async function renamedModels(knex: Knex): Promise<Map<string, string>> {
  const rows: Array<{ model_ref: string; continued_as: string }> = await knex(
    'models',
  )
    .whereNotNull('continued_as')
    .orderBy('model_ref')
    .select('model_ref', 'continued_as');
  return new Map(rows.map(row => [row.model_ref, row.continued_as]));
}
