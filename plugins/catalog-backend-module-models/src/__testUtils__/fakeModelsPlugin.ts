import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { Overlay } from '@modelry/backstage-plugin-models-common';

/** Stands for the models plugin: answers the overlays that a test sets. */
export class FakeModelsPlugin {
  #overlays: Record<string, Overlay> = {};
  #revision = 0;
  #isDown = false;
  /** Status of each answer so far. */
  readonly answers: number[] = [];
  /** Who asked. */
  readonly askers = new Set<string>();
  // Shared by both plugins, which the mock that every test backend has is not.
  readonly #events = mockServices.events();
  readonly events = createServiceFactory({
    service: eventsServiceRef,
    deps: {},
    factory: () => this.#events,
  });

  readonly plugin = createBackendPlugin({
    pluginId: 'models',
    register: env => {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        init: async ({ httpAuth, httpRouter }) => {
          httpRouter.use(async (req, res) => {
            const { principal } = await httpAuth.credentials(req, {
              allow: ['service'],
            });
            this.askers.add(principal.subject);
            const etag = `"${this.#revision}"`;
            res.setHeader('ETag', etag);
            res.status(this.#statusOf(req.header('If-None-Match') === etag));
            this.answers.push(res.statusCode);
            res.json({ overlays: this.#overlays });
          });
        },
      });
    },
  });

  set(overlays: Record<string, Overlay>): void {
    this.#overlays = overlays;
    this.#revision += 1;
  }

  async publish(topic: string): Promise<void> {
    await this.#events.publish({ topic, eventPayload: {} });
  }

  fail(isDown: boolean): void {
    this.#isDown = isDown;
  }

  #statusOf(isFresh: boolean): number {
    if (this.#isDown) {
      return 503;
    }
    return isFresh ? 304 : 200;
  }
}
