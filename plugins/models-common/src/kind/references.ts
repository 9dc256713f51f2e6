import {
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import {
  RELATION_DERIVED_FROM,
  RELATION_DERIVED_INTO,
  RELATION_SERVED_BY,
  RELATION_SERVES,
  RELATION_TRAINED_ON,
  RELATION_TRAINING_DATA_FOR,
} from './relations';

/**
 * What one field of a model's `spec` may name, and the relation that follows.
 *
 * @public
 */
export interface ModelReference {
  /** The kinds that the field may name. */
  kinds: readonly string[];
  /** The kind that a ref without one means; without it the ref must say its kind. */
  defaultKind?: string;
  /** Relation from the model to what it names. */
  relation: string;
  /** Relation from what it names to the model. */
  reverse: string;
}

/**
 * The fields of a model's `spec` that name other entities.
 *
 * @public
 */
export const MODEL_REFERENCES = {
  owner: {
    kinds: ['Group', 'User'],
    defaultKind: 'Group',
    relation: RELATION_OWNED_BY,
    reverse: RELATION_OWNER_OF,
  },
  system: {
    kinds: ['System'],
    defaultKind: 'System',
    relation: RELATION_PART_OF,
    reverse: RELATION_HAS_PART,
  },
  dependsOn: {
    kinds: ['Component', 'Resource', 'API', 'Model'],
    relation: RELATION_DEPENDS_ON,
    reverse: RELATION_DEPENDENCY_OF,
  },
  servedBy: {
    kinds: ['Component', 'API'],
    defaultKind: 'Component',
    relation: RELATION_SERVED_BY,
    reverse: RELATION_SERVES,
  },
  trainedOn: {
    kinds: ['Resource'],
    defaultKind: 'Resource',
    relation: RELATION_TRAINED_ON,
    reverse: RELATION_TRAINING_DATA_FOR,
  },
  baseModel: {
    kinds: ['Model'],
    defaultKind: 'Model',
    relation: RELATION_DERIVED_FROM,
    reverse: RELATION_DERIVED_INTO,
  },
} as const satisfies Record<string, ModelReference>;
