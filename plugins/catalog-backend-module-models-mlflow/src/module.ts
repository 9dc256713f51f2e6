import {
  HttpRouterService,
  LoggerService,
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { readLifecycle } from '@modelry/backstage-plugin-models-common';
import {
  ModelSourcesService,
  SourcedModels,
  VersionTeller,
  createRecordClient,
  modelSourcesServiceRef,
} from '@modelry/backstage-plugin-models-node';
import { MlflowClient } from './MlflowClient';
import { MlflowModels } from './MlflowModels';
import { VersionReporter } from './VersionReporter';
import { MlflowInstance, readMlflowInstances } from './config';
import { locationOf } from './toModelEntity';
import { createWebhookRouter } from './webhooks';

const WEBHOOKS = '/mlflow-webhooks';

const REMEDY =
  'What the registry says was not taken over. A stage that asks for sign-offs is entered in the portal once they are given; a version of a model that was deleted and made again needs another number or another model.';

/**
 * Brings the registered models of MLflow into the catalog, and their versions into the
 * model record.
 *
 * @public
 */
export const catalogModuleModelsMlflow = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'models-mlflow',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        sources: modelSourcesServiceRef,
      },
      async init({ config, httpRouter, logger, processing, sources, ...deps }) {
        const lifecycle = readLifecycle(config.getOptional('models.lifecycle'));
        const instances = readMlflowInstances(config, lifecycle);
        const record = createRecordClient(deps);
        for (const instance of instances) {
          const mlflow = new MlflowClient(instance);
          const location = locationOf(instance);
          const models = new SourcedModels({ ...deps, location });
          const teller = new VersionTeller({ record, remedy: REMEDY });
          const registry = new MlflowModels({
            ...{ instance, lifecycle, mlflow, models },
            isOnly: instances.length === 1,
            versions: new VersionReporter({ instance, mlflow, teller }),
          });
          processing.addEntityProvider(models);
          await sources.add({
            id: `mlflow-${instance.id}`,
            kind: 'mlflow',
            title: instance.title ?? `MLflow ${instance.id}`,
            link: instance.uiUrl ?? instance.url,
            schedule: instance.schedule,
            run: signal => registry.run(signal),
          });
        }
        takeWebhooks({ instances, httpRouter, logger, sources });
      },
    });
  },
});

function takeWebhooks(options: {
  instances: readonly MlflowInstance[];
  httpRouter: HttpRouterService;
  logger: LoggerService;
  sources: ModelSourcesService;
}): void {
  const { instances, httpRouter, logger, sources } = options;
  if (instances.every(({ webhookSecret }) => !webhookSecret)) {
    return;
  }
  // Their signature says who sends them.
  httpRouter.addAuthPolicy({ path: WEBHOOKS, allow: 'unauthenticated' });
  httpRouter.use(
    createWebhookRouter({
      ...{ path: WEBHOOKS, instances, logger },
      refresh: id => sources.runNow(`mlflow-${id}`),
    }),
  );
}
