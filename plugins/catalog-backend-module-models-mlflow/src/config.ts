import {
  SchedulerServiceTaskScheduleDefinition,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { Lifecycle } from '@modelry/backstage-plugin-models-common';
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' });

const instanceSchema = z.strictObject({
  url,
  uiUrl: url.optional(),
  title: z.string().min(1).max(200).optional(),
  token: z.string().min(1).optional(),
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  headers: z.record(z.string(), z.string()).default({}),
  schedule: z.unknown().optional(),
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
    })
    .prefault({}),
  aliases: z.record(z.string(), z.string()).default({}),
  newestVersions: z.int().min(1).max(1_000).default(20),
  allowEmpty: z.boolean().default(false),
});

/** One registry, as it is configured. */
export type MlflowInstance = Omit<
  z.output<typeof instanceSchema>,
  'schedule'
> & {
  id: string;
  schedule: SchedulerServiceTaskScheduleDefinition;
};

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
  stages: Lifecycle,
): MlflowInstance[] {
  const all = config.getOptionalConfig(PATH);
  return (all?.keys() ?? []).map(id => {
    const path = `${PATH}.${id}`;
    if (!/^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/.test(id)) {
      throw new Error(
        `${path}: the id must be up to 42 lower-case letters, digits and dashes`,
      );
    }
    return readInstance({ id, path, config: config.getConfig(path), stages });
  });
}

function readInstance(options: {
  id: string;
  path: string;
  config: Config;
  stages: Lifecycle;
}): MlflowInstance {
  const { id, path, config, stages } = options;
  const parsed = instanceSchema.safeParse(config.get());
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues
        .map(issue => `${[path, ...issue.path].join('.')}: ${issue.message}`)
        .join('; '),
    );
  }
  const { token, username, password, aliases } = parsed.data;
  if ((username === undefined) !== (password === undefined)) {
    throw new Error(`${path}: username and password go together`);
  }
  if (token !== undefined && username !== undefined) {
    throw new Error(`${path}: set either token, or username and password`);
  }
  for (const [alias, stage] of Object.entries(aliases)) {
    if (!stages.stages.some(known => known.id === stage)) {
      throw new Error(`${path}.aliases.${alias}: there is no stage '${stage}'`);
    }
  }
  const schedule = config.getOptionalConfig('schedule');
  return {
    ...parsed.data,
    id,
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : USUAL_SCHEDULE,
  };
}
