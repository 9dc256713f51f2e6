import { Config } from '@backstage/config';
import {
  SourceInstance,
  USUAL_REGISTRY_SCHEDULE,
  readSourceInstances,
  registryInstanceFields,
} from '@modelry/backstage-plugin-models-node';
import { z } from 'zod';

const instanceSchema = z.strictObject({
  ...registryInstanceFields,
  type: z.string().min(1).default('other'),
});

/** One bridge, as it is configured. */
export type BridgeInstance = SourceInstance<z.output<typeof instanceSchema>>;

/**
 * Reads the configured bridges.
 *
 * @throws with the path of everything that is wrong, and no secret in it.
 */
export function readBridgeInstances(config: Config): BridgeInstance[] {
  return readSourceInstances(config, {
    ...{ path: 'catalog.providers.modelCatalogBridge', schema: instanceSchema },
    usualSchedule: USUAL_REGISTRY_SCHEDULE,
  });
}
