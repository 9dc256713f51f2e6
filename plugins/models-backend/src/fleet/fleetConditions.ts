import {
  FLEET_FACETS,
  FleetFacet,
  FleetFilter,
  NO_VALUE,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { whereAmong } from '../database/whereAmong';
import { Visible } from '../kind/ModelVisibility';
import { badnessNow, badnessOf } from '../monitoring/modelBadness';

/** A condition on a row of `fleet_models as m`, in SQL. */
export interface Condition {
  sql: string;
  bindings: Array<string | number | Date>;
}

/** Which models somebody asks for, and what decides whether they get them. */
export interface FleetScope {
  filter: FleetFilter;
  /** Those that the caller may see. */
  visible: Visible;
  /** Entity refs of the caller and their groups; asked for by `mine`. */
  claims: readonly string[];
  now: Date;
}

/** Deployments that run, in SQL. */
export const RUNNING_SQL = "status not in ('stopped', 'failed', 'gone')";

const COLUMNS = {
  owner: 'm.owner',
  stage: 'm.stage',
  riskTier: 'm.risk_tier',
  type: 'm.type',
  system: 'm.system',
  signOff: 'm.sign_off',
  source: 'm.source',
} as const;

/** What is filtered by values that stand in the row itself. */
export type ColumnFacet = keyof typeof COLUMNS;

/** The columns of `fleet_models as m` by which models are filtered. */
export const FACET_COLUMNS: Readonly<Record<ColumnFacet, string>> = COLUMNS;

/** Narrows a query over `fleet_models as m` to what does not depend on facets. */
export function narrowToScope(
  query: Knex.QueryBuilder,
  { filter, visible, claims }: FleetScope,
): Knex.QueryBuilder {
  if (visible !== 'all') {
    whereAmong(query, 'm.model_ref', visible);
  }
  if (filter.mine === 'true') {
    query.whereIn('m.owner', [...claims]);
  }
  if (filter.unsanctioned === 'true') {
    query.where('m.unsanctioned', '>', 0);
  }
  for (const word of wordsOf(filter.text)) {
    query.whereRaw("m.search_text like ? escape '!'", [`%${word}%`]);
  }
  return query;
}

/** The conditions of the facets of which values are chosen. */
export function chosenConditions(
  scope: FleetScope,
): Array<{ facet: FleetFacet; condition: Condition }> {
  return FLEET_FACETS.flatMap(facet =>
    scope.filter[facet].length > 0
      ? [{ facet, condition: conditionOf(facet, scope) }]
      : [],
  );
}

/** Narrows a query over `fleet_models as m` to the models that are asked for. */
export function narrowFleet(
  query: Knex.QueryBuilder,
  scope: FleetScope,
): Knex.QueryBuilder {
  narrowToScope(query, scope);
  for (const { condition } of chosenConditions(scope)) {
    query.whereRaw(condition.sql, condition.bindings);
  }
  return query;
}

function wordsOf(text: string | undefined): string[] {
  return (text ?? '')
    .toLocaleLowerCase('en-US')
    .split(/\s+/)
    .filter(word => word !== '')
    .map(word => word.replace(/[!%_]/g, '!$&'));
}

function conditionOf(facet: FleetFacet, scope: FleetScope): Condition {
  const { filter, now } = scope;
  switch (facet) {
    case 'environment':
      return amongLinked(
        `select 1 from deployments d where d.model_ref = m.model_ref and d.${RUNNING_SQL}`,
        'd.environment',
        filter.environment,
      );
    case 'tag':
      return amongLinked(
        'select 1 from fleet_tags t where t.model_ref = m.model_ref',
        't.tag',
        filter.tag,
      );
    case 'monitoring': {
      const badness = badnessNow(now);
      const values = filter.monitoring.map(badnessOf);
      const known = values.filter(value => value !== null);
      return {
        sql: `coalesce(${badness.sql}, -1) in (${marks(values)})`,
        bindings: [
          ...badness.bindings,
          ...known,
          ...(known.length < values.length ? [-1] : []),
        ],
      };
    }
    case 'owner':
    case 'system':
      return amongColumn(
        COLUMNS[facet],
        filter[facet].map(ref => ref.toLocaleLowerCase('en-US')),
      );
    default:
      return amongColumn(COLUMNS[facet], filter[facet]);
  }
}

function amongColumn(column: string, values: readonly string[]): Condition {
  const named = values.filter(value => value !== NO_VALUE);
  const alternatives = [
    ...(named.length > 0 ? [`${column} in (${marks(named)})`] : []),
    ...(named.length < values.length ? [`${column} is null`] : []),
  ];
  return { sql: `(${alternatives.join(' or ')})`, bindings: named };
}

function amongLinked(
  linked: string,
  column: string,
  values: readonly string[],
): Condition {
  const named = values.filter(value => value !== NO_VALUE);
  const alternatives = [
    ...(named.length > 0
      ? [`exists (${linked} and ${column} in (${marks(named)}))`]
      : []),
    ...(named.length < values.length ? [`not exists (${linked})`] : []),
  ];
  return { sql: `(${alternatives.join(' or ')})`, bindings: named };
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
