import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  Lifecycle,
  ModelEntity,
  SourceProblem,
} from '@modelry/backstage-plugin-models-common';
import { MlflowInstance } from './config';
import { RegisteredModel } from './mlflowSchemas';
import {
  INSTANCE_ANNOTATION,
  MODEL_ANNOTATION,
  toModelEntity,
} from './toModelEntity';

/** How a registry and the catalog fit together. */
export interface Matched {
  /** Entities that the registry brings. */
  entities: ModelEntity[];
  /** Entity ref of each registered model that has an entity, its own or another's. */
  refs: Map<string, string>;
  problems: SourceProblem[];
}

/**
 * Decides which registered models become entities: those that no other entity stands for.
 *
 * @param others - all models of the catalog that do not come from this registry.
 */
export function matchModels(options: {
  models: readonly RegisteredModel[];
  others: readonly Entity[];
  instance: MlflowInstance;
  isOnly: boolean;
  lifecycle: Lifecycle;
}): Matched {
  const { models, others, instance, isOnly, lifecycle } = options;
  const joined = new Map<string, string>();
  for (const entity of others) {
    const name = joinedName(entity, instance, isOnly);
    if (name !== undefined && !joined.has(name)) {
      joined.set(name, stringifyEntityRef(entity));
    }
  }
  const taken = new Set(others.map(entity => stringifyEntityRef(entity)));
  const matched: Matched = { entities: [], refs: joined, problems: [] };
  for (const model of models.filter(({ name }) => !joined.has(name))) {
    const entity = toModelEntity(model, instance, lifecycle);
    const ref = stringifyEntityRef(entity);
    if (taken.has(ref)) {
      matched.problems.push(nameTaken(model.name, ref));
      continue;
    }
    matched.entities.push(entity);
    matched.refs.set(model.name, ref);
  }
  return matched;
}

function joinedName(
  { metadata: { annotations = {} } }: Entity,
  instance: MlflowInstance,
  isOnly: boolean,
): string | undefined {
  const named = annotations[INSTANCE_ANNOTATION];
  return named === instance.id || (named === undefined && isOnly)
    ? annotations[MODEL_ANNOTATION]
    : undefined;
}

function nameTaken(name: string, ref: string): SourceProblem {
  return {
    message: `The registered model '${name}' was left out: ${ref} is another entity already.`,
    remedy: `If they are the same, add the annotation ${MODEL_ANNOTATION} (and ${INSTANCE_ANNOTATION} when several registries are configured) to that entity; if not, give the registry a namespace of its own.`,
  };
}
