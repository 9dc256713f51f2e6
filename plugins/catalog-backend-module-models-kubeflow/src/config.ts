import { Config } from '@backstage/config';
import {
  SourceInstance,
  USUAL_REGISTRY_SCHEDULE,
  environmentField,
  readSourceInstances,
  registryInstanceFields,
  registryModelFields,
} from '@modelry/backstage-plugin-models-node';
import { z } from 'zod';

const property = z.string().min(1);

const instanceSchema = z.strictObject({
  ...registryInstanceFields,
  ...registryModelFields,
  properties: z
    .strictObject({
      owner: property.default('Owner'),
      system: property.default('System'),
      riskTier: property.default('Risk tier'),
      licence: property.default('License'),
    })
    .prefault({}),
  deployments: z.boolean().default(true),
  environments: z.record(z.string(), environmentField).default({}),
});

/** One registry, as it is configured. */
export type KubeflowInstance = SourceInstance<z.output<typeof instanceSchema>>;

/**
 * Reads the configured registries.
 *
 * @throws with the path of everything that is wrong, and no secret in it.
 */
export function readKubeflowInstances(config: Config): KubeflowInstance[] {
  return readSourceInstances(config, {
    ...{ path: 'catalog.providers.kubeflow', schema: instanceSchema },
    usualSchedule: USUAL_REGISTRY_SCHEDULE,
  });
}
