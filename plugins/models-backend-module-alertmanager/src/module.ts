import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { checkSourcesExtensionPoint } from '@modelry/backstage-plugin-models-node';
import { AlertReceiver } from './AlertReceiver';
import { AlertStore } from './AlertStore';
import { ModelFinder } from './ModelFinder';
import { readAlertmanagers } from './config';
import { createWebhook } from './createWebhook';

/**
 * Takes alerts of Prometheus Alertmanager into the model record.
 *
 * @public
 */
export const modelsModuleAlertmanager = createBackendModule({
  pluginId: 'models',
  moduleId: 'alertmanager',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        sources: checkSourcesExtensionPoint,
      },
      async init({ config, database, httpRouter, logger, sources }) {
        const instances = readAlertmanagers(config);
        if (instances.length === 0) {
          return;
        }
        const now = () => new Date();
        const { record } = sources;
        const store = await AlertStore.create(database);
        const finder = new ModelFinder({ record, now });
        const receivers = new Map<string, AlertReceiver>();
        for (const instance of instances) {
          const { id, title, uiUrl, schedule } = instance;
          const receiver = new AlertReceiver({
            ...{ instance, record, store, finder, now },
          });
          receivers.set(id, receiver);
          sources.addSource({
            id: `alertmanager-${id}`,
            kind: 'alertmanager',
            title: title ?? `Alertmanager ${id}`,
            ...(uiUrl && { link: uiUrl }),
            schedule,
            run: (_, signal) => receiver.run(signal),
          });
        }
        httpRouter.use(createWebhook({ instances, receivers, logger }));
        httpRouter.addAuthPolicy({
          path: '/webhooks/alertmanager',
          allow: 'unauthenticated',
        });
      },
    });
  },
});
