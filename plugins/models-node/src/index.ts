/**
 * Extension points and services of the Modelry model record.
 *
 * @packageDocumentation
 */

export * from './checkSources';
export * from './deploymentSources';
export * from './registries/ModelRegistries';
export * from './registries/modelRegistriesServiceRef';
export * from './registries/registryConfig';
export * from './registries/registryFacts';
export type {
  Registry,
  RegistryContents,
  RegistryModel,
  RegistryRecord,
  RegistryVersion,
} from './registries/Registry';
export * from './sources/ModelSources';
export * from './sources/ModelSourcesService';
export * from './sources/SourceError';
export * from './sources/SourceHttp';
export * from './sources/createRecordClient';
export * from './sources/inParallel';
export * from './sources/modelSourcesServiceRef';
export * from './sources/sourceConfig';
export * from './sources/sourcePages';
