import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { modelsPermissions } from '@modelry/backstage-plugin-models-common';
import {
  checkSourcesExtensionPoint,
  deploymentSourcesExtensionPoint,
} from '@modelry/backstage-plugin-models-node';
import { CardReader } from './card/CardReader';
import { ModelChanges } from './changes/ModelChanges';
import { SignalChannels } from './changes/SignalChannels';
import { readModelsConfig } from './config';
import { ModelsDatabase } from './database/ModelsDatabase';
import { DeploymentSources } from './deployments/DeploymentSources';
import { PersonDirectory } from './governance/PersonDirectory';
import { CheckpointSigner } from './governance/board/CheckpointSigner';
import { BoardNotices } from './governance/board/BoardNotices';
import { startBoardTasks } from './governance/board/startBoardTasks';
import { startFleetTasks } from './fleet/startFleetTasks';
import { patientCatalog } from './kind/patientCatalog';
import { warnOfStages } from './lifecycle/warnOfStages';
import { CheckSources } from './monitoring/CheckSources';
import { createOwnership } from './ownership/createOwnership';
import { renewOverlaidStages } from './ownership/renewOverlaidStages';
import { createRouter } from './router';
import { SourceRecord } from './sources/SourceRecord';
import { startFactTasks } from './startFactTasks';

const dependencies = {
  auditor: coreServices.auditor,
  auth: coreServices.auth,
  cache: coreServices.cache,
  catalog: catalogServiceRef,
  config: coreServices.rootConfig,
  database: coreServices.database,
  discovery: coreServices.discovery,
  events: eventsServiceRef,
  httpAuth: coreServices.httpAuth,
  httpRouter: coreServices.httpRouter,
  logger: coreServices.logger,
  metrics: metricsServiceRef,
  notifications: notificationService,
  permissions: coreServices.permissions,
  permissionsRegistry: coreServices.permissionsRegistry,
  scheduler: coreServices.scheduler,
  signals: signalsServiceRef,
  urlReader: coreServices.urlReader,
  userInfo: coreServices.userInfo,
};

/**
 * The backend of Modelry: the record of what happens to models and what people
 * decide about them, with its HTTP API.
 *
 * @public
 */
export const modelsPlugin = createBackendPlugin({
  pluginId: 'models',
  register(env) {
    const sources = new DeploymentSources();
    env.registerExtensionPoint(deploymentSourcesExtensionPoint, sources);
    const checkSources = new CheckSources();
    env.registerExtensionPoint(checkSourcesExtensionPoint, checkSources);
    env.registerInit({
      deps: dependencies,
      async init(services) {
        const catalog = patientCatalog(services.catalog, services);
        const deps = { ...services, catalog };
        const config = readModelsConfig(deps.config);
        const now = () => new Date();
        const signer = CheckpointSigner.fromConfig(config);
        deps.permissionsRegistry.addPermissions(modelsPermissions);
        const database = await ModelsDatabase.create({ ...deps, now });
        await warnOfStages({ ...deps, database, config });
        await renewOverlaidStages({ ...deps, database, config });
        const channels = await SignalChannels.create(database);
        const changes = new ModelChanges({ ...deps, channels });
        const sourceRecord = new SourceRecord({ database, now });
        const common = {
          ...deps,
          ...{ config, database, channels, changes, sourceRecord, now },
        };
        const parts = {
          ...common,
          ...(await createOwnership(common)),
          notices: new BoardNotices(common),
        };
        deps.httpRouter.use(
          createRouter({
            ...parts,
            cards: CardReader.fromConfig(deps.config, common),
            people: new PersonDirectory(deps),
          }),
        );
        deps.httpRouter.addAuthPolicy({
          path: '/openapi.json',
          allow: 'unauthenticated',
        });
        await startFactTasks({ ...parts, sources, checkSources });
        await startBoardTasks({ ...parts, signer });
        await startFleetTasks(parts);
      },
    });
  },
});
