import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { checkKindSchema } from '@modelry/backstage-plugin-models-common';
import {
  SourceInstance,
  durationField,
  readSourceInstances,
  sourceInstanceFields,
  webhookSecretField,
} from '@modelry/backstage-plugin-models-node';
import { Duration } from 'luxon';
import { z } from 'zod';

const USUAL_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  timeout: { minutes: 5 },
  initialDelay: { seconds: 20 },
};

const { title, uiUrl, schedule } = sourceInstanceFields;

const label = z.string().min(1).max(100);

const instanceSchema = z.strictObject({
  ...{ secret: webhookSecretField, title, uiUrl, schedule },
  heartbeat: durationField
    .refine(
      text => Duration.fromISO(text).as('minutes') >= 10,
      'must be at least PT10M',
    )
    .optional(),
  labels: z
    .strictObject({
      entity: label.default('backstage_entity'),
      model: z.array(label).default(['model', 'model_name']),
      version: z.array(label).default(['model_version', 'version']),
      environment: z.array(label).default(['environment', 'env']),
      severity: label.default('severity'),
      kind: label.default('check_kind'),
    })
    .prefault({}),
  severities: z
    .record(z.string(), z.enum(['ok', 'warning', 'critical']))
    .default({
      ...{ critical: 'critical', page: 'critical', error: 'critical' },
      ...{ warning: 'warning', warn: 'warning', info: 'ok', none: 'ok' },
    }),
  kinds: z
    .array(
      z.strictObject({
        alert: z.string().min(1).max(200),
        kind: checkKindSchema,
      }),
    )
    .default([]),
});

/** One Alertmanager, as it is configured. */
export type AlertmanagerInstance = SourceInstance<
  z.output<typeof instanceSchema>
>;

/**
 * Reads who may send alerts.
 *
 * @throws with the path of everything that is wrong, and no secret in it.
 */
export function readAlertmanagers(config: Config): AlertmanagerInstance[] {
  return readSourceInstances(config, {
    path: 'models.sources.alertmanager',
    ...{ schema: instanceSchema, usualSchedule: USUAL_SCHEDULE },
  });
}
