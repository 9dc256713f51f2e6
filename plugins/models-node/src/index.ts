/**
 * Extension points of the Modelry model record.
 *
 * @packageDocumentation
 */

export * from './deploymentSources';
