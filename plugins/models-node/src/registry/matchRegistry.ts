import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ModelEntity,
  SourceProblem,
} from '@modelry/backstage-plugin-models-common';
import { RegistryIdentity, RegistryModel } from './RegistryContents';

/** How a registry and the catalog fit together. */
export interface MatchedRegistry {
  /** Entities that the registry brings. */
  entities: ModelEntity[];
  /** Entity ref of each model that has an entity, its own or another's, by key. */
  refs: Map<string, string>;
  problems: SourceProblem[];
}

/**
 * Decides which models become entities: those that no other entity stands for.
 *
 * @param options - `others` are all models of the catalog that the registry did not bring.
 */
export function matchRegistry(options: {
  models: readonly RegistryModel[];
  others: readonly Entity[];
  identity: RegistryIdentity;
}): MatchedRegistry {
  const { models, others, identity } = options;
  const refs = new Map<string, string>();
  for (const entity of others) {
    const key = keyOf(entity, identity);
    if (key !== undefined && !refs.has(key)) {
      refs.set(key, stringifyEntityRef(entity));
    }
  }
  const taken = new Set(others.map(entity => stringifyEntityRef(entity)));
  const matched: MatchedRegistry = { entities: [], refs, problems: [] };
  for (const { key, entity } of models.filter(one => !refs.has(one.key))) {
    const ref = stringifyEntityRef(entity);
    if (taken.has(ref)) {
      matched.problems.push(nameTaken(key, ref, identity));
      continue;
    }
    taken.add(ref);
    matched.entities.push(entity);
    refs.set(key, ref);
  }
  return matched;
}

/** Whether an entity of the catalog was brought by a registry. */
export function isBroughtBy(
  { metadata: { annotations = {} } }: Entity,
  { location }: RegistryIdentity,
): boolean {
  return annotations[ANNOTATION_ORIGIN_LOCATION] === location;
}

function keyOf(
  { metadata: { annotations = {} } }: Entity,
  { keyAnnotation, instanceAnnotation, instance, isOnly }: RegistryIdentity,
): string | undefined {
  const named = annotations[instanceAnnotation];
  return named === instance || (named === undefined && isOnly)
    ? annotations[keyAnnotation]
    : undefined;
}

function nameTaken(
  key: string,
  ref: string,
  { keyAnnotation, instanceAnnotation, instance }: RegistryIdentity,
): SourceProblem {
  return {
    message: `The model '${key}' was left out: ${ref} is another entity already.`,
    remedy: `If they are the same, add the annotations ${keyAnnotation}: '${key}' and ${instanceAnnotation}: ${instance} to that entity; if not, give the registry a namespace of its own.`,
  };
}
