import { z } from 'zod';
import {
  linkSchema,
  textSchema,
  timestampSchema,
  versionNameSchema,
} from '../api/fields';
import { lifecycleStageSchema } from './stages';

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
        'The stage that the version holds; development when never reported. A stage that a policy governs is refused while sign-offs are missing.',
      ),
    createdAt: timestampSchema
      .optional()
      .describe(
        'When the version was trained; the time of the report when left out',
      ),
    link: linkSchema
      .optional()
      .describe('Where the version lives, e.g. its registry page'),
  })
  .meta({ id: 'VersionReport' });

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
    link: z.string().optional(),
    stage: lifecycleStageSchema,
    stageSince: timestampSchema,
    createdAt: timestampSchema,
    registeredAt: timestampSchema,
    registeredBy: z
      .string()
      .describe(
        'Entity ref of the user or name of the machine that reported it first',
      ),
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
  })
  .meta({ id: 'LifecycleState' });

/**
 * What {@link lifecycleStateSchema} reads.
 *
 * @public
 */
export type LifecycleState = z.output<typeof lifecycleStateSchema>;
