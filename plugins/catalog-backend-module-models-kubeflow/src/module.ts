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
  RegistryProvider,
  createRecordClient,
  modelSourcesServiceRef,
} from '@modelry/backstage-plugin-models-node';
import { KubeflowClient } from './KubeflowClient';
import { createProvider } from './createProvider';
import { readKubeflowInstances } from './config';

/**
 * Brings the models of Kubeflow Model Registries into the catalog, and their versions and
 * where they are served into the model record.
 *
 * @public
 */
export const catalogModuleModelsKubeflow = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'models-kubeflow',
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
        const instances = readKubeflowInstances(config);
        const record = createRecordClient({ auth, discovery });
        for (const instance of instances) {
          const provider: RegistryProvider = createProvider({
            ...{ instance, lifecycle, auth, catalog, record },
            kubeflow: new KubeflowClient(instance),
            isOnly: instances.length === 1,
          });
          processing.addEntityProvider(provider);
          await sources.add({
            id: `kubeflow-${instance.id}`,
            kind: 'kubeflow',
            title: instance.title ?? `Kubeflow ${instance.id}`,
            schedule: instance.schedule,
            run: signal => provider.run(signal),
          });
        }
      },
    });
  },
});
