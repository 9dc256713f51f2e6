import { mockCredentials } from '@backstage/backend-test-utils';
import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  modelsCheckReportPermission,
  modelsCheckRetirePermission,
  modelsDeploymentReportPermission,
  modelsLedgerExportPermission,
  modelsLedgerReadPermission,
  modelsOwnerAssignPermission,
  modelsOwnerDeclinePermission,
  modelsRecordContinuePermission,
  modelsIncidentHandlePermission,
  modelsPermissions,
  modelsReviewDecidePermission,
  modelsReviewOpenPermission,
  modelsSourcesReadPermission,
  modelsSourcesReportPermission,
  modelsSourcesRunPermission,
  modelsStageMovePermission,
  modelsVersionReportPermission,
  modelsWaiverGrantPermission,
} from '@modelry/backstage-plugin-models-common';
import { PortalPolicy } from './PortalPolicy';

const { ALLOW, DENY, CONDITIONAL } = AuthorizeResult;

const DATA_SCIENTIST = ['user:default/dario', 'group:default/analytics'];
const PLATFORM_ENGINEER = ['user:default/paul', 'group:default/ml-platform'];
const RISK_OFFICER = ['user:default/rosa', 'group:default/risk-office'];

function userWith(ownershipEntityRefs: string[]): PolicyQueryUser {
  const userEntityRef = ownershipEntityRefs[0];
  return {
    credentials: mockCredentials.user(userEntityRef),
    info: { userEntityRef, ownershipEntityRefs },
  };
}

function decide(permission: Permission, claims: string[] | undefined) {
  return new PortalPolicy().handle({ permission }, claims && userWith(claims));
}

const somethingElse = createPermission({
  name: 'something.else',
  attributes: {},
});

describe.each<[Permission, AuthorizeResult, AuthorizeResult, AuthorizeResult]>([
  [catalogEntityReadPermission, ALLOW, ALLOW, ALLOW],
  [catalogEntityRefreshPermission, ALLOW, ALLOW, ALLOW],
  [catalogEntityDeletePermission, DENY, ALLOW, DENY],
  [catalogLocationCreatePermission, DENY, ALLOW, DENY],
  [catalogLocationDeletePermission, DENY, ALLOW, DENY],
  [modelsVersionReportPermission, CONDITIONAL, CONDITIONAL, CONDITIONAL],
  [modelsDeploymentReportPermission, CONDITIONAL, CONDITIONAL, CONDITIONAL],
  [modelsCheckReportPermission, CONDITIONAL, CONDITIONAL, CONDITIONAL],
  [modelsCheckRetirePermission, CONDITIONAL, CONDITIONAL, CONDITIONAL],
  [modelsIncidentHandlePermission, CONDITIONAL, CONDITIONAL, CONDITIONAL],
  [modelsReviewOpenPermission, CONDITIONAL, CONDITIONAL, CONDITIONAL],
  [modelsReviewDecidePermission, ALLOW, ALLOW, ALLOW],
  [modelsWaiverGrantPermission, ALLOW, ALLOW, ALLOW],
  [modelsStageMovePermission, CONDITIONAL, CONDITIONAL, CONDITIONAL],
  [modelsOwnerAssignPermission, CONDITIONAL, ALLOW, CONDITIONAL],
  [modelsOwnerDeclinePermission, ALLOW, ALLOW, ALLOW],
  [modelsRecordContinuePermission, DENY, DENY, ALLOW],
  [modelsLedgerReadPermission, ALLOW, ALLOW, ALLOW],
  [modelsLedgerExportPermission, DENY, DENY, ALLOW],
  [modelsSourcesReadPermission, DENY, ALLOW, DENY],
  [modelsSourcesRunPermission, DENY, ALLOW, DENY],
  [modelsSourcesReportPermission, DENY, ALLOW, DENY],
  [somethingElse, ALLOW, ALLOW, ALLOW],
])('$name', (permission, dataScientist, platformEngineer, riskOfficer) => {
  it.each([
    { who: 'a data scientist', claims: DATA_SCIENTIST, result: dataScientist },
    {
      who: 'a platform engineer',
      claims: PLATFORM_ENGINEER,
      result: platformEngineer,
    },
    { who: 'a risk officer', claims: RISK_OFFICER, result: riskOfficer },
  ])('is decided for $who', async ({ claims, result }) => {
    const decision = await decide(permission, claims);
    expect(decision.result).toBe(result);
  });

  it('is denied to who has not signed in', async () => {
    expect(await decide(permission, undefined)).toEqual({ result: DENY });
  });
});

it.each([
  modelsVersionReportPermission,
  modelsDeploymentReportPermission,
  modelsCheckReportPermission,
  modelsReviewOpenPermission,
  modelsStageMovePermission,
])('leaves $name to the owners of the entity', async permission => {
  expect(await decide(permission, DATA_SCIENTIST)).toEqual({
    result: CONDITIONAL,
    pluginId: 'catalog',
    resourceType: 'catalog-entity',
    conditions: {
      rule: 'IS_ENTITY_OWNER',
      resourceType: 'catalog-entity',
      params: { claims: DATA_SCIENTIST },
    },
  });
});

it('lets owners pass models on, and anybody give an owner to a model that has none', async () => {
  expect(
    await decide(modelsOwnerAssignPermission, DATA_SCIENTIST),
  ).toMatchObject({
    result: CONDITIONAL,
    conditions: {
      anyOf: [
        { rule: 'IS_ENTITY_OWNER', params: { claims: DATA_SCIENTIST } },
        { not: { rule: 'HAS_SPEC', params: { key: 'owner' } } },
      ],
    },
  });
});

it('has thought of every permission of the models plugin', () => {
  expect(modelsPermissions.map(({ name }) => name)).toEqual([
    'models.version.report',
    'models.deployment.report',
    'models.check.report',
    'models.check.retire',
    'models.incident.handle',
    'models.review.open',
    'models.review.decide',
    'models.waiver.grant',
    'models.stage.move',
    'models.owner.assign',
    'models.owner.decline',
    'models.record.continue',
    'models.ledger.read',
    'models.ledger.export',
    'models.sources.read',
    'models.sources.run',
    'models.sources.report',
  ]);
});
