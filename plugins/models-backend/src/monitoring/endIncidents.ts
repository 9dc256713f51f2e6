import { RecordedCheck } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { writeNotices } from './incidentNotices';
import { incidentsSince, saveIncident } from './incidents';
import { EndReason, IncidentNews } from './recordIncidents';

/**
 * Ends the incident that a check is in although no observation did.
 *
 * @returns what the owner must hear: nothing when they never heard of it.
 */
export async function endIncidents(
  tx: Knex,
  options: {
    modelRef: string;
    check: RecordedCheck & { id: number };
    /** ISO 8601. */
    endedAt: string;
    because: EndReason;
    now: Date;
  },
): Promise<IncidentNews[]> {
  const { modelRef, check, endedAt, because, now } = options;
  const open = (await incidentsSince(tx, [check.id], endedAt)).filter(
    incident => incident.endedAt === undefined,
  );
  const told: IncidentNews[] = [];
  for (const incident of open) {
    const { id, startedAt, toldStart, toldEnd } = incident;
    await saveIncident(tx, modelRef, {
      ...{ ...incident, endedAt },
      toldEnd: toldEnd || toldStart,
    });
    if (toldStart && !toldEnd) {
      told.push({ id, check, startedAt, endedAt, because });
    }
  }
  await writeNotices(tx, { modelRef, news: told, now });
  return told;
}
