import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
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
  type: z.string().min(1).default('other'),
  allowEmpty: z.boolean().default(false),
});

/** One bridge, as it is configured. */
export type BridgeInstance = SourceInstance<z.output<typeof instanceSchema>>;

const USUAL_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 15 },
  timeout: { minutes: 10 },
  initialDelay: { seconds: 15 },
};

/**
 * Reads the configured bridges.
 *
 * @throws with the path of everything that is wrong, and no secret in it.
 */
export function readBridgeInstances(config: Config): BridgeInstance[] {
  return readSourceInstances(config, {
    path: 'catalog.providers.modelCatalogBridge',
    schema: instanceSchema,
    usualSchedule: USUAL_SCHEDULE,
  });
}
