import { z } from 'zod';
import {
  linkSchema,
  locationSchema,
  nameSchema,
  textSchema,
  timestampSchema,
  versionNameSchema,
} from '../api/fields';
import { cardTextSchema } from '../card/cardText';
import { reviewRequestSchema } from '../governance/reviewSchemas';
import { endOfLifeSchema, stageMoveSchema } from './moveSchemas';
import { lifecycleStageSchema } from './stages';

/** Names and values of what was measured when a version was made. */
const metricsSchema = z
  .record(nameSchema, z.number())
  .refine(metrics => Object.keys(metrics).length <= 100, {
    message: 'name at most 100 metrics',
  })
  .describe('What was measured when it was made, e.g. { "auc": 0.81 }');

/** Names and values of what the training was set to. */
const parametersSchema = z
  .record(nameSchema, z.string().max(500))
  .refine(parameters => Object.keys(parameters).length <= 100, {
    message: 'name at most 100 parameters',
  })
  .describe('What the training was set to, e.g. { "max_depth": "6" }');

/**
 * What made a version, where its source knows it.
 *
 * @public
 */
export const versionOriginSchema = z.strictObject({
  id: nameSchema.describe(
    'What its source calls what made it, e.g. the id of the training run',
  ),
  link: linkSchema.optional().describe('Where that is looked at'),
});

/**
 * Where the artifact of a version lies, and what it is.
 *
 * @public
 */
export const versionArtifactSchema = z.strictObject({
  uri: locationSchema.describe(
    'Where it lies, e.g. s3://models/churn/7; shown, and never opened. Without passwords and signatures',
  ),
  format: nameSchema
    .optional()
    .describe('What it is written in, e.g. onnx, or sklearn 1'),
  storage: nameSchema
    .optional()
    .describe('What whoever loads it calls the access to its store; no secret'),
});

/**
 * What a machine or a person reports about one version of a model.
 *
 * @public
 */
export const versionReportSchema = z
  .strictObject({
    version: versionNameSchema,
    digest: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 hex digits')
      .optional()
      .describe('Digest of the artifact, when the source knows one'),
    description: textSchema.max(2_000).optional(),
    stage: lifecycleStageSchema
      .optional()
      .describe(
        'The stage that the version holds; the first of the configured ones when never reported. A stage that a policy governs is refused while sign-offs are missing.',
      ),
    stageSince: timestampSchema
      .optional()
      .describe(
        'When the version entered `stage`, for what is reported later; the time of the report when left out. It counts when the report moves the version, not when the version holds the stage already, and is refused for a stage that asks for sign-offs: that is entered when it is recorded',
      ),
    createdAt: timestampSchema
      .optional()
      .describe(
        'When the version was trained; the time of the report when left out',
      ),
    trainedBy: nameSchema
      .optional()
      .describe(
        'Who ran the training: an entity ref of a user or group, or the name or e-mail address by which the source knows them. It is suggested as owner when nobody answers for the model',
      ),
    link: linkSchema
      .optional()
      .describe('Where the version lives, e.g. its registry page'),
    metrics: metricsSchema.optional(),
    parameters: parametersSchema.optional(),
    origin: versionOriginSchema
      .optional()
      .describe(
        'What made it. The id never changes: under the same name, another one is another version, and is refused',
      ),
    artifact: versionArtifactSchema
      .optional()
      .describe(
        'Where its artifact lies. Once somebody has decided about the version it stays as it is',
      ),
    card: cardTextSchema
      .optional()
      .describe(
        'The model card of this version: the text of a Hugging Face card, or the JSON of the Model Card Toolkit. It stands in place of the card that the entity names. Once somebody has decided about the version it stays as it is',
      ),
    requestReview: z
      .strictObject({
        stage: reviewRequestSchema.shape.stage,
        note: reviewRequestSchema.shape.note,
      })
      .optional()
      .describe(
        'Opens a review of the version for this stage, unless there was one before or the version holds the stage: a repeated report asks only once. Needs the permission to open reviews, too',
      ),
  })
  .meta({ id: 'VersionReport' });

/**
 * What {@link versionOriginSchema} reads.
 *
 * @public
 */
export type VersionOrigin = z.output<typeof versionOriginSchema>;

/**
 * What {@link versionArtifactSchema} reads.
 *
 * @public
 */
export type VersionArtifact = z.output<typeof versionArtifactSchema>;

/**
 * What {@link versionReportSchema} reads.
 *
 * @public
 */
export type VersionReport = z.output<typeof versionReportSchema>;

/**
 * One version of a model in the record.
 *
 * @public
 */
export const modelVersionSchema = z
  .object({
    version: z.string(),
    digest: z.string().optional(),
    description: z.string().optional(),
    trainedBy: z.string().optional(),
    link: z.string().optional(),
    metrics: z.record(z.string(), z.number()).optional(),
    parameters: z.record(z.string(), z.string()).optional(),
    origin: versionOriginSchema.optional(),
    artifact: versionArtifactSchema.optional(),
    stage: lifecycleStageSchema,
    stageSince: timestampSchema,
    createdAt: timestampSchema,
    registeredAt: timestampSchema,
    registeredBy: z
      .string()
      .describe(
        'Entity ref of the user or name of the machine that reported it first',
      ),
    lastMove: stageMoveSchema
      .optional()
      .describe('How it came into its stage; left out in receipts of reports'),
  })
  .meta({ id: 'ModelVersion' });

/**
 * What {@link modelVersionSchema} reads.
 *
 * @public
 */
export type ModelVersion = z.output<typeof modelVersionSchema>;

/**
 * Where a model stands: its stage and its newest versions.
 *
 * @public
 */
export const lifecycleStateSchema = z
  .object({
    stage: lifecycleStageSchema,
    source: z
      .enum(['record', 'declared'])
      .describe('Whether a reported version or the catalog entity says so'),
    declared: lifecycleStageSchema,
    versions: z.array(modelVersionSchema).describe('The newest first'),
    totalVersions: z.number().int(),
    endOfLife: endOfLifeSchema
      .optional()
      .describe('Nothing while nobody has set it'),
  })
  .meta({ id: 'LifecycleState' });

/**
 * What {@link lifecycleStateSchema} reads.
 *
 * @public
 */
export type LifecycleState = z.output<typeof lifecycleStateSchema>;
