import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import {
  SourceInstance,
  durationField,
  environmentField,
  readSourceInstances,
  sourceInstanceFields,
} from '@modelry/backstage-plugin-models-node';
import {
  checkKindSchema,
  THRESHOLD_DIRECTIONS,
} from '@modelry/backstage-plugin-models-common';
import { Duration } from 'luxon';
import { z } from 'zod';
import { mistakeInTemplate } from './queryTemplate';

const SHORTEST_STEP_MS = 10_000;
const LONGEST_BACKFILL_MS = Duration.fromObject({ days: 31 }).toMillis();

const duration = durationField.refine(
  text => Duration.fromISO(text).toMillis() > 0,
  'must be positive',
);

const label = z
  .string()
  .regex(/^[a-zA-Z_]\w*$/, 'must be the name of a Prometheus label');

/** One check, as it is configured or written into an annotation. */
export const checkSchema = z
  .strictObject({
    check: z.string().trim().min(1).max(200),
    kind: checkKindSchema,
    query: z
      .string()
      .trim()
      .min(1)
      .max(5_000)
      .superRefine((query, context) => {
        const mistake = mistakeInTemplate(query);
        if (mistake) {
          context.addIssue({ code: 'custom', message: mistake });
        }
      }),
    unit: z.string().min(1).max(30).optional(),
    environment: environmentField.optional(),
    environmentLabel: label.optional(),
    versionLabel: label.optional(),
    direction: z.enum(THRESHOLD_DIRECTIONS).default('higher-is-worse'),
    warning: z.number().optional(),
    critical: z.number().optional(),
    step: duration
      .refine(
        text => Duration.fromISO(text).toMillis() >= SHORTEST_STEP_MS,
        'must be at least PT10S',
      )
      .default('PT5M'),
    allowedSilence: duration.optional(),
    noData: z.enum(['error', 'silent']).default('error'),
  })
  .refine(
    ({ environment, environmentLabel }) => !environment || !environmentLabel,
    'set either environment or environmentLabel',
  );

/** One check. */
export type PrometheusCheck = z.output<typeof checkSchema>;

const instanceSchema = z.strictObject({
  ...sourceInstanceFields,
  backfill: duration
    .refine(
      text => Duration.fromISO(text).toMillis() <= LONGEST_BACKFILL_MS,
      'must be at most P31D',
    )
    .default('PT6H'),
  checks: z.array(checkSchema).max(200).default([]),
  queriesInAnnotations: z.boolean().default(false),
});

/** One server, as it is configured. */
export type PrometheusInstance = SourceInstance<
  z.output<typeof instanceSchema>
>;

const PATH = 'models.sources.prometheus';

const USUAL_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  timeout: { minutes: 15 },
  initialDelay: { seconds: 20 },
};

/**
 * Reads the configured servers.
 *
 * @throws with the path of everything that is wrong, and no secret in it.
 */
export function readPrometheusInstances(config: Config): PrometheusInstance[] {
  const instances = readSourceInstances(config, {
    ...{ path: PATH, schema: instanceSchema, usualSchedule: USUAL_SCHEDULE },
  });
  for (const { id, checks } of instances) {
    const names = checks.map(one => `${one.check} ${one.environment ?? ''}`);
    const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
    if (twice >= 0) {
      throw new Error(
        `${PATH}.${id}.checks.${twice}.check: '${checks[twice].check}' is the name of another check already: one of the two would hide the other`,
      );
    }
  }
  return instances;
}
