import { z } from 'zod';
import { modelSignOffStatusSchema } from '../governance/schemas';
import { riskTierSchema } from '../kind/riskTier';
import { lifecycleStageSchema } from '../lifecycle/stages';
import { monitoringStatusSchema } from '../monitoring/schemas';

/**
 * One model of the fleet.
 *
 * @public
 */
export const fleetRowSchema = z
  .object({
    modelRef: z.string(),
    channel: z.string().describe('Signal channel of the model'),
    title: z.string().describe('Title, or the name when there is none'),
    type: z.string(),
    owner: z.string().optional().describe('Entity ref'),
    system: z.string().optional().describe('Entity ref'),
    riskTier: riskTierSchema.optional(),
    tags: z.array(z.string()),
    source: z.string().describe('Where the entity comes from'),
    stage: lifecycleStageSchema,
    version: z.string().optional().describe('The version in question'),
    environments: z.array(z.string()).describe('Where a version of it runs'),
    endOfLife: z.iso.date().optional(),
    monitoring: monitoringStatusSchema,
    monitoringReason: z.string(),
    signOff: modelSignOffStatusSchema,
    unsanctioned: z.number().int(),
  })
  .meta({ id: 'FleetRow' });

/**
 * What {@link fleetRowSchema} reads.
 *
 * @public
 */
export type FleetRow = z.output<typeof fleetRowSchema>;

/**
 * One page of the fleet.
 *
 * @public
 */
export const fleetPageSchema = z
  .object({
    items: z.array(fleetRowSchema),
    pageInfo: z.object({ nextCursor: z.string().optional() }),
    totalItems: z.number().int().describe('On all pages together'),
  })
  .meta({ id: 'FleetPage' });

/**
 * What {@link fleetPageSchema} reads.
 *
 * @public
 */
export type FleetPage = z.output<typeof fleetPageSchema>;

const count = z.number().int();

const totalsSchema = z
  .object({
    models: count,
    critical: count,
    warning: count,
    unmonitoredInUse: count.describe('In a stage in use, and without a check'),
    signOffPending: count,
    signOffLacking: count.describe(
      'Sign-off status missing, outdated, expired or rejected',
    ),
    unsanctioned: count.describe('With unsanctioned deployments'),
    unowned: count.describe('That nobody owns'),
  })
  .describe('How many models there are, whatever the filters are');

const facetValues = z.array(z.object({ value: z.string(), count }));

/**
 * How many models there are of each value of each property: of those that the filters of
 * the other properties let through.
 *
 * @public
 */
export const fleetFacetsSchema = z
  .object({
    totals: totalsSchema,
    facets: z
      .object({
        owner: facetValues,
        stage: facetValues,
        riskTier: facetValues,
        type: facetValues,
        system: facetValues,
        environment: facetValues,
        monitoring: facetValues,
        signOff: facetValues,
        source: facetValues,
        tag: facetValues,
      })
      .describe('The most frequent values first'),
    mine: count.describe(
      'Of the models that the other filters let through, those that the caller or a group of theirs owns',
    ),
  })
  .meta({ id: 'FleetFacets' });

/**
 * What {@link fleetFacetsSchema} reads.
 *
 * @public
 */
export type FleetFacets = z.output<typeof fleetFacetsSchema>;

/**
 * How many models one selection can name.
 *
 * @public
 */
export const MAX_FLEET_REFS = 5_000;

/**
 * The entity refs of all models that a filter lets through.
 *
 * @public
 */
export const fleetRefsSchema = z
  .object({
    modelRefs: z
      .array(z.string())
      .describe(`The first ${MAX_FLEET_REFS} by title`),
    totalItems: z.number().int(),
  })
  .meta({ id: 'FleetRefs' });

/**
 * What {@link fleetRefsSchema} reads.
 *
 * @public
 */
export type FleetRefs = z.output<typeof fleetRefsSchema>;

/**
 * How many days back the trend goes.
 *
 * @public
 */
export const FLEET_TREND_DAYS = 90;

/**
 * How the fleet was on each of the last days, the oldest first.
 *
 * @remarks
 *
 * Recorded daily, in UTC. Days before the first record are left out. Models that are in
 * the catalog no more count on the days on which they were, unless a filter is asked for:
 * it chooses models by how they are now.
 *
 * @public
 */
export const fleetTrendSchema = z
  .object({
    days: z.array(
      z.object({
        day: z.iso.date(),
        totalModels: z.number().int(),
        stages: z.record(z.string(), z.number().int()),
        governed: z.number().int().describe('Models that need a sign-off'),
        signedOff: z
          .number()
          .int()
          .describe('Those of them that have all of their sign-offs'),
        monitored: z.number().int().describe('Models that have a check'),
        healthy: z.number().int().describe('Those of them that are ok'),
      }),
    ),
  })
  .meta({ id: 'FleetTrend' });

/**
 * What {@link fleetTrendSchema} reads.
 *
 * @public
 */
export type FleetTrend = z.output<typeof fleetTrendSchema>;
