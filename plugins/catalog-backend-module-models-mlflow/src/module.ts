import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { readLifecycle } from '@modelry/backstage-plugin-models-common';
import {
  createRecordClient,
  modelSourcesServiceRef,
} from '@modelry/backstage-plugin-models-node';
import { MlflowClient } from './MlflowClient';
import { MlflowProvider } from './MlflowProvider';
import { VersionReporter } from './VersionReporter';
import { readMlflowInstances } from './config';

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
        processing: catalogProcessingExtensionPoint,
        sources: modelSourcesServiceRef,
      },
      async init({ auth, catalog, config, discovery, processing, sources }) {
        const lifecycle = readLifecycle(config.getOptional('models.lifecycle'));
        const instances = readMlflowInstances(config, lifecycle);
        const record = createRecordClient({ auth, discovery });
        for (const instance of instances) {
          const mlflow = new MlflowClient(instance);
          const provider = new MlflowProvider({
            ...{ instance, lifecycle, auth, catalog, mlflow },
            isOnly: instances.length === 1,
            versions: new VersionReporter({ instance, mlflow, record }),
          });
          processing.addEntityProvider(provider);
          await sources.add({
            id: `mlflow-${instance.id}`,
            kind: 'mlflow',
            title: instance.title ?? `MLflow ${instance.id}`,
            link: instance.uiUrl ?? instance.url,
            schedule: instance.schedule,
            run: signal => provider.run(signal),
          });
        }
      },
    });
  },
});
