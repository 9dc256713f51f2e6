import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { CatalogModelSources } from '@backstage/catalog-model/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { readLifecycle } from '@modelry/backstage-plugin-models-common';
import { modelKindLayer } from './modelKindLayer';
import { startOverlay } from './overlay/startOverlay';

/**
 * Teaches the catalog the kind `Model`, and lays owner and stage of the model record over
 * its entities.
 *
 * @public
 */
export const catalogModuleModels = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'models',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        model: catalogModelExtensionPoint,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ config, model, ...deps }) {
        // The stages that an author may declare are those that versions can be in.
        const stages = readLifecycle(config.getOptional('models.lifecycle'));
        model.addModelSource(
          CatalogModelSources.static([modelKindLayer(stages)]),
        );
        await startOverlay({ ...deps, stages });
      },
    });
  },
});
