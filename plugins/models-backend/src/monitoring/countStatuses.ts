import {
  FleetMonitoringCounts,
  MONITORING_STATUSES,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { narrowModels } from '../governance/board/boardModels';
import { Visible } from '../kind/ModelVisibility';
import { badnessNow, statusOfBadness } from './modelBadness';

/**
 * Counts models by monitoring status, of those of the catalog that are visible: one
 * query, which reads no results, and checks only where one turned stale just now.
 */
export async function countStatuses(
  knex: Knex,
  { visible, now }: { visible: Visible; now: Date },
): Promise<FleetMonitoringCounts> {
  const { sql, bindings } = badnessNow(now);
  const rows: Array<{ badness: number | null; count: number | string }> =
    await narrowModels(knex('fleet_models as m'), { visible })
      .groupBy('badness')
      .select(knex.raw(`${sql} as badness`, bindings))
      .count({ count: '*' });
  const counts = new Map(
    rows.map(({ badness, count }) => [statusOfBadness(badness), Number(count)]),
  );
  return {
    totalModels: [...counts.values()].reduce((sum, count) => sum + count, 0),
    statuses: MONITORING_STATUSES.map(status => ({
      status,
      count: counts.get(status) ?? 0,
    })),
  };
}
