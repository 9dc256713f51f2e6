import {
  BoardFacets,
  DEFAULT_LIFECYCLE,
  FleetFacets,
  GateAnswer,
  ModelOverview,
  PossibleMoves,
} from '@modelry/backstage-plugin-models-common';
import { ModelsScreenClient } from '../api';

type Method = keyof ModelsScreenClient;
type Answer<M extends Method> = jest.Mock<
  ReturnType<ModelsScreenClient[M]>,
  Parameters<ModelsScreenClient[M]>
>;

/** A server that answers with what the test gives it. */
export type FakeClient = { [M in Method]: Answer<M> };

/** What the board counts when there is nothing. */
export const NO_FACETS: BoardFacets = {
  totalModels: 0,
  owners: [],
  systems: [],
  riskTiers: [],
  requirements: [],
  statuses: [],
  waiting: 0,
  expiring: 0,
  waivers: 0,
  unsanctioned: 0,
};

/** What the server counts when there are no models. */
export const NO_FLEET: FleetFacets = {
  totals: {
    ...{ models: 0, critical: 0, warning: 0, unmonitoredInUse: 0 },
    ...{ signOffPending: 0, signOffLacking: 0, unsanctioned: 0, unowned: 0 },
  },
  facets: {
    ...{ owner: [], stage: [], riskTier: [], type: [], system: [] },
    ...{ environment: [], monitoring: [], signOff: [], source: [], tag: [] },
  },
  mine: 0,
};

/** What the server answers when somebody answers for every model. */
export const NO_ORPHANS = {
  items: [],
  pageInfo: {},
  counts: {
    total: 0,
    problems: {
      'no-owner': 0,
      'owner-unknown': 0,
      'owner-without-people': 0,
    },
  },
};

/** An answer of the gate that denies for one reason. */
export const DENIED: GateAnswer = {
  decision: 'deny',
  compliant: false,
  enforcement: 'prevent',
  version: '8',
  stage: 'production',
  reasons: ['Independent validation is missing'],
  requirements: [],
  judgedAt: '2026-03-01T09:00:00.000Z',
};

/** Moves of version 8 out of validation, of which that to production lacks a sign-off. */
export const HELD_BACK: PossibleMoves = {
  version: '8',
  stage: 'validation',
  mayMove: true,
  moves: [
    {
      ...{ stage: 'development', direction: 'back', needsReason: true },
      ...{ endsUse: false, missing: [] },
    },
    {
      ...{ stage: 'production', direction: 'forward', needsReason: false },
      endsUse: false,
      missing: [
        {
          id: 'independent-validation',
          title: 'Independent validation',
          reason: 'Needs 1 more approval',
        },
      ],
    },
    {
      ...{ stage: 'retired', direction: 'end', needsReason: true },
      ...{ endsUse: true, missing: [] },
    },
  ],
};

