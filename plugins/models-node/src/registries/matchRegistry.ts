import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  ModelEntity,
  SourceProblem,
} from '@modelry/backstage-plugin-models-common';
import { Registry, RegistryModel } from './Registry';

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
  registry: Registry;
}): MatchedRegistry {
  const { models, others, registry } = options;
  const refs = new Map<string, string>();
  for (const entity of others) {
    const key = keyOf(entity, registry);
    if (key !== undefined && !refs.has(key)) {
      refs.set(key, stringifyEntityRef(entity));
    }
  }
  const taken = new Set(others.map(entity => stringifyEntityRef(entity)));
  const brought = new Set<string>();
  const matched: MatchedRegistry = { entities: [], refs, problems: [] };
  for (const model of models.filter(one => !refs.has(one.key))) {
    const ref = stringifyEntityRef(model.entity);
    if (brought.has(ref)) {
      matched.problems.push(nameTwice(model, ref));
    } else if (taken.has(ref)) {
      matched.problems.push(nameTaken(model, ref, registry));
    } else {
      brought.add(ref);
      matched.entities.push(model.entity);
      refs.set(model.key, ref);
    }
  }
  return matched;
}

function keyOf(
  { metadata: { annotations = {} } }: Entity,
  { keyAnnotation, instanceAnnotation, instance, isOnly }: Registry,
): string | undefined {
  const named = annotations[instanceAnnotation];
  return named === instance.id || (named === undefined && isOnly)
    ? annotations[keyAnnotation]
    : undefined;
}

function nameTaken(
  { key, name }: RegistryModel,
  ref: string,
  { keyAnnotation, instanceAnnotation, instance }: Registry,
): SourceProblem {
  return {
    message: `The model '${name}' was left out: ${ref} is another entity already.`,
    remedy: `If they are the same, add the annotations ${keyAnnotation}: '${key}' and ${instanceAnnotation}: ${instance.id} to that entity; if not, give the registry a namespace of its own.`,
  };
}

function nameTwice({ key, name }: RegistryModel, ref: string): SourceProblem {
  return {
    message: `The model '${name}' (${key}) was left out: ${ref} is another model of the same registry.`,
    remedy: 'Rename one of the two there.',
  };
}
