import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ModelsConfig,
  stagesWithoutEnvironment,
} from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { forgottenStages } from './forgottenStages';

/** Logs what is doubtful about stages, but keeps nothing from starting. */
export async function warnOfStages(options: {
  database: ModelsDatabase;
  config: ModelsConfig;
  logger: LoggerService;
}): Promise<void> {
  const { database, config, logger } = options;
  for (const stage of stagesWithoutEnvironment(config)) {
    logger.warn(
      `Policies ask for sign-offs before '${stage}', but no environment in models.environments has stage '${stage}': versions that run without these sign-offs go unnoticed`,
    );
  }
  for (const { stage, versions } of await forgottenStages(
    database.knex,
    config.lifecycle,
  )) {
    logger.warn(
      `${versions} versions are in the stage '${stage}', which models.lifecycle.stages does not have any more: they are shown as in an unknown stage until somebody moves them`,
    );
  }
}
