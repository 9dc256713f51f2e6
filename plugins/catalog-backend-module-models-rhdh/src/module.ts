import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { readLifecycle } from '@modelry/backstage-plugin-models-common';
import { modelRegistriesServiceRef } from '@modelry/backstage-plugin-models-node';
import { BridgeClient } from './BridgeClient';
import { readBridgeInstances } from './config';
import { toRegistry } from './toRegistry';

/**
 * Brings the models of the model catalog bridge of Red Hat Developer Hub into the catalog,
 * and their versions and cards into the model record.
 *
 * @public
 */
export const catalogModuleModelsRhdh = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'models-rhdh',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        processing: catalogProcessingExtensionPoint,
        registries: modelRegistriesServiceRef,
      },
      async init({ config, processing, registries }) {
        const lifecycle = readLifecycle(config.getOptional('models.lifecycle'));
        const instances = readBridgeInstances(config);
        for (const instance of instances) {
          const registry = toRegistry({
            ...{ instance, isOnly: instances.length === 1, lifecycle },
            bridge: new BridgeClient(instance),
          });
          processing.addEntityProvider(await registries.add(registry));
        }
      },
    });
  },
});
