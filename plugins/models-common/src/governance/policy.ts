import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import { Duration } from 'luxon';
import { z } from 'zod';
import {
  durationSchema,
  environmentNameSchema,
  nameSchema,
} from '../api/fields';
import { lifecycleStageSchema } from '../lifecycle/stages';
import { sha256OfJson } from './canonicalJson';
import { matchSchema } from './match';

const idSchema = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be 1 to 63 lower-case letters, digits or dashes',
  );

const approverSchema = z.string().transform((ref, context) => {
  try {
    const parsed = parseEntityRef(ref, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    const kind = parsed.kind.toLocaleLowerCase('en-US');
    if (kind === 'group' || kind === 'user') {
      return stringifyEntityRef(parsed);
    }
  } catch {
    // answered below, together with refs of other kinds
  }
  context.addIssue({
    code: 'custom',
    message: `'${ref}' names no group or user; write e.g. group:default/model-validation`,
  });
  return z.NEVER;
});

/**
 * One sign-off that a policy asks for before a version may enter a stage.
 *
 * @public
 */
export const requirementSchema = z.strictObject({
  id: idSchema,
  title: nameSchema,
  description: z.string().trim().max(2_000).optional(),
  /** The stage that a version may not enter without this sign-off. */
  stage: lifecycleStageSchema,
  /** Groups, with their nested groups, and users who may give it. */
  approvers: z.array(approverSchema).min(1, 'name at least one group or user'),
  /** How many different people must approve. */
  minApprovals: z.number().int().min(1).default(1),
  /** After how long an approval expires, ISO 8601; never when left out. */
  validFor: durationSchema.optional(),
  /** Whether the owner and whoever registered the version are kept from deciding. */
  separationOfDuties: z.boolean().default(true),
});

/** @public */
export type Requirement = z.output<typeof requirementSchema>;

/**
 * A set of requirements, and which models they are asked of.
 *
 * @public
 */
export const policySchema = z.strictObject({
  id: idSchema,
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

/** @public */
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
});

/** @public */
export type Environment = z.output<typeof environmentSchema>;

function noDuplicates<T>(what: string, key: (item: T) => string) {
  return (items: T[], context: z.RefinementCtx) => {
    const seen = new Set<string>();
    items.forEach((item, index) => {
      if (seen.has(key(item))) {
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `${what} '${key(item)}' is declared twice`,
        });
      }
      seen.add(key(item));
    });
  };
}

/**
 * What an installation configures under `models`.
 *
 * @public
 */
export const modelsConfigSchema = z.strictObject({
  environments: z
    .array(environmentSchema)
    .superRefine(noDuplicates('environment', e => e.name))
    .default([]),
  governance: z
    .strictObject({
      policies: z
        .array(policySchema)
        .superRefine(noDuplicates('policy', p => p.id))
        .default([]),
    })
    .default({ policies: [] }),
});

/** @public */
export type ModelsConfig = z.output<typeof modelsConfigSchema>;

/**
 * A requirement that applies to a model, and the policy that asks for it.
 *
 * @public
 */
export interface EffectiveRequirement extends Requirement {
  policy: { id: string; title: string };
  /** Changes whenever the requirement asks for something else. */
  digest: string;
}

/**
 * Digest of all that a requirement asks for; titles and descriptions do not count.
 *
 * @public
 */
export function requirementDigest(requirement: Requirement): string {
  const { id, stage, approvers, minApprovals, validFor, separationOfDuties } =
    requirement;
  return sha256OfJson({
    id,
    stage,
    approvers: [...approvers].sort(),
    minApprovals,
    separationOfDuties,
    ...(validFor && { validFor }),
  });
}

/**
 * Collects what all matching policies ask of a model.
 *
 * @remarks
 *
 * Requirements add up. Where two policies ask for a requirement of the same id
 * before the same stage, the stricter one wins: more approvals, then the shorter
 * validity, then separation of duties, then fewer approvers.
 *
 * @public
 */
export function effectiveRequirements(options: {
  policies: readonly Policy[];
  entity: Entity;
}): EffectiveRequirement[] {
  const chosen = new Map<string, EffectiveRequirement>();
  for (const policy of options.policies) {
    if (evaluateFilterPredicate(policy.match, options.entity)) {
      for (const requirement of policy.requirements) {
        const candidate = {
          ...requirement,
          policy: { id: policy.id, title: policy.title },
          digest: requirementDigest(requirement),
        };
        const key = `${requirement.stage}/${requirement.id}`;
        const known = chosen.get(key);
        if (!known || compareStrictness(candidate, known) > 0) {
          chosen.set(key, candidate);
        }
      }
    }
  }
  return [...chosen.values()];
}

function compareStrictness(a: Requirement, b: Requirement): number {
  const validity = ({ validFor }: Requirement) =>
    validFor ? Duration.fromISO(validFor).toMillis() : Infinity;
  return (
    a.minApprovals - b.minApprovals ||
    Math.sign(validity(b) - validity(a) || 0) ||
    Number(a.separationOfDuties) - Number(b.separationOfDuties) ||
    b.approvers.length - a.approvers.length
  );
}
