/**
 * Where machine-learning models run on KServe and Seldon Core.
 *
 * @packageDocumentation
 */

export { modelsModuleKServe as default } from './module';
