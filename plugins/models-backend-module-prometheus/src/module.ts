import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { checkSourcesExtensionPoint } from '@modelry/backstage-plugin-models-node';
import { PrometheusClient } from './PrometheusClient';
import { PrometheusSource } from './PrometheusSource';
import { readPrometheusInstances } from './config';

/**
 * Brings results of checks from Prometheus into the model record.
 *
 * @public
 */
export const modelsModulePrometheus = createBackendModule({
  pluginId: 'models',
  moduleId: 'prometheus',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: checkSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        for (const instance of readPrometheusInstances(config)) {
          const source = new PrometheusSource({
            instance,
            prometheus: new PrometheusClient(instance),
            now: () => new Date(),
          });
          sources.addSource({
            id: `prometheus-${instance.id}`,
            kind: 'prometheus',
            title: instance.title ?? `Prometheus ${instance.id}`,
            link: instance.uiUrl ?? instance.url,
            schedule: instance.schedule,
            run: (record, signal) => source.run(record, signal),
          });
        }
      },
    });
  },
});
