import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_HAS_MEMBER,
  RELATION_MEMBER_OF,
  RELATION_PARENT_OF,
} from '@backstage/catalog-model';

/** The group that owns the models of the tests. */
export const OWNERS = 'group:default/credit-analytics';

/** The direct groups of each person. */
const PEOPLE = {
  // Builds models and belongs to their owners.
  'dario-datasci': ['credit-analytics'],
  // An approver only through a group that is nested in another one.
  'vera-validator': ['credit-model-validation'],
  'victor-validator': ['model-validation'],
  'rosa-risk': ['risk-office'],
  'rita-risk': ['risk-office'],
  // An approver who also belongs to the owners.
  'otto-ownvalidator': ['model-validation', 'credit-analytics'],
  // In groups that are nested in each other.
  'cora-circle': ['circle-a'],
  // Assigns owners, and owns nothing.
  'lea-lead': ['ml-leads'],
  // Signed in by a provider that puts no groups into the token.
  'nora-notoken': ['model-validation'],
};

/** Name of a person of the tests. */
export type PersonName = keyof typeof PEOPLE;

const PARENT_GROUPS: Record<string, string> = {
  'credit-model-validation': 'model-validation',
  'model-validation': 'group-functions',
  'circle-a': 'circle-b',
  'circle-b': 'circle-a',
};

function refOf(group: string): string {
  return `group:default/${group}`;
}

function entityOf(kind: 'User' | 'Group', name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {},
  };
}

/** The users and groups, as the catalog has them. */
export const organization: Entity[] = [
  ...Object.entries(PEOPLE).map(([name, groups]) => ({
    ...entityOf('User', name),
    relations: groups.map(group => ({
      type: RELATION_MEMBER_OF,
      targetRef: refOf(group),
    })),
  })),
  ...[
    ...new Set([
      ...Object.values(PEOPLE).flat(),
      ...['circle-b', 'group-functions', 'nobodys-office'],
    ]),
  ].map(name => ({
    ...entityOf('Group', name),
    relations: relationsOfGroup(name),
  })),
];

function relationsOfGroup(name: string) {
  const parent = PARENT_GROUPS[name];
  const relate = (type: string, targetRef: string) => ({ type, targetRef });
  return [
    ...(parent ? [relate(RELATION_CHILD_OF, refOf(parent))] : []),
    ...Object.entries(PARENT_GROUPS)
      .filter(([, of]) => of === name)
      .map(([child]) => relate(RELATION_PARENT_OF, refOf(child))),
    ...Object.entries(PEOPLE)
      .filter(([, groups]) => groups.some(group => group === name))
      .map(([member]) => relate(RELATION_HAS_MEMBER, `user:default/${member}`)),
  ];
}

/** The ownership claims of a token: the person and, as a rule, their direct groups. */
export function claimsOf(userEntityRef: string): string[] {
  if (userEntityRef.endsWith('-notoken')) {
    return [userEntityRef];
  }
  const groups = Object.entries(PEOPLE).find(
    ([name]) => `user:default/${name}` === userEntityRef,
  )?.[1];
  return [userEntityRef, ...(groups ?? []).map(refOf)];
}

/** Who calls: a value of the `Authorization` header. */
export type Caller = string;

/** A person of the tests as a caller. */
export function person(name: PersonName): Caller {
  return mockCredentials.user.header(`user:default/${name}`);
}

/** A machine that reports. */
export const machine: Caller = mockCredentials.service.header({
  onBehalfOf: mockCredentials.service('external:trainer'),
  targetPluginId: 'models',
});
