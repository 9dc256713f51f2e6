/**
 * Alerts of Prometheus Alertmanager as checks of machine-learning models.
 *
 * @packageDocumentation
 */

export { modelsModuleAlertmanager as default } from './module';
