import {
  HttpRouterService,
  LoggerService,
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { readLifecycle } from '@modelry/backstage-plugin-models-common';
import {
  ModelSourcesService,
  modelRegistriesServiceRef,
  modelSourcesServiceRef,
} from '@modelry/backstage-plugin-models-node';
import { MlflowClient } from './MlflowClient';
import { MlflowInstance, readMlflowInstances } from './config';
import { toRegistry } from './toRegistry';
import { createWebhookRouter } from './webhooks';

const WEBHOOKS = '/mlflow-webhooks';

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
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        registries: modelRegistriesServiceRef,
        sources: modelSourcesServiceRef,
      },
      async init({ config, processing, registries, ...deps }) {
        const lifecycle = readLifecycle(config.getOptional('models.lifecycle'));
        const instances = readMlflowInstances(config, lifecycle);
        for (const instance of instances) {
          const registry = toRegistry({
            ...{ instance, isOnly: instances.length === 1, lifecycle },
            mlflow: new MlflowClient(instance),
            now: () => new Date(),
          });
          processing.addEntityProvider(await registries.add(registry));
        }
        takeWebhooks({ instances, ...deps });
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
