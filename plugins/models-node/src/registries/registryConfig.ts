import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { z } from 'zod';
import { sourceInstanceFields } from '../sources/sourceConfig';

const text = z.string().min(1);

/**
 * What is configured of every instance of every registry whose models become entities.
 *
 * @public
 */
export const registryInstanceFields = {
  ...sourceInstanceFields,
  namespace: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a namespace of the catalog')
    .max(63)
    .default('default'),
  allowEmpty: z.boolean().default(false),
};

/**
 * What is configured besides of a registry that knows many versions of a model, and not
 * always what it is.
 *
 * @public
 */
export const registryModelFields = {
  defaults: z
    .strictObject({
      type: text.default('other'),
      owner: text.optional(),
      system: text.optional(),
    })
    .prefault({}),
  newestVersions: z.int().min(1).max(1_000).default(20),
};

/**
 * How often a registry is read when nothing is configured, and how long that may take.
 *
 * @public
 */
export const USUAL_REGISTRY_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 15 },
  timeout: { minutes: 30 },
  initialDelay: { seconds: 15 },
};
