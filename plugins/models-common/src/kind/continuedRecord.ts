import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import { textSchema } from '../api/fields';
import { MODEL_KIND, ModelEntity } from './ModelEntity';
import { modelRefSchema } from './modelRef';

/**
 * Annotation in which the author of a model says what it was called before: its name, or
 * its entity ref when the namespace changed, too.
 *
 * @public
 */
export const ANNOTATION_FORMER_NAME = 'modelry.dev/former-name';

/**
 * What a person sends to have a model go on with the record of the name that it had before.
 *
 * @public
 */
export const recordContinuationRequestSchema = z
  .strictObject({
    formerRef: modelRefSchema.describe(
      'Entity ref that the model had before; the catalog must not have it any more',
    ),
    reason: textSchema
      .max(2_000, 'must be at most 2,000 characters')
      .describe('Why it is the same model, for whoever asks later'),
    discardReported: z
      .boolean()
      .default(false)
      .describe(
        'Whether what was reported under the new name meanwhile may be removed; without it the request is refused when there is any',
      ),
  })
  .meta({ id: 'RecordContinuationRequest' });

/**
 * What {@link recordContinuationRequestSchema} reads.
 *
 * @public
 */
export type RecordContinuationRequest = z.output<
  typeof recordContinuationRequestSchema
>;

/**
 * How much was reported about a model.
 *
 * @public
 */
export const reportedCountsSchema = z.object({
  versions: z.number().int(),
  deployments: z.number().int(),
  checks: z.number().int(),
});

/**
 * What {@link reportedCountsSchema} reads.
 *
 * @public
 */
export type ReportedCounts = z.output<typeof reportedCountsSchema>;

/**
 * The record of the name that a model had before, which the caller may have it go on with.
 *
 * @public
 */
export const formerRecordSchema = z
  .object({
    modelRef: z.string().describe('Entity ref that the model had before'),
    entries: z.number().int().describe('How many entries its ledger has'),
    ...reportedCountsSchema.shape,
    meanwhile: reportedCountsSchema.describe(
      'What was reported under the new name already',
    ),
  })
  .meta({ id: 'FormerRecord' });

/**
 * What {@link formerRecordSchema} reads.
 *
 * @public
 */
export type FormerRecord = z.output<typeof formerRecordSchema>;

/**
 * Tells what the author of a model says it was called before.
 *
 * @returns a normalised entity ref; nothing when nothing is said, or nothing that can be
 *   read as the ref of another model.
 * @public
 */
export function formerModelRef(entity: ModelEntity): string | undefined {
  const written = entity.metadata.annotations?.[ANNOTATION_FORMER_NAME];
  try {
    const ref = stringifyEntityRef(
      parseEntityRef(written ?? '', {
        defaultKind: MODEL_KIND,
        defaultNamespace: entity.metadata.namespace ?? 'default',
      }),
    );
    const isOtherModel =
      ref.startsWith('model:') && ref !== stringifyEntityRef(entity);
    return isOtherModel ? ref : undefined;
  } catch {
    return undefined;
  }
}
