import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { deploymentSourcesExtensionPoint } from '@modelry/backstage-plugin-models-node';
import { KServeSource } from './KServeSource';
import { KubernetesClient } from './KubernetesClient';
import { readKServeInstances } from './config';

/**
 * Brings what runs on KServe and Seldon Core into the model record.
 *
 * @public
 */
export const modelsModuleKServe = createBackendModule({
  pluginId: 'models',
  moduleId: 'kserve',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        sources: deploymentSourcesExtensionPoint,
      },
      async init({ auth, catalog, config, discovery, sources }) {
        const kubernetes = new KubernetesClient({ auth, discovery });
        for (const instance of readKServeInstances(config)) {
          sources.addSource(
            new KServeSource({ instance, kubernetes, auth, catalog }),
          );
        }
      },
    });
  },
});
