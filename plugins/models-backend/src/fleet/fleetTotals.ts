import {
  FleetFacets,
  LACKING_SIGN_OFFS,
  Lifecycle,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { narrowModels } from '../governance/board/boardModels';
import { Visible } from '../kind/ModelVisibility';
import { badnessNow, badnessOf } from '../monitoring/modelBadness';
import { Condition } from './fleetConditions';

type Totals = FleetFacets['totals'];

/** Counts how all models do that somebody may see, in one statement. */
export async function countTotals(
  knex: Knex,
  scope: { visible: Visible; now: Date; lifecycle: Lifecycle },
): Promise<Totals> {
  const conditions = conditionsOf(scope);
  const [row] = await narrowModels(knex('fleet_models as m'), scope)
    .count({ models: '*' })
    .select(
      Object.entries(conditions).map(([total, { sql, bindings }]) =>
        knex.raw(`count(case when ${sql} then 1 end) as ??`, [
          ...bindings,
          total,
        ]),
      ),
    );
  return {
    models: Number(row.models),
    critical: Number(row.critical),
    warning: Number(row.warning),
    unmonitoredInUse: Number(row.unmonitoredInUse),
    signOffPending: Number(row.signOffPending),
    signOffLacking: Number(row.signOffLacking),
    unsanctioned: Number(row.unsanctioned),
    unowned: Number(row.unowned),
  };
}

function conditionsOf(scope: {
  now: Date;
  lifecycle: Lifecycle;
}): Record<Exclude<keyof Totals, 'models'>, Condition> {
  const badness = badnessNow(scope.now);
  const isAs = (status: 'critical' | 'warning'): Condition => ({
    sql: `${badness.sql} = ?`,
    bindings: [...badness.bindings, badnessOf(status) ?? -1],
  });
  const inUse = scope.lifecycle.stages.filter(({ kind }) => kind === 'in-use');
  return {
    critical: isAs('critical'),
    warning: isAs('warning'),
    unmonitoredInUse: {
      sql: `${badness.sql} is null and m.stage in (${marks(inUse)})`,
      bindings: [...badness.bindings, ...inUse.map(({ id }) => id)],
    },
    signOffPending: { sql: 'm.sign_off = ?', bindings: ['pending'] },
    signOffLacking: {
      sql: `m.sign_off in (${marks(LACKING_SIGN_OFFS)})`,
      bindings: [...LACKING_SIGN_OFFS],
    },
    unsanctioned: { sql: 'm.unsanctioned > 0', bindings: [] },
    unowned: { sql: 'm.owner is null', bindings: [] },
  };
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
