import {
  BoardFacets,
  DEFAULT_LIFECYCLE,
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
    getOverview: answer<'getOverview'>(async () => overview),
    getSummaries: answer<'getSummaries'>(async () => ({ items: [] })),
    listVersions: answer<'listVersions'>(emptyPage),
    listDeploymentChanges: answer<'listDeploymentChanges'>(emptyPage),
    listCheckResults: answer<'listCheckResults'>(emptyPage),
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
    openReview: answer<'openReview'>(unexpected),
    getReview: answer<'getReview'>(unexpected),
    closeReview: answer<'closeReview'>(unexpected),
    decide: answer<'decide'>(unexpected),
    withdrawDecision: answer<'withdrawDecision'>(unexpected),
    grantWaiver: answer<'grantWaiver'>(unexpected),
    revokeWaiver: answer<'revokeWaiver'>(unexpected),
    moveStage: answer<'moveStage'>(unexpected),
    setEndOfLife: answer<'setEndOfLife'>(unexpected),
    clearEndOfLife: answer<'clearEndOfLife'>(unexpected),
    exportLedger: answer<'exportLedger'>(unexpected),
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
