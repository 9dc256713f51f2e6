import {
  FleetMonitoringCounts,
  MONITORING_STATUSES,
  MonitoringStatus,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { narrowModels } from '../governance/board/boardModels';
import { Visible } from '../kind/ModelVisibility';

/**
 * What the worst check says of its model, by how bad it is. A check that failed to run
 * says nothing about the model, but somebody must look.
 */
const STATUS_OF_WORST: readonly MonitoringStatus[] = [
  'ok',
  'stale',
  'warning',
  'critical',
];

/** How bad a check is, in SQL; the place is that of {@link STATUS_OF_WORST}. */
const BADNESS_SQL = `max(case when stale_at < ? then 1
  when status = 'ok' then 0 when status = 'critical' then 3 else 2 end)`;

/**
 * Counts models by monitoring status, of those of the catalog that are visible: one
 * query, which reads the newest observation of each check and no results.
 */
export async function countStatuses(
  knex: Knex,
  { visible, now }: { visible: Visible; now: Date },
): Promise<FleetMonitoringCounts> {
  const rows: Array<{ badness: number | null; count: number | string }> =
    await narrowModels(
      knex('governed_models as m').leftJoin(
        knex('checks')
          .groupBy('model_ref')
          .select('model_ref', knex.raw(`${BADNESS_SQL} as badness`, [now]))
          .as('worst'),
        'worst.model_ref',
        'm.model_ref',
      ),
      { visible },
    )
      .groupBy('badness')
      .select('badness')
      .count({ count: '*' });
  const counts = new Map(
    rows.map(({ badness, count }) => [
      badness === null ? 'unmonitored' : STATUS_OF_WORST[badness],
      Number(count),
    ]),
  );
  return {
    totalModels: [...counts.values()].reduce((sum, count) => sum + count, 0),
    statuses: MONITORING_STATUSES.map(status => ({
      status,
      count: counts.get(status) ?? 0,
    })),
  };
}
