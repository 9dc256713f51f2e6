import { Config } from '@backstage/config';
import {
  ModelsConfig,
  describeConfigProblems,
  modelsConfigSchema,
} from '@modelry/backstage-plugin-models-common';

/**
 * Reads the configuration under `models`.
 *
 * @throws when anything in it is wrong, with every path and reason: a broken policy
 *   must stop the start, for otherwise it would silently govern nothing.
 */
export function readModelsConfig(config: Config): ModelsConfig {
  const parsed = modelsConfigSchema.safeParse(
    config.getOptional('models') ?? {},
  );
  if (parsed.success) {
    return parsed.data;
  }
  throw new Error(describeConfigProblems('models', parsed.error));
}
