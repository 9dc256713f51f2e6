/**
 * Checks of machine-learning models from Prometheus.
 *
 * @packageDocumentation
 */

export { modelsModulePrometheus as default } from './module';
