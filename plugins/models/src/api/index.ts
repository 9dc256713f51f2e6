export { createModelsApi, modelsApiRef } from './ModelsApi';
export type { ModelsApi, ModelsScreenClient, WatchOptions } from './ModelsApi';
export type { Loadable } from './Loadable';
export { useLifecycle } from './useLifecycle';
export { useModelOverview } from './useModelOverview';
export { useModelSummaries } from './useModelSummaries';
export { useRecordPages } from './useRecordPages';
export type { RecordPages } from './useRecordPages';
