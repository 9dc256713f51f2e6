/**
 * Extension points and services of the Modelry model record.
 *
 * @packageDocumentation
 */

export * from './checkSources';
export * from './deploymentSources';
export * from './registry/RegistryContents';
export * from './registry/RegistryProvider';
export * from './registry/entityName';
export * from './sources/ModelSources';
export * from './sources/ModelSourcesService';
export * from './sources/SourceError';
export * from './sources/SourceHttp';
export * from './sources/SourcedModels';
export * from './sources/VersionTeller';
export * from './sources/createRecordClient';
export * from './sources/modelSourcesServiceRef';
export * from './sources/sourceConfig';
export * from './sources/sourcePages';
