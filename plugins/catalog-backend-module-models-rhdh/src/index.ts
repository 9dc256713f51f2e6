/**
 * Models of the model catalog bridge of Red Hat Developer Hub in the catalog.
 *
 * @packageDocumentation
 */

export { catalogModuleModelsRhdh as default } from './module';
