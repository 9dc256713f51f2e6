import { Config } from '@backstage/config';
import { Lifecycle } from '@modelry/backstage-plugin-models-common';
import {
  SourceInstance,
  USUAL_REGISTRY_SCHEDULE,
  readSourceInstances,
  registryInstanceFields,
  registryModelFields,
  webhookSecretField,
} from '@modelry/backstage-plugin-models-node';
import { z } from 'zod';

const key = z.string().min(1);

const instanceSchema = z.strictObject({
  ...registryInstanceFields,
  ...registryModelFields,
  tags: z
    .strictObject({
      type: key.default('type'),
      owner: key.default('owner'),
      system: key.default('system'),
      riskTier: key.default('risk_tier'),
      tags: key.default('tags'),
      digest: key.default('digest'),
    })
    .prefault({}),
  aliases: z.record(z.string(), z.string()).default({}),
  webhookSecret: webhookSecretField.optional(),
});

/** One registry, as it is configured. */
export type MlflowInstance = SourceInstance<z.output<typeof instanceSchema>>;

const PATH = 'catalog.providers.mlflow';

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
    ...{ path: PATH, schema: instanceSchema },
    usualSchedule: USUAL_REGISTRY_SCHEDULE,
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
