import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ModelsClient } from '@modelry/backstage-plugin-models-common';

const TIMEOUT_MS = 30_000;

/**
 * Makes a client of the model record that calls in the name of the plugin that it is
 * made in.
 *
 * @public
 */
export function createRecordClient(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): ModelsClient {
  const { auth, discovery } = options;
  return new ModelsClient({
    discoveryApi: discovery,
    fetchApi: {
      async fetch(input, init) {
        const { token } = await auth.getPluginRequestToken({
          onBehalfOf: await auth.getOwnServiceCredentials(),
          targetPluginId: 'models',
        });
        const headers = new Headers(init?.headers);
        headers.set('Authorization', `Bearer ${token}`);
        return fetch(input, {
          ...init,
          headers,
          signal: init?.signal ?? AbortSignal.timeout(TIMEOUT_MS),
        });
      },
    },
  });
}
