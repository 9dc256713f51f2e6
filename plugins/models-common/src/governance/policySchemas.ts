import { z } from 'zod';
import { nameSchema } from '../api/fields';

/**
 * What happens when a version without its sign-offs is to run in an environment:
 * the gate says no (`prevent`), it says yes with the reasons (`warn`), or it says yes
 * and nobody is notified (`record`). In all three the deployment is shown as unsanctioned.
 *
 * @public
 */
export const ENFORCEMENTS = ['prevent', 'warn', 'record'] as const;

/**
 * Schema of {@link Enforcement}.
 *
 * @public
 */
export const enforcementSchema = z.enum(ENFORCEMENTS);

/**
 * One of {@link ENFORCEMENTS}.
 *
 * @public
 */
export type Enforcement = z.output<typeof enforcementSchema>;

/**
 * Whether a sign-off is good for the version it was given for, or for the model
 * whatever its version.
 *
 * @public
 */
export const requirementScopeSchema = z.enum(['version', 'model']);

/**
 * What {@link requirementScopeSchema} reads.
 *
 * @public
 */
export type RequirementScope = z.output<typeof requirementScopeSchema>;

/**
 * Schema of what identifies something in the configuration.
 *
 * @public
 */
export const configIdSchema = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be 1 to 63 lower-case letters, digits or dashes',
  );

/**
 * A named piece of evidence that an approval must come with.
 *
 * @public
 */
export const evidenceItemSchema = z.strictObject({
  id: configIdSchema,
  title: nameSchema,
  description: z.string().trim().max(2_000).optional(),
});

/**
 * What {@link evidenceItemSchema} reads.
 *
 * @public
 */
export type EvidenceItem = z.output<typeof evidenceItemSchema>;

/**
 * A policy that applies to a model.
 *
 * @public
 */
export const effectivePolicySchema = z
  .object({
    id: z.string(),
    title: z.string(),
    digest: z
      .string()
      .describe('Changes whenever the policy asks for something else'),
    because: z
      .array(z.string())
      .describe('Why it applies to the model, in words'),
  })
  .meta({ id: 'EffectivePolicy' });

/**
 * What {@link effectivePolicySchema} reads.
 *
 * @public
 */
export type EffectivePolicy = z.output<typeof effectivePolicySchema>;
