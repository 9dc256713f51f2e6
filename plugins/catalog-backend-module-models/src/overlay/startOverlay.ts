import {
  AuthService,
  DiscoveryService,
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { CatalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import {
  Lifecycle,
  MODEL_CHANGED_TOPICS,
} from '@modelry/backstage-plugin-models-common';
import { OverlayProcessor } from './OverlayProcessor';
import { OverlayRefresher } from './OverlayRefresher';
import { OverlaySnapshot } from './OverlaySnapshot';
import { createLoadOverlays } from './loadOverlays';

/** An event can be lost, and with several replicas reaches one of them only. */
const LOOK_EVERY_MS = 5_000;

/** Lays owner and stage of the record over the entities of the catalog. */
export async function startOverlay(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  events: EventsService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  processing: CatalogProcessingExtensionPoint;
  stages: Lifecycle;
}): Promise<void> {
  const { events, lifecycle, processing, stages } = options;
  const refresher = new OverlayRefresher();
  const snapshot = createSnapshot({ ...options, refresher });
  let timer: NodeJS.Timeout | undefined;
  refresher.whenConnected(() => {
    snapshot.renew();
    timer = setInterval(() => snapshot.renewIfOld(), LOOK_EVERY_MS).unref();
  });
  processing.addProcessor(new OverlayProcessor(snapshot, stages));
  processing.addEntityProvider(refresher);
  await events.subscribe({
    id: 'catalog-modelry-overlay',
    topics: [
      MODEL_CHANGED_TOPICS.ownership,
      MODEL_CHANGED_TOPICS.lifecycle,
      MODEL_CHANGED_TOPICS.deployments,
    ],
    // Whoever publishes waits for its listeners: a change of many models would take a
    // second for each.
    onEvent: async () => {
      snapshot.renew();
    },
  });
  lifecycle.addShutdownHook(() => clearInterval(timer));
}

function createSnapshot(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
  refresher: OverlayRefresher;
}): OverlaySnapshot {
  const { logger, refresher } = options;
  const load = createLoadOverlays(options);
  let isDown = false;
  return new OverlaySnapshot({
    async load(etag) {
      const loaded = await load(etag);
      isDown = false;
      return loaded;
    },
    onChange: modelRefs => refresher.refresh(modelRefs),
    onFailure(error) {
      // Once for each time that it goes away, however often it is asked meanwhile.
      if (!isDown) {
        logger.warn(
          'Could not ask the models plugin for owners and stages; models keep those that were known last',
          { cause: String(error) },
        );
      }
      isDown = true;
    },
    now: () => performance.now(),
  });
}
