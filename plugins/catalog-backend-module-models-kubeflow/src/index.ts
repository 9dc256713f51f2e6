/**
 * Models and versions of Kubeflow Model Registries.
 *
 * @packageDocumentation
 */

export { catalogModuleModelsKubeflow as default } from './module';
