import { createBackendModule } from '@backstage/backend-plugin-api';
import { CatalogModelSources } from '@backstage/catalog-model/alpha';
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
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
      deps: { model: catalogModelExtensionPoint },
      async init({ model }) {
        model.addModelSource(CatalogModelSources.static([modelKindLayer]));
      },
    });
  },
});
