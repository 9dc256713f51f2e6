import { MonitoringStatus } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';

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

/** Those that are run. */
const CHECKS_OF_MODEL =
  'from checks where checks.retired_at is null and checks.model_ref =';

/** How bad the worst check is, in SQL; the place is that of {@link STATUS_OF_WORST}. */
const BADNESS_SQL = `max(case when stale_at < ? then 1
  when status = 'ok' then 0 when status = 'critical' then 3 else 2 end)`;

/** Reads how bad a model is; one without checks has no badness. */
export function statusOfBadness(badness: number | null): MonitoringStatus {
  return badness === null ? 'unmonitored' : STATUS_OF_WORST[badness];
}

/** How bad a status is; nothing for a model that no check watches. */
export function badnessOf(status: MonitoringStatus): number | null {
  const badness = STATUS_OF_WORST.indexOf(status);
  return badness < 0 ? null : badness;
}

/**
 * How bad each row of `fleet_models as m` is right now, in SQL. What is kept there is
 * looked up anew only where a check turned stale since.
 */
export function badnessNow(now: Date): { sql: string; bindings: Date[] } {
  return {
    sql: `(case when m.monitoring_until < ? then
      (select ${BADNESS_SQL} ${CHECKS_OF_MODEL} m.model_ref)
      else m.monitoring end)`,
    bindings: [now, now],
  };
}

/**
 * Renews what lists say of the monitoring of models: of those that are named, after their
 * checks changed, else of all of which a check turned stale meanwhile.
 */
export async function refreshMonitoring(
  knex: Knex,
  { modelRefs, now }: { modelRefs?: readonly string[]; now: Date },
): Promise<void> {
  const ofRow = `${CHECKS_OF_MODEL} fleet_models.model_ref`;
  const query = knex('fleet_models').update({
    monitoring: knex.raw(`(select ${BADNESS_SQL} ${ofRow})`, [now]),
    monitoring_until: knex.raw(
      `(select min(stale_at) ${ofRow} and stale_at >= ?)`,
      [now],
    ),
  });
  if (modelRefs !== undefined) {
    await query.whereIn('model_ref', [...modelRefs]);
  } else {
    await query.where('monitoring_until', '<', now);
  }
}
