import { z } from 'zod';
import { deploymentSchema } from '../deployments/schemas';
import {
  governanceStateSchema,
  modelSignOffStatusSchema,
} from '../governance/schemas';
import { formerRecordSchema } from '../kind/continuedRecord';
import { modelRefSchema } from '../kind/modelRef';
import { riskTierSchema } from '../kind/riskTier';
import { lifecycleStageSchema } from '../lifecycle/stages';
import { lifecycleStateSchema } from '../lifecycle/schemas';
import {
  monitoringStateSchema,
  monitoringStatusSchema,
} from '../monitoring/schemas';
import { ownershipStateSchema } from '../ownership/schemas';

/**
 * What the caller may do with a model, as far as permissions go.
 *
 * @remarks
 *
 * What depends on more than a permission is said where it belongs: who may assign the
 * owner with the ownership, who may decide or waive a requirement with the requirement.
 *
 * @public
 */
export const modelViewerSchema = z
  .object({
    mayOpenReviews: z.boolean().describe('And close them'),
    mayDecide: z.boolean().describe('And withdraw decisions of their own'),
    mayMoveVersions: z.boolean().describe('And set the end of life'),
    mayHandleIncidents: z.boolean(),
    mayRetireChecks: z.boolean(),
  })
  .meta({ id: 'ModelViewer' });

/**
 * What {@link modelViewerSchema} reads.
 *
 * @public
 */
export type ModelViewer = z.output<typeof modelViewerSchema>;

/**
 * All that the page of one model shows from its record.
 *
 * @public
 */
export const modelOverviewSchema = z
  .object({
    modelRef: z.string(),
    channel: z
      .string()
      .describe(
        'Signal channel that says when something about the model changed; only those who may read the model know it',
      ),
    ownership: ownershipStateSchema,
    lifecycle: lifecycleStateSchema,
    deployments: z.array(deploymentSchema),
    environments: z
      .array(
        z.object({
          name: z.string(),
          color: z.string().optional(),
          governed: z.boolean(),
        }),
      )
      .optional()
      .describe('Those that are configured, in their order'),
    monitoring: monitoringStateSchema,
    governance: governanceStateSchema,
    formerRecord: formerRecordSchema
      .optional()
      .describe(
        'The record of the former name that the entity declares, while the caller may have the model go on with it',
      ),
    viewer: modelViewerSchema.describe('What the caller may do'),
  })
  .meta({ id: 'ModelOverview' });

/**
 * What {@link modelOverviewSchema} reads.
 *
 * @public
 */
export type ModelOverview = z.output<typeof modelOverviewSchema>;

/**
 * One line about a model, for lists and tables.
 *
 * @public
 */
export const modelSummarySchema = z
  .object({
    modelRef: z.string(),
    channel: z.string(),
    title: z.string().optional(),
    owner: z
      .string()
      .optional()
      .describe('Entity ref; left out when nobody owns it'),
    riskTier: riskTierSchema.optional(),
    stage: lifecycleStageSchema,
    version: z.string().optional().describe('The version in question'),
    environments: z.array(z.string()).describe('Where a version of it runs'),
    monitoring: monitoringStatusSchema,
    monitoringReason: z.string(),
    signOff: modelSignOffStatusSchema,
    endOfLife: z.iso
      .date()
      .optional()
      .describe('The last day on which it may be used, when one is set'),
    unsanctioned: z
      .number()
      .int()
      .describe('How many deployments run a version that lacks sign-offs'),
  })
  .meta({ id: 'ModelSummary' });

/**
 * What {@link modelSummarySchema} reads.
 *
 * @public
 */
export type ModelSummary = z.output<typeof modelSummarySchema>;

/**
 * How many models one request for summaries may name.
 *
 * @public
 */
export const MAX_SUMMARIES = 100;

/**
 * Names the models to summarise.
 *
 * @public
 */
export const summariesRequestSchema = z
  .strictObject({
    modelRefs: z
      .array(modelRefSchema)
      .min(1)
      .max(MAX_SUMMARIES, `ask for at most ${MAX_SUMMARIES} models at once`),
  })
  .meta({ id: 'SummariesRequest' });

/**
 * What {@link summariesRequestSchema} reads.
 *
 * @public
 */
export type SummariesRequest = z.output<typeof summariesRequestSchema>;

/**
 * The summaries of the named models that the caller may see, in the order asked.
 *
 * @public
 */
export const summariesSchema = z
  .object({ items: z.array(modelSummarySchema) })
  .meta({ id: 'Summaries' });
