import {
  SchedulerServiceTaskScheduleDefinition,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' });

const ID = /^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/;

/**
 * The name of an environment, as it is configured.
 *
 * @public
 */
export const environmentField = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/,
    'must be the name of an environment',
  );

/**
 * A duration, as it is configured.
 *
 * @public
 */
export const durationField = z.iso.duration({
  error: 'write a duration as ISO 8601, e.g. PT15M',
});

/**
 * A secret that a system signs or proves itself with.
 *
 * @public
 */
export const webhookSecretField = z
  .string()
  .min(16, 'must be at least 16 characters');

/**
 * What is configured of every instance of every system that is asked over HTTP.
 *
 * @public
 */
export const sourceInstanceFields = {
  url,
  uiUrl: url.optional(),
  title: z.string().min(1).max(200).optional(),
  token: z.string().min(1).optional(),
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  headers: z.record(z.string(), z.string()).default({}),
  schedule: z.unknown().optional(),
};

/**
 * An instance of a system as it is configured, by its id.
 *
 * @public
 */
export type SourceInstance<T> = Omit<T, 'schedule'> & {
  /** What the operator calls it. */
  id: string;
  /** How often it is asked, and how long that may take. */
  schedule: SchedulerServiceTaskScheduleDefinition;
};

/**
 * Reads the configured instances of a system.
 *
 * @throws with the path of everything that is wrong, and no secret in it.
 * @public
 */
export function readSourceInstances<T extends object>(
  config: Config,
  options: {
    /** Where they stand, each by its id. */
    path: string;
    /** What one of them says. */
    schema: z.ZodType<T>;
    /** Schedule of one that says none. */
    usualSchedule: SchedulerServiceTaskScheduleDefinition;
  },
): Array<SourceInstance<T>> {
  const { path } = options;
  const all = config.getOptionalConfig(path);
  return (all?.keys() ?? []).map(id => {
    if (!ID.test(id)) {
      throw new Error(
        `${path}.${id}: the id must be up to 42 lower-case letters, digits and dashes`,
      );
    }
    return readInstance(config.getConfig(`${path}.${id}`), {
      ...options,
      ...{ id, path: `${path}.${id}` },
    });
  });
}

function readInstance<T extends object>(
  config: Config,
  options: {
    id: string;
    path: string;
    schema: z.ZodType<T>;
    usualSchedule: SchedulerServiceTaskScheduleDefinition;
  },
): SourceInstance<T> {
  const { id, path, schema, usualSchedule } = options;
  const parsed = schema.safeParse(config.get());
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues
        .map(issue => `${[path, ...issue.path].join('.')}: ${issue.message}`)
        .join('; '),
    );
  }
  assertCredentials(config, path);
  return { ...parsed.data, id, schedule: readSchedule(config, usualSchedule) };
}

function assertCredentials(config: Config, path: string): void {
  if (config.has('username') !== config.has('password')) {
    throw new Error(`${path}: username and password go together`);
  }
  if (config.has('token') && config.has('username')) {
    throw new Error(`${path}: set either token, or username and password`);
  }
}

function readSchedule(
  config: Config,
  usual: SchedulerServiceTaskScheduleDefinition,
): SchedulerServiceTaskScheduleDefinition {
  const schedule = config.getOptionalConfig('schedule');
  return schedule
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
    : usual;
}
