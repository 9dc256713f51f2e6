import { createApp } from '@backstage/frontend-defaults';
import {
  modelsCatalogModule,
  modelsGraphModule,
} from '@modelry/backstage-plugin-models';
import { navModule } from './nav';
import { signInModule } from './signIn';

/**
 * The portal as one React element.
 *
 * @remarks
 *
 * Plugins are not listed here: `app.packages: all` installs every plugin that
 * this package depends on. Modules that change another plugin are.
 */
export function createPortal() {
  return createApp({
    features: [modelsCatalogModule, modelsGraphModule, navModule, signInModule],
  }).createRoot();
}
