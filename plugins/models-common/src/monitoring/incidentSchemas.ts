import { z } from 'zod';
import { nameSchema, textSchema, timestampSchema } from '../api/fields';
import {
  checkKindSchema,
  checkResultSchema,
  monitoringStatusSchema,
} from './schemas';

/**
 * What an incident can turn out to be caused by.
 *
 * @public
 */
export const INCIDENT_CAUSES = [
  'data-changed',
  'data-quality',
  'model-decay',
  'infrastructure',
  'false-alarm',
  'other',
] as const;

/**
 * Schema of {@link IncidentCause}.
 *
 * @public
 */
export const incidentCauseSchema = z.enum(INCIDENT_CAUSES);

/**
 * What {@link incidentCauseSchema} reads.
 *
 * @public
 */
export type IncidentCause = z.output<typeof incidentCauseSchema>;

/**
 * Something that a person did about an incident.
 *
 * @public
 */
export const incidentActSchema = z
  .object({
    by: z.string().describe('Entity ref of the person'),
    at: timestampSchema,
    comment: z.string().optional(),
  })
  .meta({ id: 'IncidentAct' });

/**
 * What {@link incidentActSchema} reads.
 *
 * @public
 */
export type IncidentAct = z.output<typeof incidentActSchema>;

/**
 * A run of critical results of one check.
 *
 * @public
 */
export const incidentSchema = z
  .object({
    id: z.string(),
    check: z.string(),
    kind: checkKindSchema,
    environment: z.string().optional(),
    startedAt: timestampSchema.describe('When it was first observed'),
    endedAt: timestampSchema
      .optional()
      .describe('When a better result was observed; it goes on when left out'),
    worst: checkResultSchema.describe('The worst result of it'),
    acknowledged: incidentActSchema.optional(),
    cause: incidentActSchema.extend({ cause: incidentCauseSchema }).optional(),
    retraining: incidentActSchema
      .extend({ link: z.string().optional() })
      .optional(),
  })
  .meta({ id: 'Incident' });

/**
 * What {@link incidentSchema} reads.
 *
 * @public
 */
export type Incident = z.output<typeof incidentSchema>;

/**
 * What a person says when acknowledging an incident or asking for a retraining.
 *
 * @public
 */
export const incidentCommentSchema = z
  .strictObject({ comment: textSchema.max(2_000).optional() })
  .meta({ id: 'IncidentComment' });

/**
 * What {@link incidentCommentSchema} reads.
 *
 * @public
 */
export type IncidentComment = z.output<typeof incidentCommentSchema>;

/**
 * What a person says the cause of an incident is.
 *
 * @public
 */
export const incidentCauseRequestSchema = incidentCommentSchema
  .extend({ cause: incidentCauseSchema })
  .meta({ id: 'IncidentCauseRequest' });

/**
 * What {@link incidentCauseRequestSchema} reads.
 *
 * @public
 */
export type IncidentCauseRequest = z.output<typeof incidentCauseRequestSchema>;

/**
 * Which incidents are asked for.
 *
 * @public
 */
export const incidentStatusSchema = z.enum(['open', 'ended']);

/**
 * What {@link incidentStatusSchema} reads.
 *
 * @public
 */
export type IncidentStatus = z.output<typeof incidentStatusSchema>;

/**
 * An incident in a list about many models.
 *
 * @public
 */
export const fleetIncidentSchema = incidentSchema
  .extend({
    modelRef: z.string(),
    title: z.string().optional(),
    owner: z.string().optional(),
  })
  .meta({ id: 'FleetIncident' });

/**
 * What {@link fleetIncidentSchema} reads.
 *
 * @public
 */
export type FleetIncident = z.output<typeof fleetIncidentSchema>;

/**
 * How many models are in each monitoring status, of all that the caller may see.
 *
 * @public
 */
export const fleetMonitoringSchema = z
  .object({
    totalModels: z.number().int(),
    statuses: z
      .array(
        z.object({ status: monitoringStatusSchema, count: z.number().int() }),
      )
      .describe('Every status once, the worst first'),
  })
  .meta({ id: 'FleetMonitoring' });

/**
 * What {@link fleetMonitoringSchema} reads.
 *
 * @public
 */
export type FleetMonitoringCounts = z.output<typeof fleetMonitoringSchema>;

/**
 * A model that runs in production and that no check watches there.
 *
 * @public
 */
export const unmonitoredModelSchema = z
  .object({
    modelRef: z.string(),
    title: z.string().optional(),
    owner: z.string().optional(),
    environment: nameSchema,
    version: z.string(),
    since: timestampSchema.describe('Since when that version runs there'),
  })
  .meta({ id: 'UnmonitoredModel' });

/**
 * What {@link unmonitoredModelSchema} reads.
 *
 * @public
 */
export type UnmonitoredModel = z.output<typeof unmonitoredModelSchema>;
