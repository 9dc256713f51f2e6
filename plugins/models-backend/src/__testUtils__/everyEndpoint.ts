import { Endpoint, endpoints } from '@modelry/backstage-plugin-models-common';
import request from 'supertest';
import { TestModel, TestServer } from './TestModel';
import { addReviewedVersion, decide, openReview, waive } from './governance';
import { VALIDATION, assign } from './ownership';
import { Caller, machine, person } from './people';

type Operation = keyof typeof endpoints;

/** What a path names when no test prepared anything: the id of nothing. */
const NO_ID = '00000000-0000-4000-8000-000000000000';

/** Stands in bodies for the model that a request is about. */
const THE_MODEL = 'model:default/the-model';

/** Stands in bodies for its name. */
const THE_NAME = 'name-of-the-model';

/** What stands in bodies for what the model was called before. */
const FORMER = `model:default/former-${THE_NAME}`;

/** A group that nobody who acts here belongs to. */
const CIRCLE = 'group:default/circle-a';

const REASON = { body: { reason: 'It was opened by mistake' } };

/** A body, and where needed a query, that each endpoint understands. */
const VALID: Record<Operation, { body?: object; query?: string }> = {
  getOverview: {},
  getCard: {},
  listFleet: {},
  getFleetFacets: {},
  listFleetRefs: {},
  getFleetTrend: {},
  exportModelCard: {},
  exportInventory: {},
  exportBom: {},
  exportModelBom: {},
  getSummaries: { body: { modelRefs: ['model:default/secret'] } },
  reportVersion: { body: { version: '7' } },
  listVersions: {},
  getLifecycle: {},
  listPossibleMoves: { query: '?version=1' },
  listStageMoves: {},
  listDependants: {},
  setEndOfLife: { body: { date: '2999-12-31', reason: 'Replaced' } },
  clearEndOfLife: REASON,
  getTimeline: {},
  reportDeployment: { body: { environment: 'production', version: '1' } },
  listDeploymentChanges: {},
  listServed: { body: { servedBy: 'component:default/scoring' } },
  reportCheckResults: {
    body: { results: [{ check: 'AUC', kind: 'performance', status: 'ok' }] },
  },
  reportMonitoringReport: {
    body: { metrics: [], tests: [{ name: 'Drift', status: 'SUCCESS' }] },
  },
  listCheckResults: { query: '?check=AUC' },
  getMonitoring: {},
  getCheckSeries: {
    query: '?check=AUC&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z',
  },
  retireCheck: { body: { check: 'AUC', reason: 'F1 took its place' } },
  listRetiredChecks: {},
  listIncidents: {},
  acknowledgeIncident: { body: {} },
  markIncidentCause: { body: { cause: 'other' } },
  askForRetraining: { body: {} },
  countMonitoringStatuses: {},
  listOpenIncidents: {},
  listUnmonitoredModels: {},
  openReview: { body: { version: '1', stage: 'validation' } },
  listReviews: {},
  getReview: {},
  closeReview: REASON,
  decide: {
    body: {
      requirement: 'validation',
      stage: 'production',
      version: '1',
      decision: 'approved',
      comment: 'Reproduced',
    },
  },
  withdrawDecision: REASON,
  listDecisions: {},
  getDecision: {},
  grantWaiver: {
    body: {
      requirement: 'validation',
      stage: 'production',
      reason: 'The validator is on leave',
      until: new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString(),
    },
  },
  revokeWaiver: REASON,
  listWaivers: {},
  moveStage: {
    body: { version: '1', stage: 'validation', expectedStage: 'development' },
  },
  askGate: { query: '?version=1&stage=production' },
  getLedger: {},
  exportLedger: {},
  exportLedgers: {},
  listCheckpoints: {},
  getBoardFacets: {},
  listBoard: {},
  listWaiting: {},
  listExpiring: {},
  listBoardWaivers: {},
  listUnsanctioned: {},
  assignOwner: { body: { owner: CIRCLE } },
  revertOwner: { body: { expectedOwner: CIRCLE } },
  declineOwner: { body: { reason: 'Not ours' } },
  assignRole: {
    body: { role: 'validator', people: ['user:default/rosa-risk'] },
  },
  listOwnerHistory: {},
  assignOwners: {
    body: { modelRefs: [THE_MODEL], owner: CIRCLE },
  },
  listOrphans: {},
  continueRecord: {
    body: { formerRef: FORMER, reason: 'It was renamed' },
  },
  listSources: {},
  reportSource: {
    body: {
      id: `nightly-${THE_NAME}`,
      kind: 'airflow',
      title: 'Nightly training',
    },
  },
  runSource: { body: { id: 'clusters' } },
};

