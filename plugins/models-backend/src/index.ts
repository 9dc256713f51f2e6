/**
 * The backend of Modelry.
 *
 * @packageDocumentation
 */

export { modelsPlugin as default } from './plugin';
