/**
 * Adds the kind `Model` to the Backstage catalog.
 *
 * @packageDocumentation
 */

export { catalogModuleModels as default } from './module';
