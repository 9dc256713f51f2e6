import { z } from 'zod';
import {
  cursorSchema,
  environmentNameSchema,
  limitSchema,
} from '../api/fields';
import {
  ModelSignOffStatus,
  modelSignOffStatusSchema,
} from '../governance/schemas';
import { riskTierSchema } from '../kind/riskTier';
import { lifecycleStageSchema } from '../lifecycle/stages';
import { monitoringStatusSchema } from '../monitoring/schemas';

/**
 * What a filter of the fleet says to find models that have no value there, e.g. those
 * that nobody owns.
 *
 * @public
 */
export const NO_VALUE = 'none';

/**
 * Statuses of models whose sign-offs were never given, lapsed or were refused, and of
 * which nobody is asked for one now.
 *
 * @public
 */
export const LACKING_SIGN_OFFS = [
  'missing',
  'outdated',
  'expired',
  'rejected',
] as const satisfies readonly ModelSignOffStatus[];

/** How many values of one facet can be chosen at once. */
const MAX_CHOSEN = 50;

const textValue = z
  .string()
  .min(1, 'must not be empty')
  .max(400, 'must be at most 400 characters');

/** One value or several: a query repeats a parameter to name more than one. */
function anyOf<V extends string>(value: z.ZodType<V, V>) {
  return z
    .union([value, z.array(value).max(MAX_CHOSEN)])
    .optional()
    .transform(chosen => [...new Set([chosen ?? []].flat())]);
}

const orNone = <V extends string>(value: z.ZodType<V, V>) =>
  z.union([z.literal(NO_VALUE), value]);

/**
 * The properties by which the fleet is filtered and counted.
 *
 * @public
 */
export const FLEET_FACETS = [
  'owner',
  'stage',
  'riskTier',
  'type',
  'system',
  'environment',
  'monitoring',
  'signOff',
  'source',
  'tag',
] as const;

/**
 * One of {@link FLEET_FACETS}.
 *
 * @public
 */
export type FleetFacet = (typeof FLEET_FACETS)[number];

/**
 * Which models of the fleet are asked for: values of one property widen the choice,
 * properties narrow it.
 *
 * @public
 */
export const fleetFilterSchema = z.strictObject({
  text: z
    .string()
    .trim()
    .max(200, 'must be at most 200 characters')
    .optional()
    .describe(
      'Words that title, name, description, type, owner, system or tags must contain, every one of them',
    ),
  mine: z
    .enum(['true', 'false'])
    .optional()
    .describe('Only models that the caller or a group of theirs owns'),
  unsanctioned: z
    .enum(['true', 'false'])
    .optional()
    .describe('Only models with unsanctioned deployments'),
  owner: anyOf(orNone(textValue)).describe(
    `Entity refs of owners; \`${NO_VALUE}\` for models that nobody owns`,
  ),
  stage: anyOf(lifecycleStageSchema).describe('Lifecycle stages'),
  riskTier: anyOf(orNone(riskTierSchema)).describe('Risk tiers'),
  type: anyOf(textValue).describe('What the models do, e.g. ranking'),
  system: anyOf(orNone(textValue)).describe('Entity refs of systems'),
  environment: anyOf(orNone(environmentNameSchema)).describe(
    'Environments in which a version runs',
  ),
  monitoring: anyOf(monitoringStatusSchema).describe('Monitoring statuses'),
  signOff: anyOf(modelSignOffStatusSchema).describe('Sign-off statuses'),
  source: anyOf(textValue).describe(
    'Where the entity comes from: `yaml`, or the source, e.g. `mlflow:main`',
  ),
  tag: anyOf(textValue).describe('Tags'),
});

/**
 * What {@link fleetFilterSchema} reads.
 *
 * @public
 */
export type FleetFilter = z.output<typeof fleetFilterSchema>;

/**
 * Whether a filter keeps any model out.
 *
 * @public
 */
export function isFiltering(filter: FleetFilter): boolean {
  return (
    Boolean(filter.text) ||
    filter.mine === 'true' ||
    filter.unsanctioned === 'true' ||
    FLEET_FACETS.some(facet => filter[facet].length > 0)
  );
}

/**
 * By what the fleet can be sorted. Statuses are sorted by how bad they are.
 *
 * @public
 */
export const FLEET_SORTS = [
  'title',
  'owner',
  'stage',
  'riskTier',
  'monitoring',
  'signOff',
] as const;

/**
 * One of {@link FLEET_SORTS}.
 *
 * @public
 */
export type FleetSort = (typeof FLEET_SORTS)[number];

/**
 * Which page of the fleet is asked for.
 *
 * @public
 */
export const fleetQuerySchema = fleetFilterSchema.extend({
  sort: z.enum(FLEET_SORTS).default('title'),
  order: z.enum(['asc', 'desc']).default('asc'),
  limit: limitSchema,
  cursor: cursorSchema.optional(),
});

/**
 * What {@link fleetQuerySchema} reads.
 *
 * @public
 */
export type FleetQuery = z.output<typeof fleetQuerySchema>;
