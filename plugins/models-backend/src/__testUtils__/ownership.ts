import {
  Entity,
  RELATION_HAS_MEMBER,
  RELATION_OWNED_BY,
  RELATION_PARENT_OF,
} from '@backstage/catalog-model';
import { TestModel } from './TestModel';
import { Caller, person } from './people';

export const RISK_OFFICE = 'group:default/risk-office';
export const VALIDATION = 'group:default/model-validation';

/** Belongs to the owners of the models of the tests. */
export const dario = person('dario-datasci');
/** Belongs to the risk office. */
export const rosa = person('rosa-risk');
/** Belongs to the model validation, if only through a nested group. */
export const vera = person('vera-validator');

/** Assigns a model; to the risk office unless said otherwise. */
export function assign(
  model: TestModel,
  body: object = {},
  caller: Caller = dario,
) {
  return model.post('/owner', { owner: RISK_OFFICE, ...body }, caller);
}

/** Gives a model back to its declared owner; from the risk office unless said otherwise. */
export function revert(model: TestModel, body: object = {}) {
  return model.post(
    '/owner/revert',
    { expectedOwner: RISK_OFFICE, ...body },
    dario,
  );
}

/** A group with the given members and groups in it. */
export function groupEntity(
  name: string,
  options: { members?: string[]; groups?: string[] } = {},
): Entity {
  const { members = [], groups = [] } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: { type: 'team', children: [] },
    relations: [
      ...members.map(targetRef => ({ type: RELATION_HAS_MEMBER, targetRef })),
      ...groups.map(targetRef => ({ type: RELATION_PARENT_OF, targetRef })),
    ],
  };
}

/** Something else of the catalog that somebody owns. */
export function ownedEntity(kind: string, name: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {},
    relations: [{ type: RELATION_OWNED_BY, targetRef: owner }],
  };
}
