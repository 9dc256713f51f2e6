import {
  HttpAuthService,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';

/**
 * Tells a person from a plugin that acts on a person's behalf, which the mock does
 * not: the permission backend answers some questions only to plugins.
 */
export const httpAuthWithActorFactory = createServiceFactory({
  service: coreServices.httpAuth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }): HttpAuthService => {
    const mock = mockServices.httpAuth({ pluginId: plugin.getId() });
    return {
      issueUserCookie: (response, options) =>
        mock.issueUserCookie(response, options),
      async credentials(request, options) {
        const credentials = await mock.credentials(request, options);
        if (
          request.headers.authorization?.includes('mock-service-token:') &&
          mockServices.auth().isPrincipal(credentials, 'user')
        ) {
          Object.assign(credentials.principal, {
            actor: { type: 'service', subject: 'plugin:test' },
          });
        }
        return credentials;
      },
    };
  },
});
