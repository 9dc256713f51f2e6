import { z } from 'zod';
import { textSchema, timestampSchema, versionNameSchema } from '../api/fields';
import { MOVE_DIRECTIONS } from './stageMoves';
import { lifecycleStageSchema } from './stages';

/** A day of the calendar, e.g. an end of life. */
const daySchema = z.iso.date({ error: 'write a day as 2027-03-31' });

/**
 * One move of a version from a stage to another.
 *
 * @public
 */
export const stageMoveSchema = z
  .object({
    version: z.string(),
    from: lifecycleStageSchema,
    stage: lifecycleStageSchema,
    movedBy: z
      .string()
      .describe('Entity ref of the user or name of the machine'),
    movedAt: timestampSchema,
    promotion: z
      .enum(['manual', 'automatic', 'reported'])
      .describe(
        'Whether somebody moved it, its last sign-off did, or a report says so',
      ),
    reason: z.string().optional(),
    reviewIds: z
      .array(z.string())
      .describe('The reviews that asked for it; none when there were none'),
    sequence: z
      .number()
      .int()
      .optional()
      .describe(
        "Position of its entry in the model's ledger; nothing when it was only reported",
      ),
  })
  .meta({ id: 'StageMove' });

/**
 * What {@link stageMoveSchema} reads.
 *
 * @public
 */
export type StageMove = z.output<typeof stageMoveSchema>;

/**
 * When a model reaches its end of life, and who says so.
 *
 * @public
 */
export const endOfLifeSchema = z
  .object({
    date: daySchema.describe('The last day on which the model may be used'),
    reason: z.string(),
    setBy: z.string().describe('Entity ref of the user or name of the machine'),
    setAt: timestampSchema,
  })
  .meta({ id: 'EndOfLife' });

/**
 * What {@link endOfLifeSchema} reads.
 *
 * @public
 */
export type EndOfLife = z.output<typeof endOfLifeSchema>;

/**
 * What somebody sends to set the end of life of a model.
 *
 * @public
 */
export const endOfLifeRequestSchema = z
  .strictObject({
    date: daySchema.describe(
      'The last day on which the model may be used; today or later',
    ),
    reason: textSchema.describe('Why, and what to use instead'),
  })
  .meta({ id: 'EndOfLifeRequest' });

/**
 * What {@link endOfLifeRequestSchema} reads.
 *
 * @public
 */
export type EndOfLifeRequest = z.output<typeof endOfLifeRequestSchema>;

/**
 * What a person sends to move a version to a stage.
 *
 * @public
 */
export const stageMoveRequestSchema = z
  .strictObject({
    version: versionNameSchema,
    stage: lifecycleStageSchema.describe(
      'The stage that it is to enter; one that a configured move leads to',
    ),
    expectedStage: lifecycleStageSchema.describe(
      'The stage that it holds as far as the person knows; when it holds another one, the move is refused',
    ),
    reason: textSchema
      .optional()
      .describe('Why; needed for moves back and for an end'),
    endOfLife: daySchema
      .optional()
      .describe(
        'Sets the end of life of the model with a move to an end; today or later',
      ),
  })
  .meta({ id: 'StageMoveRequest' });

/**
 * What {@link stageMoveRequestSchema} reads.
 *
 * @public
 */
export type StageMoveRequest = z.output<typeof stageMoveRequestSchema>;

/**
 * Where a version may go from its stage, and what it lacks for that.
 *
 * @public
 */
export const possibleMovesSchema = z
  .object({
    version: z.string(),
    stage: lifecycleStageSchema.describe('The stage that it holds'),
    mayMove: z
      .boolean()
      .describe('Whether the caller has the permission to move versions'),
    moves: z.array(
      z.object({
        stage: lifecycleStageSchema,
        direction: z.enum(MOVE_DIRECTIONS),
        needsReason: z.boolean(),
        endsUse: z
          .boolean()
          .describe('Whether no version of the model is left in use then'),
        missing: z
          .array(
            z.object({ id: z.string(), title: z.string(), reason: z.string() }),
          )
          .describe('The sign-offs that it lacks; none when it may move'),
      }),
    ),
  })
  .meta({ id: 'PossibleMoves' });

/**
 * What {@link possibleMovesSchema} reads.
 *
 * @public
 */
export type PossibleMoves = z.output<typeof possibleMovesSchema>;

/**
 * What depends on a model, as far as the caller may see it.
 *
 * @public
 */
export const dependantsSchema = z
  .object({
    items: z.array(
      z.object({
        entityRef: z.string(),
        title: z.string().optional(),
        relation: z
          .enum(['serves', 'depends-on', 'derived-from'])
          .describe('What it has to do with the model'),
        owner: z.string().optional().describe('Entity ref'),
      }),
    ),
  })
  .meta({ id: 'Dependants' });

/**
 * What {@link dependantsSchema} reads.
 *
 * @public
 */
export type Dependants = z.output<typeof dependantsSchema>;

/**
 * One of those that depend on a model.
 *
 * @public
 */
export type Dependant = Dependants['items'][number];
