import {
  ModelEntity,
  SourceProblem,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';

/**
 * A model of a registry.
 *
 * @public
 */
export interface RegistryModel {
  /** What the registry knows it by, as the annotation says it. */
  key: string;
  /** The entity that stands for it, unless another one does already. */
  entity: ModelEntity;
  /** Its versions, the oldest first. */
  versions: VersionReport[];
}

/**
 * All that a registry holds, read whole.
 *
 * @public
 */
export interface RegistryContents {
  /** Its models. */
  models: RegistryModel[];
  /** What could not be read although the rest could. */
  problems: SourceProblem[];
}

/**
 * What a registry is called, and how entities name it.
 *
 * @public
 */
export interface RegistryIdentity {
  /** What people call such a system, e.g. `The model registry`. */
  system: string;
  /** Id of the configured instance. */
  instance: string;
  /** Where its entities come from, as the catalog writes it: `<kind>:<instance>`. */
  location: string;
  /** Annotation of an entity that names the model by its key. */
  keyAnnotation: string;
  /** Annotation of an entity that names the instance. */
  instanceAnnotation: string;
  /** Whether no other instance is configured, so that an entity need not name it. */
  isOnly: boolean;
  /** Whether it is believed when it has no model any more. */
  allowEmpty: boolean;
}
