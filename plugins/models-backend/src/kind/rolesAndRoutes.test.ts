import { mockCredentials } from '@backstage/backend-test-utils';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { endpoints } from '@modelry/backstage-plugin-models-common';
import request from 'supertest';
import { TestModel, TestServer } from '../__testUtils__/TestModel';
import {
  Prepared,
  everyEndpoint,
  prepare,
  validRequest,
} from '../__testUtils__/everyEndpoint';
import { governedConfig } from '../__testUtils__/governance';
import { OWNERS, machine, person } from '../__testUtils__/people';
import { startWithRealPermissions } from '../__testUtils__/realPermissions';

jest.setTimeout(120_000);

/** Who calls. */
const ROLES = {
  anonymous: mockCredentials.none.header(),
  guest: person('nora-notoken'),
  reader: person('cora-circle'),
  owner: person('dario-datasci'),
  lead: person('lea-lead'),
  validator: person('vera-validator'),
  board: person('rosa-risk'),
  machine,
};

/** What an endpoint may answer, in a letter each. */
const ANSWERS = {
  'is refused for want of a token': '-',
  'is told that there is no such model': '0',
  'is refused for want of a permission': 'p',
  'is refused as a machine': 'm',
  'is refused by the rules of sign-offs or ownership': 'r',
  'is answered': '+',
};

/**
 * One row for every operation, one letter for every role, in the order of
 * {@link ROLES}. Machines with restricted tokens have tables of their own in
 * `machines.test.ts`.
 */
const TABLE: Record<keyof typeof endpoints, string> = {
  // Anybody who sees the model, or whatever they see of all.
  getOverview: '-0++++++',
  getCard: '-0++++++',
  exportModelCard: '-0++++++',
  exportModelBom: '-0++++++',
  getMonitoring: '-0++++++',
  getCheckSeries: '-0++++++',
  listVersions: '-0++++++',
  listPossibleMoves: '-0++++++',
  listStageMoves: '-0++++++',
  listDependants: '-0++++++',
  getTimeline: '-0++++++',
  listDeploymentChanges: '-0++++++',
  listCheckResults: '-0++++++',
  listRetiredChecks: '-0++++++',
  listIncidents: '-0++++++',
  listReviews: '-0++++++',
  getReview: '-0++++++',
  listDecisions: '-0++++++',
  getDecision: '-0++++++',
  listWaivers: '-0++++++',
  askGate: '-0++++++',
  listOwnerHistory: '-0++++++',
  getSummaries: '-+++++++',
  exportInventory: '-+++++++',
  exportBom: '-+++++++',
  listFleet: '-+++++++',
  getFleetFacets: '-+++++++',
  listFleetRefs: '-+++++++',
  getFleetTrend: '-+++++++',
  listServed: '-+++++++',
  getLifecycle: '-+++++++',
  countMonitoringStatuses: '-+++++++',
  listOpenIncidents: '-+++++++',
  listUnmonitoredModels: '-+++++++',
  getBoardFacets: '-+++++++',
  listBoard: '-+++++++',
  listExpiring: '-+++++++',
  listBoardWaivers: '-+++++++',
  listUnsanctioned: '-+++++++',
  listOrphans: '-+++++++',
  listWaiting: '-++++++m',
  // The owner, and machines.
  reportVersion: '-0p+ppp+',
  reportDeployment: '-0p+ppp+',
  reportCheckResults: '-0p+ppp+',
  reportMonitoringReport: '-0p+ppp+',
  retireCheck: '-0p+ppp+',
  openReview: '-0p+ppp+',
  closeReview: '-0p+ppp+',
  moveStage: '-0p+ppp+',
  setEndOfLife: '-0p+ppp+',
  clearEndOfLife: '-0p+ppp+',
  // The owner, who is a person.
  acknowledgeIncident: '-0p+pppm',
  markIncidentCause: '-0p+pppm',
  askForRetraining: '-0p+pppm',
  // The owner and the lead.
  assignOwner: '-0p++pp+',
  revertOwner: '-0p++pp+',
  continueRecord: '-0pp+ppm',
  assignRole: '-0p++pp+',
  assignOwners: '-+++++++',
  // It was assigned to the validators.
  declineOwner: '-0prp+pm',
  // Validators and the board, as far as the rules of sign-offs name them.
  decide: '-0ppp+rm',
  withdrawDecision: '-0ppp+rm',
  grantWaiver: '-0pppp+m',
  revokeWaiver: '-0pppp+m',
  // Who proves.
  getLedger: '-0p+p+++',
  exportLedger: '-0p+p+++',
  exportLedgers: '-ppppp++',
  listCheckpoints: '-ppppp++',
  // Who runs the portal.
  listSources: '-ppp+pp+',
  runSource: '-ppp+pp+',
  reportSource: '-pppppp+',
};