/** Makes a server that knows one model and no lists. */
export function fakeClient(overview: ModelOverview): FakeClient {
  const emptyPage = async () => ({ items: [], pageInfo: {} });
  return {
    ...ownershipActs(),
    ...retirementAndIncidents(),
    ...governanceActs(),
    getOverview: answer<'getOverview'>(async () => overview),
    getSummaries: answer<'getSummaries'>(async () => ({ items: [] })),
    ...fleetLists(),
    getCard: answer<'getCard'>(async () => ({ declared: false, known: [] })),
    listVersions: answer<'listVersions'>(emptyPage),
    listServed: answer<'listServed'>(async () => ({ items: [] })),
    listDeploymentChanges: answer<'listDeploymentChanges'>(emptyPage),
    listCheckResults: answer<'listCheckResults'>(emptyPage),
    getCheckSeries: answer<'getCheckSeries'>(async (_ref, { from, to }) => ({
      ...{ from, to, points: [], versions: [] },
    })),
    listIncidents: answer<'listIncidents'>(emptyPage),
    listOpenIncidents: answer<'listOpenIncidents'>(emptyPage),
    countMonitoringStatuses: answer<'countMonitoringStatuses'>(async () => ({
      totalModels: 0,
      statuses: [],
    })),
    listUnmonitoredModels: answer<'listUnmonitoredModels'>(emptyPage),
    askGate: answer<'askGate'>(async () => DENIED),
    getLifecycle: answer<'getLifecycle'>(async () => DEFAULT_LIFECYCLE),
    listPossibleMoves: answer<'listPossibleMoves'>(async () => HELD_BACK),
    listDependants: answer<'listDependants'>(async () => ({ items: [] })),
    getTimeline: answer<'getTimeline'>(emptyPage),
    getLedger: answer<'getLedger'>(emptyPage),
    getBoardFacets: answer<'getBoardFacets'>(async () => NO_FACETS),
    listBoard: answer<'listBoard'>(emptyPage),
    listWaiting: answer<'listWaiting'>(emptyPage),
    listExpiring: answer<'listExpiring'>(emptyPage),
    listBoardWaivers: answer<'listBoardWaivers'>(emptyPage),
    listUnsanctioned: answer<'listUnsanctioned'>(emptyPage),
    listOwnerHistory: answer<'listOwnerHistory'>(emptyPage),
    listOrphans: answer<'listOrphans'>(async () => NO_ORPHANS),
    listReviews: answer<'listReviews'>(emptyPage),
    getReview: answer<'getReview'>(unexpected),
    getDecision: answer<'getDecision'>(unexpected),
    moveStage: answer<'moveStage'>(unexpected),
    continueRecord: answer<'continueRecord'>(unexpected),
    setEndOfLife: answer<'setEndOfLife'>(unexpected),
    clearEndOfLife: answer<'clearEndOfLife'>(unexpected),
    ...exports(),
    listSources: answer<'listSources'>(async () => ({ items: [] })),
    runSource: answer<'runSource'>(unexpected),
  };
}

function exports() {
  return {
    exportLedger: answer<'exportLedger'>(unexpected),
    exportModelCard: answer<'exportModelCard'>(unexpected),
    exportModelBom: answer<'exportModelBom'>(unexpected),
    exportInventory: answer<'exportInventory'>(unexpected),
    exportBom: answer<'exportBom'>(unexpected),
  };
}

function fleetLists() {
  return {
    listFleet: answer<'listFleet'>(async () => ({
      ...{ items: [], pageInfo: {}, totalItems: 0 },
    })),
    getFleetFacets: answer<'getFleetFacets'>(async () => NO_FLEET),
    listFleetRefs: answer<'listFleetRefs'>(async () => ({
      ...{ modelRefs: [], totalItems: 0 },
    })),
    getFleetTrend: answer<'getFleetTrend'>(async () => ({ days: [] })),
  };
}

function governanceActs() {
  return {
    openReview: answer<'openReview'>(unexpected),
    closeReview: answer<'closeReview'>(unexpected),
    decide: answer<'decide'>(unexpected),
    withdrawDecision: answer<'withdrawDecision'>(unexpected),
    grantWaiver: answer<'grantWaiver'>(unexpected),
    revokeWaiver: answer<'revokeWaiver'>(unexpected),
  };
}

function retirementAndIncidents() {
  return {
    listRetiredChecks: answer<'listRetiredChecks'>(async () => ({
      ...{ items: [], pageInfo: {} },
    })),
    retireCheck: answer<'retireCheck'>(unexpected),
    acknowledgeIncident: answer<'acknowledgeIncident'>(unexpected),
    markIncidentCause: answer<'markIncidentCause'>(unexpected),
    askForRetraining: answer<'askForRetraining'>(unexpected),
  };
}

function ownershipActs() {
  return {
    assignOwner: answer<'assignOwner'>(unexpected),
    revertOwner: answer<'revertOwner'>(unexpected),
    declineOwner: answer<'declineOwner'>(unexpected),
    assignRole: answer<'assignRole'>(unexpected),
    assignOwners: answer<'assignOwners'>(unexpected),
  };
}

async function unexpected(): Promise<never> {
  throw new Error('Nobody is expected to ask for this here');
}

function answer<M extends Method>(
  implementation: (
    ...args: Parameters<ModelsScreenClient[M]>
  ) => ReturnType<ModelsScreenClient[M]>,
): Answer<M> {
  return jest.fn(implementation);
}
