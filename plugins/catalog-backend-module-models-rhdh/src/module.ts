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
  SourcedModels,
  VersionTeller,
  createRecordClient,
  modelSourcesServiceRef,
} from '@modelry/backstage-plugin-models-node';
import { BridgeClient } from './BridgeClient';
import { BridgeModels } from './BridgeModels';
import { readBridgeInstances } from './config';

const REMEDY =
  'What the bridge says was not taken over. A version that people have decided about stays as it was then.';

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
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        processing: catalogProcessingExtensionPoint,
        sources: modelSourcesServiceRef,
      },
      async init({ auth, catalog, config, discovery, processing, sources }) {
        const lifecycle = readLifecycle(config.getOptional('models.lifecycle'));
        const record = createRecordClient({ auth, discovery });
        for (const instance of readBridgeInstances(config)) {
          const location = `model-catalog-bridge:${instance.id}`;
          const models = new SourcedModels({ location, auth, catalog });
          const bridged = new BridgeModels({
            ...{ instance, lifecycle, models },
            bridge: new BridgeClient(instance),
            versions: new VersionTeller({ record, remedy: REMEDY }),
          });
          processing.addEntityProvider(models);
          await sources.add({
            id: `model-catalog-bridge-${instance.id}`,
            kind: 'model catalog bridge',
            title: instance.title ?? `Model catalog bridge ${instance.id}`,
            ...(instance.uiUrl && { link: instance.uiUrl }),
            schedule: instance.schedule,
            run: signal => bridged.run(signal),
          });
        }
      },
    });
  },
});
