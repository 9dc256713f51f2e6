import { describeCheck } from '@modelry/backstage-plugin-models-common';
import { DateTime } from 'luxon';
import { ModelChanges } from '../changes/ModelChanges';
import { VisibleModel } from '../kind/ModelAccess';
import { monitoringLink } from './monitoringLink';
import { IncidentNews } from './recordIncidents';

/** Tells the owner of a model that an incident began or ended. */
export async function tellOwner(
  changes: ModelChanges,
  options: { model: VisibleModel; incident: IncidentNews; now: Date },
): Promise<void> {
  const { model, incident, now } = options;
  const { modelRef, entity, owner } = model;
  const { name, title = name } = entity.metadata;
  const { check, endedAt, id } = incident;
  const place = check.environment ? ` in ${check.environment}` : '';
  await changes.notify({
    modelRef,
    recipients: owner ? [owner] : [],
    payload: {
      ...(endedAt === undefined
        ? {
            title: `${title} is critical`,
            description: describeCheck(
              { ...check, status: check.latest.status },
              now,
            ),
            severity: 'critical',
          }
        : {
            title: `${title}: ${check.check}${place} is no longer critical`,
            description: describeEnd(incident.startedAt, endedAt, incident),
            severity: 'normal',
          }),
      link: monitoringLink(entity, { incident: id }),
      topic: 'models.monitoring',
      // Beginning and end are one line in the inbox.
      scope: `models.incident:${id}:${modelRef}`,
    },
  });
}

function describeEnd(
  startedAt: string,
  endedAt: string,
  { byThreshold }: IncidentNews,
): string {
  const end = `The incident that began ${shortTime(
    startedAt,
  )} ended ${shortTime(endedAt)}`;
  return byThreshold ? `${end}, when its threshold changed` : end;
}

function shortTime(at: string): string {
  return DateTime.fromISO(at, { zone: 'utc' }).toFormat(
    "d LLL yyyy HH:mm 'UTC'",
  );
}
