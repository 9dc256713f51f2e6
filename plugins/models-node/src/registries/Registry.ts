import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import {
  ModelEntity,
  ModelsClient,
  SourceCount,
  SourceProblem,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';
import { SourceRun } from '../sources/ModelSourcesService';

/**
 * A version of a model that a registry holds.
 *
 * @public
 */
export interface RegistryVersion {
  /** What the registry calls it. */
  version: string;
  /** What the report is made of: it is told again when they change. */
  facts: JsonValue;
  /** Makes the report; asked for only when the facts are new. */
  report: (signal: AbortSignal) => Promise<VersionReport>;
}

/**
 * A model that a registry holds.
 *
 * @public
 */
export interface RegistryModel {
  /** What the registry knows it by, as the annotation says it. */
  key: string;
  /** What people call it there. */
  name: string;
  /** The entity that stands for it, unless another one does already. */
  entity: ModelEntity;
  /** Its versions, the oldest first. */
  versions: RegistryVersion[];
}

/**
 * All that a registry holds, read whole.
 *
 * @public
 */
export interface RegistryContents {
  /** Its models. */
  models: RegistryModel[];
  /** What else was read, how much of each. */
  counts?: SourceCount[];
  /** What could not be read although the rest could. */
  problems?: SourceProblem[];
  /** Whether an entity that was brought before stays although it is not among the models. */
  keep?: (entity: Entity) => boolean;
  /**
   * Looks for a model by its key that is not among the models, for lists that shift when
   * others are deleted meanwhile can miss one.
   */
  isThere?: (key: string, signal: AbortSignal) => Promise<boolean>;
  /** Tells the record what there is besides, of models by their keys. */
  tellBesides?: (told: {
    refs: ReadonlyMap<string, string>;
    record: RegistryRecord;
    signal: AbortSignal;
  }) => Promise<SourceRun>;
}

/**
 * What is told of registries.
 *
 * @public
 */
export type RegistryRecord = Pick<
  ModelsClient,
  'reportVersion' | 'reportDeployment'
>;

/**
 * A registry of models that is read whole, again and again.
 *
 * @public
 */
export interface Registry {
  /** Kind of system, as it names sources and locations, e.g. `mlflow`. */
  kind: string;
  /** What people call it, e.g. `MLflow`. */
  system: string;
  /** The configured instance. */
  instance: {
    id: string;
    title?: string;
    schedule: SchedulerServiceTaskScheduleDefinition;
    /** Whether it is believed when it has no model any more. */
    allowEmpty: boolean;
  };
  /** Whether no other instance is configured, so that an entity need not name it. */
  isOnly: boolean;
  /** Where people look at it. */
  link?: string;
  /** Annotation of an entity that names a model by its key. */
  keyAnnotation: string;
  /** Annotation of an entity that names the instance. */
  instanceAnnotation: string;
  /** What to do about a version that the record refuses. */
  remedy: string;
  /** Reads all that it holds, or throws. */
  read: (signal: AbortSignal) => Promise<RegistryContents>;
}

/** Where the entities of a registry come from, as the catalog writes it. */
export function locationOf({ kind, instance }: Registry): string {
  return `${kind}:${instance.id}`;
}

/** What people read of a registry. */
export function titleOf({ system, instance }: Registry): string {
  return instance.title ?? `${system} ${instance.id}`;
}
