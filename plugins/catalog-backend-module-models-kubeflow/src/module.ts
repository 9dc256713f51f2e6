import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { readLifecycle } from '@modelry/backstage-plugin-models-common';
import { modelRegistriesServiceRef } from '@modelry/backstage-plugin-models-node';
import { KubeflowClient } from './KubeflowClient';
import { readKubeflowInstances } from './config';
import { toRegistry } from './toRegistry';

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
        config: coreServices.rootConfig,
        processing: catalogProcessingExtensionPoint,
        registries: modelRegistriesServiceRef,
      },
      async init({ config, processing, registries }) {
        const lifecycle = readLifecycle(config.getOptional('models.lifecycle'));
        const instances = readKubeflowInstances(config);
        for (const instance of instances) {
          const registry = toRegistry({
            ...{ instance, isOnly: instances.length === 1, lifecycle },
            kubeflow: new KubeflowClient(instance),
            now: () => new Date(),
          });
          processing.addEntityProvider(await registries.add(registry));
        }
      },
    });
  },
});
