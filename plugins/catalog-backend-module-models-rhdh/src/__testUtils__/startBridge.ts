import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { modelNamed, startRegistry } from '@internal/test-utils';
import { DEFAULT_LIFECYCLE } from '@modelry/backstage-plugin-models-common';
import { BridgeClient } from '../BridgeClient';
import { readBridgeInstances } from '../config';
import { toRegistry } from '../toRegistry';

/** Where the models of the started bridge come from, as the catalog writes it. */
export const LOCATION = 'model-catalog-bridge:openshift';

/** A bridge between a stand-in of it and a catalog that a test fills. */
export async function startBridge(options: {
  url: string;
  config?: JsonObject;
  entities?: Entity[];
  timeoutMs?: number;
}) {
  const { url, config, entities, timeoutMs } = options;
  const [instance] = readBridgeInstances(
    new ConfigReader({
      catalog: {
        providers: { modelCatalogBridge: { openshift: { url, ...config } } },
      },
    }),
  );
  const registry = toRegistry({
    ...{ instance, isOnly: true, lifecycle: DEFAULT_LIFECYCLE },
    bridge: new BridgeClient(instance, { wait: async () => {}, timeoutMs }),
  });
  return startRegistry({ registry, entities });
}

/** A model that was taken over from the stand-in before. */
export const fromBridge = (name: string, document = `/${name}/1/x`) =>
  modelNamed(name, {
    'backstage.io/managed-by-origin-location': LOCATION,
    'modelry.dev/model-catalog-document': document,
  });
