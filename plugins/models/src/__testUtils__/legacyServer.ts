import {
  DEFAULT_LIFECYCLE,
  ModelOverview,
} from '@modelry/backstage-plugin-models-common';
import { modelEntity, modelSummary } from '../fleet/__testUtils__/fleet';
import { fleetRow } from '../fleet/__testUtils__/fleetPage';
import { NO_FACETS, NO_FLEET, NO_ORPHANS } from './fakeClient';
import { deploymentOf, ownershipOf, versionOf } from './fixtures';

/** The model whose pages are opened. */
export const MODEL = modelEntity('churn');
/** A service that serves it. */
export const SERVICE = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'churn-service', namespace: 'default' },
  relations: [{ type: 'serves', targetRef: 'model:default/churn' }],
};

const OVERVIEW: ModelOverview = {
  modelRef: 'model:default/churn',
  channel: 'models:churn',
  ownership: ownershipOf(),
  lifecycle: {
    stage: 'validation',
    source: 'declared',
    declared: 'validation',
    versions: [versionOf({ version: '1' })],
    totalVersions: 1,
  },
  deployments: [],
  monitoring: { status: 'unmonitored', reason: 'It has no check', checks: [] },
  governance: {
    version: '1',
    status: 'not-required',
    requirements: [],
    reviews: [],
    unsanctioned: [],
  },
  viewer: {
    mayOpenReviews: true,
    mayDecide: true,
    mayMoveVersions: true,
    mayHandleIncidents: true,
    mayRetireChecks: true,
  },
};

const ANSWERS: Record<string, object> = {
  '/incidents': { items: [], pageInfo: {} },
  '/unmonitored': {
    items: [
      {
        ...{ modelRef: 'model:default/churn', title: 'Churn' },
        ...{ environment: 'production', version: '7' },
        since: '2026-03-01T09:00:00.000Z',
      },
    ],
    pageInfo: {},
  },
  '/served': {
    items: [{ ...deploymentOf(), modelRef: 'model:default/churn' }],
  },
  '/default/churn/incidents': { items: [], pageInfo: {} },
  '/board-facets': NO_FACETS,
  '/waiting-sign-offs': { items: [], pageInfo: {} },
  '/fleet': {
    items: [fleetRow('churn')],
    pageInfo: {},
    totalItems: 1,
  },
  '/fleet-facets': NO_FLEET,
  '/fleet-trend': { days: [] },
  '/lifecycle': DEFAULT_LIFECYCLE,
  '/orphans': NO_ORPHANS,
  '/summaries': { items: [modelSummary('model:default/churn')] },
  '/default/churn': OVERVIEW,
  '/default/churn/possible-moves': {
    ...{ version: '1', stage: 'validation', mayMove: false, moves: [] },
  },
  '/default/churn/versions': { items: [], pageInfo: {} },
  '/default/churn/ledger': { items: [], pageInfo: {} },
  '/default/churn/deployment-changes': { items: [], pageInfo: {} },
};

/** Answers requests about the model as the backend would. */
export async function answer(input: RequestInfo | URL): Promise<Response> {
  const path = new URL(String(input)).pathname.replace('/api/models', '');
  if (!ANSWERS[path]) {
    throw new Error(`Nobody answers ${path}`);
  }
  return new Response(JSON.stringify(ANSWERS[path]));
}
