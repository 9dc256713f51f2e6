import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { Lifecycle } from '@modelry/backstage-plugin-models-common';
import {
  SourceInstance,
  readSourceInstances,
  sourceInstanceFields,
} from '@modelry/backstage-plugin-models-node';
import { z } from 'zod';

const instanceSchema = z.strictObject({
  ...sourceInstanceFields,
  namespace: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a namespace of the catalog')
    .max(63)
    .default('default'),
  defaults: z
    .strictObject({
      type: z.string().min(1).default('other'),
      owner: z.string().min(1).optional(),
      system: z.string().min(1).optional(),
    })
    .default({ type: 'other' }),
  tags: z
    .strictObject({
      type: z.string().min(1).default('type'),
      owner: z.string().min(1).default('owner'),
      system: z.string().min(1).default('system'),
      riskTier: z.string().min(1).default('risk_tier'),
      tags: z.string().min(1).default('tags'),
      digest: z.string().min(1).default('digest'),
    })
    .prefault({}),
  aliases: z.record(z.string(), z.string()).default({}),
  newestVersions: z.int().min(1).max(1_000).default(20),
  allowEmpty: z.boolean().default(false),
  webhookSecret: z
    .string()
    .min(16, 'must be at least 16 characters')
    .optional(),
});

/** One registry, as it is configured. */
export type MlflowInstance = SourceInstance<z.output<typeof instanceSchema>>;

const PATH = 'catalog.providers.mlflow';

const USUAL_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 15 },
  timeout: { minutes: 30 },
  initialDelay: { seconds: 15 },
};

/**
 * Reads the configured registries.
 *
 * @throws with the path of everything that is wrong, and no secret in it.
 */
export function readMlflowInstances(
  config: Config,
  { stages }: Lifecycle,
): MlflowInstance[] {
  const instances = readSourceInstances(config, {
    ...{ path: PATH, schema: instanceSchema, usualSchedule: USUAL_SCHEDULE },
  });
  for (const { id, aliases } of instances) {
    for (const [alias, stage] of Object.entries(aliases)) {
      if (!stages.some(known => known.id === stage)) {
        throw new Error(
          `${PATH}.${id}.aliases.${alias}: there is no stage '${stage}'`,
        );
      }
    }
  }
  return instances;
}
