import { createApiRef } from '@backstage/frontend-plugin-api';
import { SignalApi } from '@backstage/plugin-signals-react';
import { ModelsClient } from '@modelry/backstage-plugin-models-common';
import { QueryClient } from '@tanstack/react-query';
import { ModelChangeWatcher } from './ModelChangeWatcher';

/**
 * What the screens ask of the HTTP API.
 *
 * @public
 */
export type ModelsScreenClient = Pick<
  ModelsClient,
  | 'getOverview'
  | 'getSummaries'
  | 'listFleet'
  | 'getFleetFacets'
  | 'listFleetRefs'
  | 'getFleetTrend'
  | 'getCard'
  | 'exportModelCard'
  | 'exportModelBom'
  | 'exportInventory'
  | 'exportBom'
  | 'listVersions'
  | 'getLifecycle'
  | 'listPossibleMoves'
  | 'listDependants'
  | 'setEndOfLife'
  | 'clearEndOfLife'
  | 'getTimeline'
  | 'listDeploymentChanges'
  | 'listServed'
  | 'listCheckResults'
  | 'retireCheck'
  | 'listRetiredChecks'
  | 'assignOwner'
  | 'revertOwner'
  | 'declineOwner'
  | 'assignRole'
  | 'continueRecord'
  | 'listOwnerHistory'
  | 'assignOwners'
  | 'listOrphans'
  | 'getCheckSeries'
  | 'listIncidents'
  | 'acknowledgeIncident'
  | 'markIncidentCause'
  | 'askForRetraining'
  | 'listOpenIncidents'
  | 'listUnmonitoredModels'
  | 'countMonitoringStatuses'
  | 'openReview'
  | 'listReviews'
  | 'getReview'
  | 'getDecision'
  | 'closeReview'
  | 'decide'
  | 'withdrawDecision'
  | 'grantWaiver'
  | 'revokeWaiver'
  | 'moveStage'
  | 'askGate'
  | 'getLedger'
  | 'exportLedger'
  | 'getBoardFacets'
  | 'listBoard'
  | 'listWaiting'
  | 'listExpiring'
  | 'listBoardWaivers'
  | 'listUnsanctioned'
  | 'listSources'
  | 'runSource'
>;

/**
 * Access to the model record, shared by everything on the screen.
 *
 * @public
 */
export interface ModelsApi {
  /** Calls the HTTP API. */
  readonly client: ModelsScreenClient;
  /** Holds the answers, so that all cards of a page share one request. */
  readonly cache: QueryClient;
  /**
   * Fetches again what is on the screen whenever a message says that a model changed.
   *
   * @returns what ends the watch.
   */
  watch(options: WatchOptions): () => void;
  /** Fetches again all that is shown of a model, and settles when it is there. */
  refresh(modelRef: string): Promise<void>;
}

/**
 * Which model to watch, and on which channel its changes are told.
 *
 * @public
 */
export interface WatchOptions {
  /** Entity ref of the model. */
  modelRef: string;
  /** The channel that its overview or summary named. */
  channel: string;
  /** The API that listens to channels. */
  signals: SignalApi;
}

/**
 * Reference to the {@link ModelsApi}.
 *
 * @public
 */
export const modelsApiRef = createApiRef<ModelsApi>().with({
  id: 'plugin.models.service',
  pluginId: 'models',
});

/**
 * Makes a {@link ModelsApi} out of a client.
 *
 * @param options - `cache` replaces the one that is made otherwise. So many milliseconds
 *   after a watch began (`subscribedWithinMs`, 5,000 when left out) the server is taken to
 *   know of it, and what changed before is fetched.
 * @public
 */
export function createModelsApi(options: {
  client: ModelsScreenClient;
  cache?: QueryClient;
  subscribedWithinMs?: number;
}): ModelsApi {
  const { client, cache = createCache(), subscribedWithinMs } = options;
  const watcher = new ModelChangeWatcher(cache, subscribedWithinMs);
  return {
    client,
    cache,
    watch: watch => watcher.watch(watch),
    refresh: modelRef => watcher.refresh(modelRef),
  };
}

function createCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && mayPass(error),
        staleTime: 5_000,
      },
    },
  });
}

// What the server understood and refused will be refused again.
function mayPass(error: Error): boolean {
  return !('statusCode' in error) || Number(error.statusCode) >= 500;
}