const all: Array<[string, Endpoint]> = Object.entries(endpoints);

/** Every endpoint, for tables of tests. */
export const everyEndpoint = all;

/** Those whose path names a model. */
export const modelEndpoints = all.filter(([, { path }]) =>
  path.startsWith('/:namespace/:name'),
);

/** Those that change the record of models. */
export const writingEndpoints = all.filter(
  ([, { permission, method, feature }]) =>
    permission && method === 'post' && feature !== 'sources',
);

/** Those that need a permission although they only read. */
export const guardedReads = all.filter(
  ([, { permission, method }]) => permission && method === 'get',
);

/** Who can call an endpoint of the high-risk models of `governedConfig`. */
export function callersOf([operation, endpoint]: [string, Endpoint]): [
  Caller,
  Caller,
] {
  if (operation.endsWith('Waiver')) {
    return [person('rosa-risk'), person('rita-risk')];
  }
  const [vera, victor] = [person('vera-validator'), person('victor-validator')];
  return endpoint.peopleOnly ? [vera, victor] : [machine, vera];
}

const INCIDENT_ACTS = [
  'acknowledgeIncident',
  'markIncidentCause',
  'askForRetraining',
];

async function addCheck(model: TestModel, caller: Caller): Promise<void> {
  const result = { check: 'AUC', kind: 'performance', status: 'critical' };
  await model.post('/check-results', { results: [result] }, caller).expect(200);
}

async function addIncident(model: TestModel, caller: Caller): Promise<string> {
  await addCheck(model, caller);
  const { body } = await model.get('/incidents', caller).expect(200);
  return body.items[0].id;
}

/** The ids that the path of each endpoint can name. */
export type Prepared = Partial<Record<string, string>>;

/**
 * Gives a high-risk model all that the endpoints speak of: a version, an open review, a
 * decision of a risk officer, and where needed one of Vera's and a waiver.
 */
export async function prepare(
  model: TestModel,
  options: { operation?: string; caller?: Caller } = {},
): Promise<Prepared> {
  const { operation, caller = machine } = options;
  if (operation === 'continueRecord') {
    const former = model.catalog.addNamed(`former-${model.name}`);
    await addReviewedVersion(former, '1', caller, caller);
    former.catalog.remove();
    return {};
  }
  await addReviewedVersion(model, '1', caller, caller);
  const { review } = (await openReview(model, {}, caller).expect(201)).body;
  const prepared: Prepared = { getReview: review.id, closeReview: review.id };
  if (operation === 'withdrawDecision' || operation === 'getDecision') {
    const vera = await decide(model, person('vera-validator')).expect(201);
    prepared[operation] = vera.body.decision.id;
  }
  if (operation === 'retireCheck') {
    await addCheck(model, caller);
  }
  if (operation && INCIDENT_ACTS.includes(operation)) {
    prepared[operation] = await addIncident(model, caller);
  }
  if (operation === 'revokeWaiver') {
    const waiver = await waive(model, person('rosa-risk')).expect(201);
    prepared.revokeWaiver = waiver.body.id;
  }
  if (operation === 'revertOwner' || operation === 'declineOwner') {
    const owner = operation === 'revertOwner' ? CIRCLE : VALIDATION;
    await assign(model, { owner }, caller).expect(200);
  }
  if (operation === 'clearEndOfLife') {
    await model
      .post('/end-of-life', { date: '2999-12-31', reason: 'Replaced' })
      .expect(200);
  }
  return prepared;
}

/**
 * A request about a model in the default namespace that an endpoint understands,
 * unless the test has another body for it.
 */
export function validRequest(
  server: TestServer,
  [operation, endpoint]: [string, Endpoint],
  modelName: string = 'secret',
  otherBody?: object,
  prepared: Prepared = {},
): request.Test {
  const { body, query = '' } = validInput(operation);
  const path = endpoint.path
    .replace(':namespace', 'default')
    .replace(':name', modelName)
    .replace(':id', prepared[operation] ?? NO_ID);
  const sent = request(server)[endpoint.method](`/api/models${path}${query}`);
  return body ? sent.send(aboutModel(otherBody ?? body, modelName)) : sent;
}

function aboutModel(body: object, modelName: string): object {
  const ref = `model:default/${modelName}`;
  return JSON.parse(
    JSON.stringify(body)
      .replaceAll(THE_MODEL, ref)
      .replaceAll(THE_NAME, modelName),
  );
}

function validInput(operation: string) {
  const input = Object.entries(VALID).find(([key]) => key === operation)?.[1];
  if (!input) {
    throw new Error(`No valid input for ${operation} is known here; add it`);
  }
  return input;
}
