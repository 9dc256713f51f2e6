import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import {
  SourceInstance,
  readSourceInstances,
  sourceInstanceFields,
} from '@modelry/backstage-plugin-models-node';
import { z } from 'zod';

const property = z.string().min(1);

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
    .prefault({}),
  properties: z
    .strictObject({
      owner: property.default('Owner'),
      system: property.default('System'),
      riskTier: property.default('Risk tier'),
      licence: property.default('License'),
    })
    .prefault({}),
  newestVersions: z.int().min(1).max(1_000).default(20),
  allowEmpty: z.boolean().default(false),
  deployments: z.boolean().default(true),
  environments: z
    .record(
      z.string(),
      z
        .string()
        .regex(
          /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/,
          'must be the name of an environment',
        ),
    )
    .default({}),
});

/** One registry, as it is configured. */
export type KubeflowInstance = SourceInstance<z.output<typeof instanceSchema>>;

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
export function readKubeflowInstances(config: Config): KubeflowInstance[] {
  return readSourceInstances(config, {
    path: 'catalog.providers.kubeflow',
    ...{ schema: instanceSchema, usualSchedule: USUAL_SCHEDULE },
  });
}
