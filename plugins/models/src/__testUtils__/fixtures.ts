import { ResponseError } from '@backstage/errors';
import {
  Check,
  Deployment,
  MODEL_API_VERSION,
  ModelEntity,
  ModelOverview,
  ModelVersion,
  OwnershipState,
  RequirementState,
  Review,
  modelOverviewSchema,
} from '@modelry/backstage-plugin-models-common';

type JudgedDecision = RequirementState['decisions'][number];

/** The ref of {@link churnModel}. */
export const CHURN_REF = 'model:default/churn';

/** A model as the catalog answers it. */
export function churnModel(
  options: {
    spec?: Partial<ModelEntity['spec']>;
    owner?: string | false;
    annotations?: Record<string, string>;
  } = {},
): ModelEntity {
  const { spec, owner = 'group:default/marketing', annotations } = options;
  return {
    apiVersion: MODEL_API_VERSION,
    kind: 'Model',
    metadata: { name: 'churn', namespace: 'default', annotations },
    spec: { type: 'classification', lifecycle: 'development', ...spec },
    relations: owner ? [{ type: 'ownedBy', targetRef: owner }] : [],
  };
}

/** What the record says about a model of which nothing was ever reported. */
export function overviewOf(
  facts: {
    versions?: ModelVersion[];
    deployments?: Deployment[];
    checks?: Check[];
    requirements?: RequirementState[];
    ownership?: Partial<OwnershipState>;
    lifecycle?: Partial<ModelOverview['lifecycle']>;
    monitoring?: Partial<ModelOverview['monitoring']>;
    governance?: Partial<ModelOverview['governance']>;
    formerRecord?: ModelOverview['formerRecord'];
    viewer?: Partial<ModelOverview['viewer']>;
  } = {},
): ModelOverview {
  const { versions = [], deployments = [], checks = [] } = facts;
  return modelOverviewSchema.parse({
    modelRef: CHURN_REF,
    channel: 'models:churn',
    ownership: ownershipOf(facts.ownership),
    lifecycle: {
      stage: 'development',
      source: versions.length > 0 ? 'record' : 'declared',
      declared: 'development',
      versions,
      totalVersions: versions.length,
      ...facts.lifecycle,
    },
    deployments,
    monitoring: {
      status: 'unmonitored',
      reason: 'No check watches this model',
      checks,
      ...facts.monitoring,
    },
    governance: {
      version: versions[0]?.version,
      status: 'not-required',
      requirements: facts.requirements ?? [],
      reviews: [],
      unsanctioned: [],
      ...facts.governance,
    },
    formerRecord: facts.formerRecord,
    viewer: {
      ...{ mayOpenReviews: true, mayDecide: true, mayMoveVersions: true },
      ...{ mayHandleIncidents: true, mayRetireChecks: true },
      ...facts.viewer,
    },
  });
}

/** An owner that the author declares and that the viewer may change. */
export function ownershipOf(
  facts: Partial<OwnershipState> = {},
): OwnershipState {
  return {
    owner: 'group:default/marketing',
    source: 'declared',
    declared: 'group:default/marketing',
    kept: 'record',
    roles: [],
    ...facts,
    viewer: {
      mayAssign: true,
      reasons: [],
      mayAssignRoles: true,
      mayDecline: false,
      ...facts.viewer,
    },
  };
}

/** A version of the model. */
export function versionOf(
  facts: Partial<ModelVersion> & { version: string },
): ModelVersion {
  return {
    stage: 'validation',
    stageSince: '2026-03-01T09:00:00.000Z',
    createdAt: '2026-03-01T09:00:00.000Z',
    registeredAt: '2026-03-01T09:00:00.000Z',
    registeredBy: 'external:trainer',
    ...facts,
  };
}

/** A deployment of the model. */
export function deploymentOf(facts: Partial<Deployment> = {}): Deployment {
  return {
    environment: 'production',
    name: 'primary',
    version: '7',
    status: 'running',
    role: 'primary',
    since: '2026-03-01T09:00:00.000Z',
    lastSeen: '2026-03-02T09:00:00.000Z',
    reportedBy: 'external:deployer',
    ...facts,
  };
}

/** A check of the model. */
export function checkOf(
  facts: Omit<Partial<Check>, 'latest'> & {
    check: string;
    latest?: Partial<Check['latest']>;
  },
): Check {
  return {
    kind: 'data-drift',
    environment: 'production',
    allowedSilence: 'P7D',
    status: 'ok',
    ...facts,
    latest: {
      status: 'ok',
      value: 0.1,
      threshold: 0.5,
      observedAt: '2026-03-02T09:00:00.000Z',
      ...facts.latest,
    },
  };
}

/** A requirement that nobody has decided and that the viewer may decide. */
export function requirementOf(
  facts: Partial<RequirementState> = {},
): RequirementState {
  return {
    id: 'independent-validation',
    title: 'Independent validation',
    description: 'Somebody else has reproduced the evaluation.',
    stage: 'production',
    policies: [
      {
        id: 'high-risk',
        title: 'High-risk models',
        digest: 'c'.repeat(64),
        because: ['spec.riskTier is high'],
      },
    ],
    scope: 'version',
    evidence: [],
    waivableBy: [],
    warnings: [],
    approvers: ['group:default/model-validation'],
    minApprovals: 1,
    separationOfDuties: true,
    digest: 'a'.repeat(64),
    factsDigest: 'f'.repeat(64),
    status: 'missing',
    reason: 'Needs 1 more approval of group:default/model-validation',
    approvals: 0,
    decisions: [],
    viewer: { mayDecide: true, reasons: [], mayWaive: false },
    ...facts,
  };
}

/** An approval of the requirement for version 8. */
export function approvalOf(
  facts: Partial<JudgedDecision> = {},
): JudgedDecision {
  return {
    id: 'one',
    requirement: 'independent-validation',
    requirementDigest: 'a'.repeat(64),
    stage: 'production',
    version: '8',
    decision: 'approved',
    comment: 'Reproduced on my own sample.',
    evidence: [],
    reviewId: 'review-1',
    facts: { trainedOn: [] },
    decidedBy: 'user:default/vera',
    decidedAt: '2026-03-01T09:00:00.000Z',
    sequence: 2,
    ...facts,
  };
}

/** An open review of version 8 for production. */
export function reviewOf(facts: Partial<Review> = {}): Review {
  return {
    id: 'review-1',
    version: '8',
    stage: 'production',
    status: 'open',
    openedBy: 'user:default/dario',
    openedAt: '2026-03-01T08:00:00.000Z',
    sequence: 1,
    ...facts,
  };
}

/** An answer of the server that refuses a request. */
export function refusal(
  statusCode: number,
  name: string,
  message: string,
): Promise<ResponseError> {
  const body = { error: { name, message }, response: { statusCode } };
  const headers = new Headers({ 'content-type': 'application/json' });
  return ResponseError.fromResponse({
    headers,
    ok: false,
    redirected: false,
    status: statusCode,
    statusText: name,
    type: 'basic',
    url: 'http://localhost/api/models',
    text: async () => JSON.stringify(body),
  });
}
