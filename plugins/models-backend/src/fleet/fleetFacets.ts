import {
  FLEET_FACETS,
  FleetFacet,
  FleetFacets,
  NO_VALUE,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { badnessNow, statusOfBadness } from '../monitoring/modelBadness';
import {
  ColumnFacet,
  FACET_COLUMNS,
  FleetScope,
  RUNNING_SQL,
  chosenConditions,
  narrowToScope,
} from './fleetConditions';

/** More values than anybody chooses from. */
const MAX_VALUES = 500;

/** What has several values a model, each in a row of its own. */
const LINKED: Partial<Record<FleetFacet, string>> = {
  environment: `(select distinct model_ref, environment as value from deployments where ${RUNNING_SQL}) as linked`,
  tag: '(select model_ref, tag as value from fleet_tags) as linked',
};

interface FacetRow {
  facet: FleetFacet;
  value: string | null;
  count: number | string;
}

/**
 * Counts models by each value of each facet, in one statement that reads every model
 * once: of a facet those are counted that the choices in all others let through.
 */
export async function countFacets(
  knex: Knex,
  scope: FleetScope,
): Promise<FleetFacets['facets']> {
  const chosen = chosenConditions(scope);
  const badness = badnessNow(scope.now);
  const base = narrowToScope(knex('fleet_models as m'), scope)
    .select(
      'm.model_ref',
      knex.raw(`${badness.sql} as badness`, badness.bindings),
    )
    .select(
      Object.entries(FACET_COLUMNS).map(([facet, column]) =>
        knex.raw('?? as ??', [column, valueColumn(facet)]),
      ),
    )
    .select(
      chosen.map(({ facet, condition: { sql, bindings } }) =>
        knex.raw(`(case when ${sql} then 1 else 0 end) as ??`, [
          ...bindings,
          passColumn(facet),
        ]),
      ),
    );
  const counts = FLEET_FACETS.map(facet => {
    const passed = chosen
      .filter(other => other.facet !== facet)
      .map(other => [passColumn(other.facet), 1]);
    const values = countValues(knex, facet).where(Object.fromEntries(passed));
    // SQLite limits the parts of a union only when they are tables of their own.
    return knex.select('*').from(values.as(facet));
  });
  const rows: FacetRow[] = await knex.with('base', base).unionAll(counts);
  return toFacets(rows);
}

function valueColumn(facet: string): string {
  return `value_${facet}`;
}

function passColumn(facet: string): string {
  return `pass_${facet}`;
}

function countValues(knex: Knex, facet: FleetFacet): Knex.QueryBuilder {
  const linked = LINKED[facet];
  const value = valueIn(facet);
  const query = knex('base')
    .select(
      knex.raw('cast(? as text) as facet', [facet]),
      knex.raw(`cast(${value} as text) as value`),
      knex.raw('count(*) as count'),
    )
    .groupByRaw(value)
    // In PostgreSQL a number would be a place in the list of columns.
    .orderByRaw('count(*) desc')
    .limit(MAX_VALUES);
  if (linked) {
    query.joinRaw(`left join ${linked} on linked.model_ref = base.model_ref`);
  }
  return query;
}

function valueIn(facet: FleetFacet): string {
  if (LINKED[facet]) {
    return 'linked.value';
  }
  return facet === 'monitoring' ? 'badness' : `"${valueColumn(facet)}"`;
}

function toFacets(rows: readonly FacetRow[]): FleetFacets['facets'] {
  const valuesOf = (facet: FleetFacet) =>
    rows
      .filter(row => row.facet === facet)
      .map(({ value, count }) => ({
        value: facet === 'monitoring' ? toStatus(value) : value ?? NO_VALUE,
        count: Number(count),
      }))
      // No tag is nothing that somebody looks for.
      .filter(({ value }) => facet !== 'tag' || value !== NO_VALUE)
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return {
    ...columnFacets(valuesOf),
    environment: valuesOf('environment'),
    monitoring: valuesOf('monitoring'),
    tag: valuesOf('tag'),
  };
}

function columnFacets<T>(valuesOf: (facet: ColumnFacet) => T) {
  return {
    owner: valuesOf('owner'),
    stage: valuesOf('stage'),
    riskTier: valuesOf('riskTier'),
    type: valuesOf('type'),
    system: valuesOf('system'),
    signOff: valuesOf('signOff'),
    source: valuesOf('source'),
  };
}

function toStatus(badness: string | null): string {
  return statusOfBadness(badness === null ? null : Number(badness));
}
