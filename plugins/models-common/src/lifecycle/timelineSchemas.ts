import { z } from 'zod';
import { timestampSchema } from '../api/fields';

/**
 * What can happen to a model, by kind.
 *
 * @public
 */
export const TIMELINE_KINDS = [
  'version',
  'stage',
  'deployment',
  'monitoring',
  'sign-off',
  'ownership',
] as const;

/**
 * One of {@link TIMELINE_KINDS}.
 *
 * @public
 */
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/**
 * One thing that happened to a model.
 *
 * @public
 */
export const timelineItemSchema = z
  .object({
    id: z.string().describe('Unique in the timeline of the model'),
    kind: z.enum(TIMELINE_KINDS),
    action: z
      .string()
      .describe('What happened, e.g. `stage-moved` or `waiver-granted`'),
    at: timestampSchema,
    by: z
      .string()
      .describe(
        'Entity ref of the user or name of the machine that says so; of an incident that began or ended, the name of the check',
      ),
    version: z.string().optional(),
    from: z
      .string()
      .optional()
      .describe('The stage or owner, or the cause of an incident, before'),
    to: z
      .string()
      .optional()
      .describe(
        'The stage or owner, or the cause of an incident, from then on',
      ),
    check: z.string().optional().describe('Name of the check'),
    environment: z.string().optional(),
    deployment: z.string().optional().describe('Name of the deployment'),
    status: z
      .string()
      .optional()
      .describe(
        'Of the deployment, the verdict of a decision, or how a move came about',
      ),
    requirement: z.string().optional().describe('Id of the requirement'),
    role: z.string().optional().describe('The role that people were given'),
    incident: z.string().optional().describe('Id of the incident'),
    link: z
      .string()
      .optional()
      .describe('Where a version lives, e.g. in the registry'),
    until: z.string().optional().describe('When it ends'),
    text: z.string().optional().describe('What somebody wrote about it'),
    sequence: z
      .number()
      .int()
      .optional()
      .describe("Position in the model's ledger, for what stands there"),
  })
  .meta({ id: 'TimelineItem' });

/**
 * What {@link timelineItemSchema} reads.
 *
 * @public
 */
export type TimelineItem = z.output<typeof timelineItemSchema>;
