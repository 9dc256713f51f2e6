import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { modelsPermissions } from '@modelry/backstage-plugin-models-common';
import { ModelChanges } from './changes/ModelChanges';
import { SignalChannels } from './changes/SignalChannels';
import { readModelsConfig } from './config';
import { ModelsDatabase } from './database/ModelsDatabase';
import { PersonDirectory } from './governance/PersonDirectory';
import { CheckpointSigner } from './governance/board/CheckpointSigner';
import { UnsanctionedNotices } from './governance/board/UnsanctionedNotices';
import { startBoardTasks } from './governance/board/startBoardTasks';
import { ModelAccess } from './kind/ModelAccess';
import { warnOfStages } from './lifecycle/warnOfStages';
import { ModelVisibility } from './kind/ModelVisibility';
import { createRouter } from './router';

const dependencies = {
  auditor: coreServices.auditor,
  auth: coreServices.auth,
  catalog: catalogServiceRef,
  config: coreServices.rootConfig,
  database: coreServices.database,
  events: eventsServiceRef,
  httpAuth: coreServices.httpAuth,
  httpRouter: coreServices.httpRouter,
  logger: coreServices.logger,
  notifications: notificationService,
  permissions: coreServices.permissions,
  permissionsRegistry: coreServices.permissionsRegistry,
  scheduler: coreServices.scheduler,
  signals: signalsServiceRef,
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
    env.registerInit({
      deps: dependencies,
      async init(deps) {
        const { auth, catalog, permissions, userInfo } = deps;
        const config = readModelsConfig(deps.config);
        const signer = CheckpointSigner.fromConfig(config);
        deps.permissionsRegistry.addPermissions(modelsPermissions);
        const database = await ModelsDatabase.create(deps);
        await warnOfStages({ ...deps, database, config });
        const channels = await SignalChannels.create(database);
        const changes = new ModelChanges({ ...deps, channels });
        const now = () => new Date();
        const notices = new UnsanctionedNotices({
          ...{ database, changes, config, now },
        });
        deps.httpRouter.use(
          createRouter({
            auth,
            catalog,
            auditor: deps.auditor,
            logger: deps.logger,
            httpAuth: deps.httpAuth,
            config,
            database,
            channels,
            access: new ModelAccess({ auth, catalog, permissions }),
            visibility: new ModelVisibility({ auth, catalog, permissions }),
            people: new PersonDirectory({ auth, catalog, userInfo }),
            changes,
            notices,
            now,
          }),
        );
        deps.httpRouter.addAuthPolicy({
          path: '/openapi.json',
          allow: 'unauthenticated',
        });
        await startBoardTasks({
          ...deps,
          ...{ database, changes, notices, signer, config, now },
        });
      },
    });
  },
});
