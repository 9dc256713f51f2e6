import { z } from 'zod';
import {
  durationSchema,
  environmentNameSchema,
  nameSchema,
} from '../api/fields';
import { lifecycleConfigSchema } from '../lifecycle/config';
import { unknownStage } from '../lifecycle/stageMoves';
import {
  Lifecycle,
  lifecycleStageSchema,
  startStage,
} from '../lifecycle/stages';
import { ownershipConfigSchema } from '../ownership/config';
import { monitoringConfigSchema } from '../monitoring/thresholds';
import {
  approverSchema,
  groupOrUserSchema,
  namesConfiguredRoles,
} from './approverSchema';
import { matchSchema, mistakeAboutStages } from './match';
import {
  configIdSchema,
  enforcementSchema,
  evidenceItemSchema,
  requirementScopeSchema,
} from './policySchemas';

/**
 * One sign-off that a policy asks for before a version may enter a stage.
 *
 * @public
 */
export const requirementSchema = z.strictObject({
  id: configIdSchema,
  title: nameSchema,
  description: z.string().trim().max(2_000).optional(),
  /** The stage that a version may not enter without this sign-off. */
  stage: lifecycleStageSchema,
  /**
   * Who may give it: groups, with their nested groups, users, and roles of the model,
   * e.g. `role:validator`.
   */
  approvers: z
    .array(approverSchema)
    .min(1, 'name at least one group, user or role'),
  /** How many different people must approve. */
  minApprovals: z.number().int().min(1).default(1),
  /** After how long an approval expires, ISO 8601; never when left out. */
  validFor: durationSchema.optional(),
  /**
   * Whether the owner of the model, whoever opened the review and whoever registered
   * the version are kept from deciding.
   */
  separationOfDuties: z.boolean().default(true),
  /** Whether it is good for one version, or for the model whatever its version. */
  scope: requirementScopeSchema.default('version'),
  /** What an approval must come with. */
  evidence: z
    .array(evidenceItemSchema)
    .max(30)
    .superRefine(noDuplicates('evidence item', item => item.id))
    .default([]),
  /** Who may waive it, named as approvers are; nobody when empty. */
  waivableBy: z.array(approverSchema).default([]),
});

/**
 * What {@link requirementSchema} reads.
 *
 * @public
 */
export type Requirement = z.output<typeof requirementSchema>;

/**
 * A set of requirements, and which models they are asked of.
 *
 * @public
 */
export const policySchema = z.strictObject({
  id: configIdSchema,
  title: nameSchema,
  description: z.string().trim().max(2_000).optional(),
  match: matchSchema,
  requirements: z
    .array(requirementSchema)
    .min(1, 'ask for at least one sign-off')
    .superRefine(
      noDuplicates('requirement', r => `${r.id}' before '${r.stage}`),
    ),
});

/**
 * What {@link policySchema} reads.
 *
 * @public
 */
export type Policy = z.output<typeof policySchema>;

/**
 * An environment that models are deployed to.
 *
 * @public
 */
export const environmentSchema = z.strictObject({
  name: environmentNameSchema,
  /** Versions that run here need the sign-offs of this stage; none when left out. */
  stage: lifecycleStageSchema.optional(),
  /** Colour that it is shown in, e.g. `#2563eb`. */
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'write a colour as #rrggbb')
    .optional(),
  /** What happens when they lack them. */
  enforcement: enforcementSchema.default('prevent'),
});

/**
 * What {@link environmentSchema} reads.
 *
 * @public
 */
export type Environment = z.output<typeof environmentSchema>;

function noDuplicates<T>(what: string, key: (item: T) => string) {
  return (items: T[], context: z.RefinementCtx) => {
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      if (seen.has(key(item))) {
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `${what} '${key(item)}' is declared twice`,
        });
      }
      seen.add(key(item));
    }
  };
}

// Which of two groups is the stricter one cannot be told: neither may be dropped.
function noOtherApprovers(policies: Policy[], context: z.RefinementCtx): void {
  const known = new Map<string, { policy: string; approvers: string }>();
  for (const [policyIndex, policy] of policies.entries()) {
    for (const [index, requirement] of policy.requirements.entries()) {
      const key = `${requirement.stage}/${requirement.id}`;
      const approvers = [...new Set(requirement.approvers)].sort().join(', ');
      const other = known.get(key);
      if (other && other.approvers !== approvers) {
        context.addIssue({
          code: 'custom',
          path: [policyIndex, 'requirements', index, 'approvers'],
          message: `the policy '${other.policy}' asks others (${other.approvers}) for '${requirement.id}' before '${requirement.stage}'; name the same approvers, or give one of the two another id`,
        });
      }
      known.set(key, { policy: policy.id, approvers });
    }
  }
}

interface StageNames {
  lifecycle: Lifecycle;
  environments: Environment[];
  governance: { policies: Policy[] };
}

// A policy before a stage that does not exist would govern nothing.
function namesConfiguredStages(
  { lifecycle, environments, governance }: StageNames,
  context: z.RefinementCtx,
): void {
  const complain = (
    path: Array<string | number>,
    message: string | undefined,
  ): void => {
    if (message) {
      context.addIssue({ code: 'custom', path, message });
    }
  };
  for (const [index, { stage }] of environments.entries()) {
    complain(
      ['environments', index, 'stage'],
      stage && unknownStage(lifecycle, stage),
    );
  }
  for (const [
    index,
    { match, requirements },
  ] of governance.policies.entries()) {
    const policy = ['governance', 'policies', index];
    complain([...policy, 'match'], mistakeAboutStages(match, lifecycle));
    for (const [place, { stage }] of requirements.entries()) {
      complain(
        [...policy, 'requirements', place, 'stage'],
        stage === startStage(lifecycle)
          ? `every version begins in ${stage} and can only be decided about afterwards; ask before a later stage`
          : unknownStage(lifecycle, stage),
      );
    }
  }
}

/**
 * What an installation configures under `models`.
 *
 * @public
 */
export const modelsConfigSchema = z
  .strictObject({
    /** The stages of versions, and the moves between them. */
    lifecycle: lifecycleConfigSchema.prefault({}),
    environments: z
      .array(environmentSchema)
      .superRefine(noDuplicates('environment', e => e.name))
      .default([]),
    ownership: ownershipConfigSchema.prefault({}),
    /** What modules read that bring facts from other systems, each in its own words. */
    sources: z.record(z.string(), z.unknown()).default({}),
    governance: z
      .strictObject({
        policies: z
          .array(policySchema)
          .superRefine(noDuplicates('policy', p => p.id))
          .superRefine(noOtherApprovers)
          .default([]),
        /** Whether a version enters the stage by itself once its review has all sign-offs. */
        promotion: z.enum(['automatic', 'manual']).default('manual'),
        /** Groups and users who are told of unsanctioned deployments, beside the owner. */
        board: z.array(groupOrUserSchema).default([]),
        checkpoints: z
          .strictObject({
            /** How often the heads of all ledgers are recorded, ISO 8601. */
            every: durationSchema.default('PT1H'),
            /** Ed25519 private key, PEM (PKCS #8), that signs checkpoints. */
            signingKey: z.string().min(1).optional(),
          })
          .default({ every: 'PT1H' }),
      })
      .prefault({}),
    monitoring: monitoringConfigSchema,
  })
  .superRefine(namesConfiguredStages)
  .superRefine(namesConfiguredRoles);

/**
 * What {@link modelsConfigSchema} reads.
 *
 * @public
 */
export type ModelsConfig = z.output<typeof modelsConfigSchema>;
