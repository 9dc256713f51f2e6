import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { ModelSources } from './ModelSources';
import { ModelSourcesService } from './ModelSourcesService';
import { createRecordClient } from './createRecordClient';

/**
 * Runs the sources of a plugin, and reports them to the models plugin in its name.
 *
 * @public
 */
export const modelSourcesServiceRef = createServiceRef<ModelSourcesService>({
  id: 'models.sources',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        pluginMetadata: coreServices.pluginMetadata,
        scheduler: coreServices.scheduler,
      },
      factory({ lifecycle, pluginMetadata, ...deps }) {
        const client = createRecordClient(deps);
        const sources = new ModelSources({
          ...deps,
          pluginId: pluginMetadata.getId(),
          report: async report => {
            await client.reportSource(report);
          },
        });
        // Only once everything runs there is somebody to tell; the start waits for nothing.
        lifecycle.addStartupHook(() => {
          sources.announce();
        });
        return sources;
      },
    }),
});
