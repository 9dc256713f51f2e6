import {
  BoardFacets,
  modelSignOffStatusSchema,
  riskTierSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelFilter, narrowModels } from './boardModels';

/** More values than anybody chooses from. */
const MAX_VALUES = 1_000;

type FilterFacets = Pick<
  BoardFacets,
  | 'totalModels'
  | 'owners'
  | 'systems'
  | 'riskTiers'
  | 'requirements'
  | 'statuses'
>;

/** The values that the filters of the board can take, and how many models have each. */
export async function filterFacets(
  knex: Knex,
  filter: ModelFilter,
): Promise<FilterFacets> {
  const models = () => narrowModels(knex('fleet_models as m'), filter);
  const onBoard = () => models().whereNot('m.sign_off', 'not-required');
  const [statuses, owners, systems, riskTiers, requirements] =
    await Promise.all([
      valuesOf(models(), 'm.sign_off'),
      valuesOf(onBoard(), 'm.owner'),
      valuesOf(onBoard(), 'm.system'),
      valuesOf(onBoard(), 'm.risk_tier'),
      requirementsOf(knex, filter),
    ]);
  return {
    totalModels: statuses.reduce((total, { count }) => total + count, 0),
    owners,
    systems,
    riskTiers: riskTiers.map(facet => ({
      ...facet,
      value: riskTierSchema.parse(facet.value),
    })),
    requirements,
    statuses: statuses.map(facet => ({
      ...facet,
      value: modelSignOffStatusSchema.parse(facet.value),
    })),
  };
}

async function valuesOf(
  query: Knex.QueryBuilder,
  column: string,
): Promise<Array<{ value: string; count: number }>> {
  const rows: Array<{ value: string; count: number | string }> = await query
    .whereNotNull(column)
    .groupBy(column)
    .orderBy(column)
    .limit(MAX_VALUES)
    .select({ value: column })
    .count({ count: '*' });
  return rows.map(({ value, count }) => ({ value, count: Number(count) }));
}

// A requirement that is asked for before two stages is one value of the filter.
async function requirementsOf(
  knex: Knex,
  filter: ModelFilter,
): Promise<FilterFacets['requirements']> {
  const rows: Array<{ value: string; title: string; count: number | string }> =
    await narrowModels(
      knex('requirement_states as r').join(
        'fleet_models as m',
        'm.model_ref',
        'r.model_ref',
      ),
      filter,
    )
      .where({ 'r.in_question': true, 'r.asked': true })
      .groupBy('r.requirement')
      .orderBy('r.requirement')
      .limit(MAX_VALUES)
      .select({ value: 'r.requirement' })
      .min({ title: 'r.title' })
      .countDistinct({ count: 'm.model_ref' });
  return rows.map(row => ({ ...row, count: Number(row.count) }));
}
