import { LoggerService } from '@backstage/backend-plugin-api';
import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { outdatedStages, refreshOverlaidStage } from './overlays';

/**
 * Brings the stages that are laid over models in line with the configured ones: their kinds
 * and their order say which stage of its versions is that of a model.
 */
export async function renewOverlaidStages(options: {
  database: ModelsDatabase;
  config: ModelsConfig;
  logger: LoggerService;
}): Promise<void> {
  const { database, config, logger } = options;
  const { lifecycle } = config;
  const outdated = await outdatedStages(database.knex, lifecycle);
  for (const modelRef of outdated) {
    await database.writeModel(modelRef, tx =>
      refreshOverlaidStage(tx, { modelRef, lifecycle }),
    );
  }
  if (outdated.length > 0) {
    logger.info(
      `${outdated.length} models are in another stage now, as the configured stages are others`,
    );
  }
}
