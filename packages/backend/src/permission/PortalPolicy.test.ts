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
  modelsDeploymentReportPermission,
  modelsPermissions,
  modelsReviewDecidePermission,
  modelsVersionReportPermission,
} from '@modelry/backstage-plugin-models-common';
import { PortalPolicy } from './PortalPolicy';

const { ALLOW, DENY, CONDITIONAL } = AuthorizeResult;

const DATA_SCIENTIST = ['user:default/dario', 'group:default/analytics'];
const PLATFORM_ENGINEER = ['user:default/paul', 'group:default/ml-platform'];

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

describe.each<[Permission, AuthorizeResult, AuthorizeResult]>([
  [catalogEntityReadPermission, ALLOW, ALLOW],
  [catalogEntityRefreshPermission, ALLOW, ALLOW],
  [catalogEntityDeletePermission, DENY, ALLOW],
  [catalogLocationCreatePermission, DENY, ALLOW],
  [catalogLocationDeletePermission, DENY, ALLOW],
  [modelsVersionReportPermission, CONDITIONAL, CONDITIONAL],
  [modelsDeploymentReportPermission, CONDITIONAL, CONDITIONAL],
  [modelsCheckReportPermission, CONDITIONAL, CONDITIONAL],
  [modelsReviewDecidePermission, ALLOW, ALLOW],
  [somethingElse, ALLOW, ALLOW],
])('$name', (permission, dataScientist, platformEngineer) => {
  it('is decided for a data scientist', async () => {
    const decision = await decide(permission, DATA_SCIENTIST);
    expect(decision.result).toBe(dataScientist);
  });

  it('is decided for a platform engineer', async () => {
    const decision = await decide(permission, PLATFORM_ENGINEER);
    expect(decision.result).toBe(platformEngineer);
  });

  it('is denied to who has not signed in', async () => {
    expect(await decide(permission, undefined)).toEqual({ result: DENY });
  });
});

it.each([
  modelsVersionReportPermission,
  modelsDeploymentReportPermission,
  modelsCheckReportPermission,
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

it('knows every permission that reports something', () => {
  const reporting = modelsPermissions.filter(({ name }) =>
    name.endsWith('.report'),
  );
  expect(reporting).toEqual([
    modelsVersionReportPermission,
    modelsDeploymentReportPermission,
    modelsCheckReportPermission,
  ]);
});
