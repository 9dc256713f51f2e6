import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { CatalogModelSources } from '@backstage/catalog-model/alpha';
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
import { readLifecycle } from '@modelry/backstage-plugin-models-common';
import { modelKindLayer } from './modelKindLayer';

/**
 * Teaches the catalog the kind `Model`, and does nothing else.
 *
 * @public
 */
export const catalogModuleModels = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'models',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        model: catalogModelExtensionPoint,
      },
      async init({ config, model }) {
        // The stages that an author may declare are those that versions can be in.
        const lifecycle = readLifecycle(config.getOptional('models.lifecycle'));
        model.addModelSource(
          CatalogModelSources.static([modelKindLayer(lifecycle)]),
        );
      },
    });
  },
});