const FOR_OWNERS = [
  ...['version.report', 'deployment.report', 'check.report'],
  'check.retire',
  ...['incident.handle', 'review.open', 'stage.move', 'ledger.read'],
  ...['owner.assign', 'owner.decline'],
];

const FOR_GROUPS: Record<string, string[]> = {
  'group:default/ml-leads': [
    ...['owner.assign', 'record.continue'],
    ...['sources.read', 'sources.run'],
  ],
  'group:default/credit-model-validation': [
    ...['review.decide', 'ledger.read', 'owner.decline'],
  ],
  'group:default/risk-office': [
    ...['review.decide', 'waiver.grant'],
    ...['ledger.read', 'ledger.export'],
  ],
};

/** Who is in no group sees nothing; owners work on what they own; groups do their part. */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    const claims = user?.info.ownershipEntityRefs ?? [];
    const name = permission.name.replace(/^models\./, '');
    const isTheirPart = claims.some(ref => FOR_GROUPS[ref]?.includes(name));
    const isRead = permission.name === 'catalog.entity.read';
    if (isTheirPart || (isRead && claims.length > 1)) {
      return { result: AuthorizeResult.ALLOW };
    }
    return FOR_OWNERS.includes(name) &&
      isResourcePermission(permission, 'catalog-entity')
      ? createCatalogConditionalDecision(
          permission,
          catalogConditions.isEntityOwner({ claims }),
        )
      : { result: AuthorizeResult.DENY };
  },
};

function modelOf(operation: string) {
  return {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: {
      name: operation.toLocaleLowerCase('en-US'),
      namespace: 'default',
    },
    spec: {
      ...{ type: 'ranking', lifecycle: 'development' },
      ...{ owner: OWNERS, riskTier: 'high' },
    },
  };
}

function readAnswer({ status, body }: request.Response): string {
  const message: string = body?.error?.message ?? '';
  switch (true) {
    case status === 401:
      return 'is refused for want of a token';
    case status === 404 && message.includes('is not in the catalog'):
      return 'is told that there is no such model';
    case status === 403 && message.includes('You lack the permission'):
      return 'is refused for want of a permission';
    case status === 403 && message.includes("allow 'service' credentials"):
      return 'is refused as a machine';
    case status === 403:
      return 'is refused by the rules of sign-offs or ownership';
    default:
      // What stands against it now is no matter of who asks.
      return status < 500 ? 'is answered' : `fails with ${status}: ${message}`;
  }
}

function expectedAnswer(operation: string, role: string): string {
  const row = Object.entries(TABLE).find(([known]) => known === operation)?.[1];
  const letter = row?.[Object.keys(ROLES).indexOf(role)];
  return (
    Object.entries(ANSWERS).find(([, known]) => known === letter)?.[0] ??
    `nothing that the letter '${letter}' stands for`
  );
}

let server: TestServer;

beforeAll(async () => {
  server = await startWithRealPermissions({
    policy,
    config: governedConfig,
    models: everyEndpoint.map(([operation]) => modelOf(operation)),
  });
});

describe.each(everyEndpoint)('%s', (...endpoint) => {
  const [operation] = endpoint;
  const { metadata } = modelOf(operation);
  let prepared: Prepared;
  beforeAll(async () => {
    const model = new TestModel({ server, ...metadata });
    prepared = await prepare(model, {
      // No model of the real catalog can be renamed here: the request is answered so.
      operation: operation === 'continueRecord' ? undefined : operation,
    });
  });

  it.each(Object.entries(ROLES))('asked by the %s', async (role, caller) => {
    const sent = validRequest(
      ...([server, endpoint, metadata.name] as const),
      ...([undefined, prepared] as const),
    );
    const answer = await sent.set('Authorization', caller);
    expect(readAnswer(answer)).toBe(expectedAnswer(operation, role));
  });
});
