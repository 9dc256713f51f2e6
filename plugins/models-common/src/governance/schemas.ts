import { z } from 'zod';
import { textSchema, timestampSchema, versionNameSchema } from '../api/fields';
import { lifecycleStageSchema } from '../lifecycle/stages';
import { actSchema } from './actSchema';
import { evidenceSchema, recordedEvidenceSchema } from './evidenceSchemas';
import {
  effectivePolicySchema,
  evidenceItemSchema,
  requirementScopeSchema,
} from './policySchemas';
import { modelFactsSchema } from './factsSchemas';
import { reviewSchema } from './reviewSchemas';
import { unsanctionedDeploymentSchema } from './unsanctionedSchemas';
import { waiverSchema } from './waiverSchemas';

/**
 * What a person can decide about a requirement.
 *
 * @public
 */
export const DECISIONS = [
  'approved',
  'rejected',
  'changes-requested',
  'abstained',
] as const;

/**
 * Schema of {@link DecisionVerdict}.
 *
 * @public
 */
export const decisionVerdictSchema = z.enum(DECISIONS);

/**
 * What {@link decisionVerdictSchema} reads.
 *
 * @public
 */
export type DecisionVerdict = z.output<typeof decisionVerdictSchema>;

/**
 * Where a requirement can stand, best first.
 *
 * @public
 */
export const SIGN_OFF_STATUSES = [
  'approved',
  'waived',
  'pending',
  'outdated',
  'expired',
  'missing',
  'rejected',
] as const;

/**
 * Schema of {@link SignOffStatus}.
 *
 * @public
 */
export const signOffStatusSchema = z.enum(SIGN_OFF_STATUSES);

/**
 * What {@link signOffStatusSchema} reads.
 *
 * @public
 */
export type SignOffStatus = z.output<typeof signOffStatusSchema>;

/**
 * The sign-off status of a model: the worst of its requirements, if it has any.
 *
 * @public
 */
export const modelSignOffStatusSchema = z.enum([
  ...SIGN_OFF_STATUSES,
  'not-required',
]);

/**
 * What {@link modelSignOffStatusSchema} reads.
 *
 * @public
 */
export type ModelSignOffStatus = z.output<typeof modelSignOffStatusSchema>;

/**
 * What a person sends to decide a requirement for a version.
 *
 * @public
 */
export const decisionRequestSchema = z
  .strictObject({
    requirement: z.string().min(1).max(63).describe('Id of the requirement'),
    stage: lifecycleStageSchema.describe('The stage that the sign-off is for'),
    version: versionNameSchema,
    decision: decisionVerdictSchema,
    comment: textSchema.describe('Why, for whoever asks later'),
    evidence: z.array(evidenceSchema).max(50).default([]),
    requirementDigest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe(
        'Digest of the requirement that the person saw; when it has changed since, the decision is refused',
      ),
    factsDigest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe(
        'Digest of the facts of the model that the person saw; when they have changed since, the decision is refused',
      ),
  })
  .meta({ id: 'DecisionRequest' });

/**
 * What {@link decisionRequestSchema} reads.
 *
 * @public
 */
export type DecisionRequest = z.output<typeof decisionRequestSchema>;

/**
 * One decision in the record.
 *
 * @public
 */
export const decisionSchema = z
  .object({
    id: z.string(),
    requirement: z.string(),
    requirementDigest: z.string(),
    stage: lifecycleStageSchema,
    version: z.string(),
    decision: decisionVerdictSchema,
    comment: z.string(),
    evidence: z.array(recordedEvidenceSchema),
    reviewId: z.string().describe('The review that it is part of'),
    facts: modelFactsSchema.describe('What the person knew of the model'),
    decidedBy: z.string().describe('Entity ref of the person'),
    decidedAt: timestampSchema,
    withdrawn: actSchema
      .optional()
      .describe('Who took it back, when and why; nothing while it stands'),
    sequence: z
      .number()
      .int()
      .describe("Position of its entry in the model's ledger"),
    shortened: z
      .literal(true)
      .optional()
      .describe(
        'Set where there was no room for all that was written: evidence is left out, and comment and reason are cut. `getDecision` answers the whole',
      ),
  })
  .meta({ id: 'Decision' });

/**
 * What {@link decisionSchema} reads.
 *
 * @public
 */
export type Decision = z.output<typeof decisionSchema>;

/**
 * One requirement of a model, and where it stands for one version.
 *
 * @public
 */
export const requirementStateSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    description: z.string().optional(),
    stage: lifecycleStageSchema,
    policies: z
      .array(effectivePolicySchema)
      .describe('The policies that ask for it, each with why it applies'),
    approvers: z
      .array(z.string())
      .describe('Groups, users, and roles of the model, e.g. `role:validator`'),
    roles: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
          people: z.array(z.string()).describe('Entity refs of users'),
        }),
      )
      .optional()
      .describe(
        'The roles that approvers and those who may waive are named by, each with who holds it now and may act',
      ),
    minApprovals: z.number().int(),
    scope: requirementScopeSchema,
    evidence: z.array(evidenceItemSchema),
    waivableBy: z.array(z.string()),
    validFor: z.string().optional(),
    separationOfDuties: z.boolean(),
    digest: z.string(),
    noLongerAsked: z
      .literal(true)
      .optional()
      .describe(
        'Set when no policy asks for it any more, and only a rejection keeps it',
      ),
    factsDigest: z
      .string()
      .optional()
      .describe('Digest of the facts of the model that are shown with it'),
    status: signOffStatusSchema,
    reason: z
      .string()
      .describe('What is missing, or what it rests on, in words'),
    warnings: z
      .array(z.string())
      .describe(
        'What else must be known about it, e.g. that a group of approvers does not exist',
      ),
    waiver: waiverSchema.optional().describe('The waiver that counts, if any'),
    reviewId: z
      .string()
      .optional()
      .describe('The open review in which it is to be decided, if any'),
    approvals: z.number().int().describe('How many approvals count'),
    expiresAt: timestampSchema.optional(),
    decisions: z
      .array(
        decisionSchema.extend({
          ignoredBecause: z
            .string()
            .optional()
            .describe('Why the decision does not count, when it does not'),
        }),
      )
      .describe(
        'The decisions on this requirement, the newest first: those that count, those on the version in question, and the newest others',
      ),
    decisionsLeftOut: z
      .number()
      .int()
      .optional()
      .describe(
        'How many more decisions there are, in the list of decisions; none when left out',
      ),
    viewer: z
      .object({
        mayDecide: z.boolean(),
        reasons: z.array(z.string()).describe('Why the caller may not decide'),
        mayWaive: z.boolean(),
      })
      .describe('What the caller may do about it'),
  })
  .meta({ id: 'RequirementState' });

/**
 * What {@link requirementStateSchema} reads.
 *
 * @public
 */
export type RequirementState = z.output<typeof requirementStateSchema>;

/**
 * The sign-offs of one version of a model.
 *
 * @public
 */
export const governanceStateSchema = z
  .object({
    version: z.string().optional().describe('The version in question'),
    status: modelSignOffStatusSchema,
    requirements: z.array(requirementStateSchema),
    reviews: z
      .array(reviewSchema)
      .describe('Reviews of the version in question, the newest first'),
    unsanctioned: z
      .array(unsanctionedDeploymentSchema)
      .describe('Of all versions that run'),
  })
  .meta({ id: 'GovernanceState' });

/**
 * What {@link governanceStateSchema} reads.
 *
 * @public
 */
export type GovernanceState = z.output<typeof governanceStateSchema>;
