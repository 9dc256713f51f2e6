import { Entity } from '@backstage/catalog-model';
import { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { QueryClient } from '@tanstack/react-query';
import { createModelsApi, modelsApiRef } from '../api';
import {
  deploymentsRouteRef,
  governanceRouteRef,
  monitoringRouteRef,
  timelineRouteRef,
  versionsRouteRef,
} from '../routes';
import { FakeClient } from './fakeClient';
import { churnModel } from './fixtures';

export { fakeClient } from './fakeClient';
export type { FakeClient } from './fakeClient';

/** Signals that the test sends. */
export class FakeSignals implements SignalApi {
  readonly #listeners = new Map<string, Set<() => void>>();

  subscribe: SignalApi['subscribe'] = (channel, onMessage) => {
    const listener = () => onMessage(JSON.parse('{"feature":"lifecycle"}'));
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(listener));
    return { unsubscribe: () => listeners.delete(listener) };
  };

  /** How many listen to a channel. */
  listeners(channel: string): number {
    return this.#listeners.get(channel)?.size ?? 0;
  }

  send(channel: string): void {
    this.#listeners.get(channel)?.forEach(listener => listener());
  }
}

/** Opens the page of a model with some of its cards or one of its tabs. */
export function openModelPage(options: {
  client: FakeClient;
  extensions: ExtensionDefinition[];
  entity?: Entity;
  /** What else the catalog knows. */
  others?: Entity[];
  path?: string;
  /** Who looks. */
  me?: string;
}) {
  const { client, extensions, entity = churnModel(), others = [] } = options;
  const signals = new FakeSignals();
  const api = createModelsApi({
    client,
    cache: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    // These signals are heard from the beginning.
    subscribedWithinMs: 3_600_000,
  });
  const page = renderTestApp({
    extensions: [createTestEntityPage({ entity }), ...extensions],
    apis: [
      catalogApiMock({ entities: [entity, ...others] }),
      [modelsApiRef, api],
      [signalApiRef, signals],
      mockApis.identity({ userEntityRef: options.me ?? 'user:default/vera' }),
    ],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/churn/versions': versionsRouteRef,
      '/churn/timeline': timelineRouteRef,
      '/churn/deployments': deploymentsRouteRef,
      '/churn/monitoring': monitoringRouteRef,
      '/churn/governance': governanceRouteRef,
    },
    initialRouteEntries: [options.path ?? '/'],
  });
  return { page, signals, api };
}
