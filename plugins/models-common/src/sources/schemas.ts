import { z } from 'zod';
import {
  durationSchema,
  linkSchema,
  nameSchema,
  timestampSchema,
} from '../api/fields';

/**
 * What a source of models, versions, deployments or checks is called in the record.
 *
 * @public
 */
export const sourceIdSchema = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be 1 to 63 lower-case letters, digits and dashes',
  )
  .describe('Unique among all sources, e.g. mlflow-research');

const sentenceSchema = z.string().trim().min(1).max(2_000);

/**
 * Something that went wrong in a run of a source, and what to do about it.
 *
 * @public
 */
export const sourceProblemSchema = z
  .object({
    message: sentenceSchema.describe('What went wrong'),
    remedy: sentenceSchema.describe('What to do about it'),
  })
  .meta({ id: 'SourceProblem' });

/**
 * How many things of one kind a run of a source dealt with.
 *
 * @public
 */
export const sourceCountSchema = z
  .object({
    what: nameSchema.max(60).describe('In the plural, e.g. models'),
    count: z.int().min(0),
  })
  .meta({ id: 'SourceCount' });

const countsSchema = z.array(sourceCountSchema).max(20);

/**
 * How many problems one run tells at most.
 *
 * @public
 */
export const MOST_SOURCE_PROBLEMS = 20;

const problemsSchema = z.array(sourceProblemSchema).max(MOST_SOURCE_PROBLEMS);

const describingFields = {
  id: sourceIdSchema,
  kind: nameSchema.max(60).describe('Kind of system, e.g. mlflow'),
  title: nameSchema.describe('What people read'),
  link: linkSchema.optional().describe('Where the system itself is looked at'),
};

/**
 * The scheduled task that does the work of a source, so that it can be started at once.
 *
 * @public
 */
export const sourceTaskSchema = z.object({
  plugin: nameSchema.max(100).describe('Id of the backend plugin that runs it'),
  id: nameSchema.describe('Id of its scheduled task'),
});

/**
 * What a source says about itself, and about a run that started or ended.
 *
 * @public
 */
export const sourceReportSchema = z
  .strictObject({
    ...describingFields,
    task: sourceTaskSchema
      .optional()
      .describe('Accepted from the plugin that runs it only'),
    allowedSilence: durationSchema
      .optional()
      .describe('After how long without a report it is `silent`'),
    nextRunAt: timestampSchema.optional(),
    run: z
      .strictObject({
        startedAt: timestampSchema,
        endedAt: timestampSchema
          .optional()
          .describe('Left out while the run goes on'),
        counts: countsSchema.optional(),
        problems: problemsSchema
          .optional()
          .describe('What could not be taken over although the run went on'),
        error: sourceProblemSchema
          .optional()
          .describe('Why the run failed: nothing of it counts then'),
      })
      .optional(),
  })
  .meta({ id: 'SourceReport' });

/**
 * How it stands with a source: `waiting` for its first run; `running`; `ok`;
 * `incomplete`, when its last run could not take over everything; `failing`; `silent`,
 * when it has not been heard of for longer than it may be.
 *
 * @public
 */
export const sourceStatusSchema = z.enum([
  'waiting',
  'running',
  'ok',
  'incomplete',
  'failing',
  'silent',
]);

/**
 * A source of models, versions, deployments or checks, and how it does.
 *
 * @public
 */
export const modelSourceSchema = z
  .object({
    ...describingFields,
    status: sourceStatusSchema,
    lastRun: z
      .object({
        startedAt: timestampSchema,
        endedAt: timestampSchema,
        durationMs: z.int().min(0).describe('Milliseconds'),
      })
      .optional()
      .describe('The last run that ended'),
    lastSuccessAt: timestampSchema.optional(),
    failuresInARow: z.int().min(0),
    counts: countsSchema.describe('Of the last run that succeeded'),
    problems: problemsSchema.describe('Of the last run that ended'),
    nextRunAt: timestampSchema.optional(),
    heardAt: timestampSchema.describe('When it last reported'),
    canRunNow: z
      .boolean()
      .describe('Whether this portal runs it, and the caller may start it'),
  })
  .meta({ id: 'ModelSource' });

/**
 * All sources, the ones that need care first.
 *
 * @public
 */
export const modelSourcesSchema = z
  .object({ items: z.array(modelSourceSchema) })
  .meta({ id: 'ModelSources' });

/**
 * The type of {@link sourceProblemSchema}.
 *
 * @public
 */
export type SourceProblem = z.output<typeof sourceProblemSchema>;

/**
 * The type of {@link sourceCountSchema}.
 *
 * @public
 */
export type SourceCount = z.output<typeof sourceCountSchema>;

/**
 * The type of {@link sourceReportSchema}.
 *
 * @public
 */
export type SourceReport = z.output<typeof sourceReportSchema>;

/**
 * The type of {@link sourceStatusSchema}.
 *
 * @public
 */
export type SourceStatus = z.output<typeof sourceStatusSchema>;

/**
 * The type of {@link modelSourceSchema}.
 *
 * @public
 */
export type ModelSource = z.output<typeof modelSourceSchema>;
