/**
 * Which values are bad.
 *
 * @public
 */
export const THRESHOLD_DIRECTIONS = [
  'higher-is-worse',
  'lower-is-worse',
] as const;
