import { z } from 'zod';
import { timestampSchema } from '../api/fields';

/**
 * What can be done to a model and is written into its ledger.
 *
 * @public
 */
export const LEDGER_ACTIONS = [
  'review-opened',
  'review-closed',
  'decision',
  'decision-withdrawn',
  'waiver-granted',
  'waiver-revoked',
  'requirements-changed',
  'stage-moved',
  'owner-assigned',
  'owner-reverted',
  'owner-declined',
  'role-assigned',
  'record-continued',
  'end-of-life-set',
  'end-of-life-cleared',
] as const;

/**
 * What {@link LEDGER_ACTIONS} names.
 *
 * @public
 */
export type LedgerAction = (typeof LEDGER_ACTIONS)[number];

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits');

/**
 * Schema of a {@link LedgerEntry}.
 *
 * @public
 */
export const ledgerEntrySchema = z
  .object({
    modelRef: z.string(),
    sequence: z.number().int().min(1),
    recordedAt: timestampSchema,
    actor: z.string(),
    action: z
      .string()
      .describe('What was done, e.g. `decision` or `waiver-granted`'),
    body: z.record(z.string(), z.json()),
    previousHash: hashSchema,
    hash: hashSchema.describe(
      'SHA-256 of the canonical JSON (RFC 8785) of all the other fields',
    ),
  })
  .meta({ id: 'LedgerEntry' });

/**
 * Schema of {@link LedgerParties}.
 *
 * @public
 */
export const ledgerPartiesSchema = z.object({
  owner: z.string().optional(),
  entitledThrough: z.string().optional(),
  registeredBy: z.array(z.string()),
  reviewsOpenedBy: z.array(z.string()),
});

/**
 * Who had which duty when a decision was made or a waiver granted, as the entry of the
 * ledger holds it in `parties`: the owner of the model, who registered the version (all
 * versions in use, for what is good for every version), who opened reviews of it, and
 * the group, user or role of the policy through which the person was entitled.
 *
 * @public
 */
export type LedgerParties = z.output<typeof ledgerPartiesSchema>;

/**
 * A record of the newest entries of all ledgers at one moment, so that a ledger that
 * was removed or cut short is found.
 *
 * @public
 */
export const ledgerCheckpointSchema = z
  .object({
    sequence: z.number().int().min(1),
    createdAt: timestampSchema,
    heads: z
      .array(
        z.object({
          modelRef: z.string(),
          sequence: z.number().int().min(1),
          hash: hashSchema,
        }),
      )
      .describe(
        'The newest entry of every ledger that grew since the checkpoint before, sorted by model',
      ),
    previousHash: hashSchema,
    hash: hashSchema.describe(
      'SHA-256 of the canonical JSON (RFC 8785) of all the above',
    ),
    signature: z
      .object({
        keyId: z.string().describe('SHA-256 of the public key (DER, SPKI)'),
        algorithm: z.literal('Ed25519'),
        value: z.string().describe('Base64; signs the 64 hex digits of `hash`'),
      })
      .optional(),
  })
  .meta({ id: 'LedgerCheckpoint' });

/**
 * What {@link ledgerCheckpointSchema} reads.
 *
 * @public
 */
export type LedgerCheckpoint = z.output<typeof ledgerCheckpointSchema>;

/**
 * One line of an export: JSON Lines, of which the first is the header.
 *
 * @public
 */
export const ledgerExportLineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('header'),
    format: z.literal('modelry-ledger/1'),
    exportedAt: timestampSchema,
    scope: z
      .string()
      .describe('Entity ref of the one model, or `all` with the checkpoints'),
  }),
  z.object({ type: z.literal('entry'), entry: ledgerEntrySchema }),
  z.object({
    type: z.literal('checkpoint'),
    checkpoint: ledgerCheckpointSchema,
  }),
  z
    .object({
      type: z.literal('end'),
      entries: z.number().int(),
      checkpoints: z.number().int(),
    })
    .describe('The last line: without it the file was cut short'),
]);

/**
 * What {@link ledgerExportLineSchema} reads.
 *
 * @public
 */
export type LedgerExportLine = z.output<typeof ledgerExportLineSchema>;
