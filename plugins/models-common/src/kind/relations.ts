/**
 * A model is served by a component or an API; the reverse is {@link RELATION_SERVES}.
 *
 * @public
 */
export const RELATION_SERVED_BY = 'servedBy';

/**
 * A component or an API serves a model.
 *
 * @public
 */
export const RELATION_SERVES = 'serves';

/**
 * A model was trained on a resource; the reverse is {@link RELATION_TRAINING_DATA_FOR}.
 *
 * @public
 */
export const RELATION_TRAINED_ON = 'trainedOn';

/**
 * A resource holds training data for a model.
 *
 * @public
 */
export const RELATION_TRAINING_DATA_FOR = 'trainingDataFor';

/**
 * A model was derived from another one; the reverse is {@link RELATION_DERIVED_INTO}.
 *
 * @public
 */
export const RELATION_DERIVED_FROM = 'derivedFrom';

/**
 * A model is the base of another one.
 *
 * @public
 */
export const RELATION_DERIVED_INTO = 'derivedInto';

/**
 * The relations that the kind `Model` adds to the catalog, each with its reverse.
 *
 * @public
 */
export const MODEL_RELATION_PAIRS = [
  [RELATION_SERVED_BY, RELATION_SERVES],
  [RELATION_TRAINED_ON, RELATION_TRAINING_DATA_FOR],
  [RELATION_DERIVED_FROM, RELATION_DERIVED_INTO],
] as const;
