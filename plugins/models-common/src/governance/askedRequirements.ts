import { z } from 'zod';
import { lifecycleStageSchema } from '../lifecycle/stages';
import { EffectiveRequirement, policyDigest } from './effectiveRequirements';
import { changedFacts } from './facts';
import { ModelFacts, modelFactsSchema } from './factsSchemas';
import { Policy } from './policy';

/**
 * For how long the same requirement is not reported as lost again, in hours: a model
 * whose facts go to and fro must not fill its ledger, nor anybody's inbox.
 *
 * @public
 */
export const LOSS_QUIET_HOURS = 24;

const HOUR_MS = 3_600_000;

/**
 * What the policies were known to ask of a model, so that it is noticed when they ask
 * for less.
 *
 * @public
 */
export const askedBaselineSchema = z.object({
  /** The facts of the model while all of this was asked for. */
  facts: modelFactsSchema,
  requirements: z.array(
    z.object({
      id: z.string(),
      stage: lifecycleStageSchema,
      title: z.string(),
      digest: z.string(),
      policies: z.array(
        z.object({
          id: z.string(),
          digest: z.string(),
          because: z.array(z.string()),
        }),
      ),
      /** Whether it is asked for, or its loss is so recent that it is remembered. */
      asked: z.boolean(),
      /** When its loss was reported last; ISO 8601. */
      lostAt: z.string().optional(),
    }),
  ),
});

/**
 * What {@link askedBaselineSchema} reads.
 *
 * @public
 */
export type AskedBaseline = z.output<typeof askedBaselineSchema>;

/**
 * One requirement of an {@link AskedBaseline}.
 *
 * @public
 */
export type AskedRequirement = AskedBaseline['requirements'][number];

/**
 * A requirement that was asked for and is not any more: because of the `facts` of the
 * model, when a policy that asked for it is what it was, or because the `policies` are
 * others.
 *
 * @public
 */
export interface LostRequirement extends AskedRequirement {
  /** Why it is asked for no longer. */
  cause: 'facts' | 'policies';
}

/**
 * Compares what the policies ask of a model with what they were known to ask for.
 *
 * @param options - `known` is nothing for a model that nobody looked at before: nothing
 *   is lost then.
 * @returns what to remember from now on; what is lost and to be reported; and when to
 *   look again, because a loss is not reported yet for having been reported within the
 *   last {@link LOSS_QUIET_HOURS} hours.
 * @public
 */
export function compareAsked(options: {
  known: AskedBaseline | undefined;
  requirements: readonly EffectiveRequirement[];
  facts: ModelFacts;
  policies: readonly Policy[];
  now: Date;
}): { baseline: AskedBaseline; lost: LostRequirement[]; dueAt?: string } {
  const { known, requirements, facts, now } = options;
  const before = new Map(known?.requirements.map(one => [keyOf(one), one]));
  const asked = requirements.map(requirement =>
    toAsked(requirement, before.get(keyOf(requirement))),
  );
  const isAsked = new Set(asked.map(keyOf));
  const gone = [...before.values()].filter(one => !isAsked.has(keyOf(one)));
  const quiet = gone.filter(one => now.getTime() < endOfQuiet(one));
  const lost = gone.filter(one => one.asked && !quiet.includes(one));
  const waiting = quiet.filter(one => one.asked);
  const remembered = [
    ...quiet,
    ...lost.map(one => ({ ...one, asked: false, lostAt: now.toISOString() })),
  ];
  const dueAt = Math.min(...waiting.map(endOfQuiet));
  return {
    baseline: {
      // What is reported later must say what the facts were before.
      facts: waiting.length > 0 && known ? known.facts : facts,
      requirements: [...asked, ...remembered],
    },
    lost: lost.map(one => ({ ...one, cause: causeOf(one, options.policies) })),
    ...(waiting.length > 0 && { dueAt: new Date(dueAt).toISOString() }),
  };
}

/**
 * Says in words why requirements are asked for no longer: which facts changed, or what
 * it was about the model for which they were asked.
 *
 * @public
 */
export function describeLoss(
  lost: readonly LostRequirement[],
  facts: { before: ModelFacts; after: ModelFacts },
): string {
  const changes = changedFacts(facts.before, facts.after).map(
    ({ field, before = 'not given', after = 'not given' }) =>
      `${field} was ${before} and is ${after}`,
  );
  const reasons = lost.flatMap(({ policies }) =>
    policies.flatMap(({ because }) => because),
  );
  const isOfFacts = lost.some(({ cause }) => cause === 'facts');
  const why = isOfFacts
    ? changes.join('; ') ||
      `it was so before that ${[...new Set(reasons)].join(', and ')}`
    : 'the policies have changed';
  return `No longer asked for: ${lost
    .map(({ title, stage }) => `${title} (before ${stage})`)
    .join(', ')}; ${why}`;
}

function toAsked(
  requirement: EffectiveRequirement,
  known: AskedRequirement | undefined,
): AskedRequirement {
  const { id, stage, title, digest, policies } = requirement;
  return {
    ...{ id, stage, title, digest, asked: true },
    policies: policies.map(policy => ({
      id: policy.id,
      digest: policy.digest,
      because: policy.because,
    })),
    ...(known?.lostAt && { lostAt: known.lostAt }),
  };
}

function causeOf(
  { policies: askedBy }: AskedRequirement,
  policies: readonly Policy[],
): LostRequirement['cause'] {
  const unchanged = new Set(policies.map(policyDigest));
  return askedBy.some(({ digest }) => unchanged.has(digest))
    ? 'facts'
    : 'policies';
}

function endOfQuiet({ lostAt }: AskedRequirement): number {
  return lostAt ? Date.parse(lostAt) + LOSS_QUIET_HOURS * HOUR_MS : 0;
}

function keyOf({ id, stage }: { id: string; stage: string }): string {
  return `${stage}/${id}`;
}
