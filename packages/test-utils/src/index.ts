/**
 * What the tests of several packages share.
 *
 * @packageDocumentation
 */

export * from './StandIn';
export * from './describeRegistryTrouble';
export * from './refusal';
export * from './startRegistry';
export * from './testDatabases';
