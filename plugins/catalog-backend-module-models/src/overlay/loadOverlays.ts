import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { overlaySnapshotSchema } from '@modelry/backstage-plugin-models-common';
import { LoadOverlays } from './OverlaySnapshot';

const TIMEOUT_MS = 10_000;

/** Asks the models plugin, in the name of the catalog, for everything it lays over. */
export function createLoadOverlays(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): LoadOverlays {
  const { auth, discovery } = options;
  return async etag => {
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'models',
    });
    const response = await fetch(
      `${await discovery.getBaseUrl('models')}/overlay`,
      {
        headers: {
          Authorization: `Bearer ${token}`,
          ...(etag && { 'If-None-Match': etag }),
        },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
    );
    if (response.status === 304) {
      return undefined;
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const { overlays } = overlaySnapshotSchema.parse(await response.json());
    return {
      etag: response.headers.get('etag') ?? undefined,
      overlays: new Map(Object.entries(overlays)),
    };
  };
}
