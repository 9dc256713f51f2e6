import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import {
  createDevelopmentAuthenticator,
  signInAsCatalogUser,
} from './developmentAuthenticator';
import { readDevelopmentPeople } from './developmentPeople';

const CONFIG_KEY = 'auth.providers.development';

/**
 * Lets a developer sign in as any of the people listed in the configuration,
 * without a password.
 */
export const authModuleDevelopment = createBackendModule({
  pluginId: 'auth',
  moduleId: 'development',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        if (!config.has(CONFIG_KEY)) {
          return;
        }
        assertDevelopment();
        const people = readDevelopmentPeople(config.getConfig(CONFIG_KEY));
        providers.registerProvider({
          providerId: 'development',
          factory: createProxyAuthProviderFactory({
            authenticator: createDevelopmentAuthenticator(people),
            signInResolver: signInAsCatalogUser,
          }),
        });
      },
    });
  },
});

// An unset NODE_ENV is refused too: that is how a server that nobody thought
// about would run.
function assertDevelopment() {
  const mode = process.env.NODE_ENV;
  if (mode !== 'development') {
    throw new Error(
      `'${CONFIG_KEY}' lets anybody sign in as anybody without a password and is for development only, ` +
        `but NODE_ENV is ${mode ? `'${mode}'` : 'not set'}. ` +
        `Remove '${CONFIG_KEY}' from the configuration (leave out app-config.development.yaml) and configure a real sign-in provider.`,
    );
  }
}
