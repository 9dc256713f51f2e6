/**
 * Models and versions of MLflow registries, for the Backstage catalog.
 *
 * @packageDocumentation
 */

export { catalogModuleModelsMlflow as default } from './module';
