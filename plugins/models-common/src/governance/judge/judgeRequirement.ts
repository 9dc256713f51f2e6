import { Lifecycle } from '../../lifecycle/stages';
import { EffectiveRequirement } from '../effectiveRequirements';
import { ApproverDirectory, GovernanceRecord, OtherDuties } from '../record';
import { ModelFacts } from '../factsSchemas';
import { Decision, SignOffStatus } from '../schemas';
import { Waiver } from '../waiverSchemas';
import { findAboutApprovers } from './approvers';
import { conclude } from './conclude';
import { isReached } from './expiry';
import { askedAnewAt, openReviewOf, reviewsCovering } from './reviews';
import { findWaiver } from './waivers';
import { WeighedDecision, weighDecisions } from './weighDecisions';

/**
 * Where a requirement stands for a version, with every reason.
 *
 * @public
 */
export interface RequirementVerdict {
  /** Where it stands. */
  status: SignOffStatus;
  /** What is missing, or what it rests on, in words. */
  reason: string;
  /** What else must be known, e.g. that a group of approvers does not exist. */
  warnings: string[];
  /** How many approvals count. */
  approvals: number;
  /** ISO 8601; when it stops being approved unless renewed, or when it stopped. */
  expiresAt?: string;
  /** ISO 8601; the next instant at which the verdict changes without anybody acting. */
  nextChangeAt?: string;
  /** All decisions on the requirement, newest first, each with why it does not count. */
  decisions: Array<Decision & { ignoredBecause?: string }>;
  /** The waiver that counts, also when a rejection outweighs it. */
  waiver?: Waiver;
  /** The newest open review in which it is to be decided. */
  reviewId?: string;
}

/**
 * What a verdict on a model's requirements rests on, beside the requirement.
 *
 * @public
 */
export interface JudgementContext {
  /** The configured stages. */
  lifecycle: Lifecycle;
  /** The facts of the model now. */
  facts: ModelFacts;
  /** What was done about the model, in any order. */
  record: GovernanceRecord;
  /** What the catalog knows of approvers; nothing is said of those that it lacks. */
  approvers?: ApproverDirectory;
  /**
   * Who has another duty about the version in question; nothing is said of whom the
   * separation of duties keeps out when it is left out. The directory must have the owner.
   */
  duties?: OtherDuties;
  /** Which of those who decided are in the catalog; nothing is said when left out. */
  knownPeople?: ReadonlySet<string>;
  /** The moment of the verdict. */
  now: Date;
}

/**
 * Judges one requirement for one version from what was done about the model.
 *
 * @remarks
 *
 * One person counts once: their newest decision replaces their earlier ones for good.
 * A rejection outweighs any number of approvals, and a waiver, until it is withdrawn,
 * replaced by the same person, or a new review is opened; the approvals and waivers from
 * before such a new review do not count either.
 *
 * @param options - `version` is the version in question, or nothing when none is
 *   known; the record may hold what is about other requirements, it is skipped.
 * @public
 */
export function judgeRequirement(
  options: JudgementContext & {
    requirement: EffectiveRequirement;
    version: string | undefined;
  },
): RequirementVerdict {
  const { requirement, record, now } = options;
  const anewAt = askedAnewAt(options);
  const weighed = weighDecisions({ ...options, anewAt });
  const counting = weighed.filter(({ ignored }) => !ignored);
  const approvals = counting.filter(w => w.decision.decision === 'approved');
  const waiver = findWaiver({ ...options, waivers: record.waivers, anewAt });
  const review = openReviewOf({ ...options, reviews: record.reviews });
  const { warnings, nobody } = findAboutApprovers({
    ...options,
    counting: counting.map(w => w.decision),
    reviews: reviewsCovering({ ...options, reviews: record.reviews }),
  });
  const { status, reason } = conclude({
    requirement,
    weighed,
    counting: counting.map(w => w.decision),
    approvals: approvals.map(w => w.decision),
    waiver,
    underReview: review !== undefined,
    roleHolders: record.roleHolders,
    nobody,
  });
  const expiresAt = findExpiry({ requirement, weighed, status, now });
  const nextChangeAt = earliest([
    ...approvals.flatMap(w => w.expiresAt ?? []),
    ...(waiver ? [waiver.until] : []),
  ]);
  return {
    status,
    reason,
    warnings: [...warnings, ...unheeded({ status, counting })],
    approvals: approvals.length,
    ...(expiresAt && { expiresAt }),
    ...(nextChangeAt && { nextChangeAt }),
    decisions: weighed.map(({ decision, ignored }) => ({
      ...decision,
      ...(ignored && { ignoredBecause: ignored.text }),
    })),
    ...(waiver && { waiver }),
    ...(review && { reviewId: review.id }),
  };
}

// Others may have approved enough; that somebody wanted changes must not go unseen.
function unheeded(options: {
  status: SignOffStatus;
  counting: readonly WeighedDecision[];
}): string[] {
  const { status, counting } = options;
  return status === 'approved' || status === 'waived'
    ? counting.flatMap(({ decision: { decision, decidedBy } }) =>
        decision === 'changes-requested'
          ? [`${decidedBy} asks for changes`]
          : [],
      )
    : [];
}

// With one approval more than needed, the sign-off outlives the first that expires.
function findExpiry(options: {
  requirement: EffectiveRequirement;
  weighed: readonly WeighedDecision[];
  status: SignOffStatus;
  now: Date;
}): string | undefined {
  const { requirement, weighed, status, now } = options;
  const ends = weighed
    .filter(
      ({ decision, ignored }) =>
        decision.decision === 'approved' &&
        (!ignored || ignored.kind === 'expired'),
    )
    .map(({ expiresAt }) => expiresAt)
    .sort((a, b) => millisOf(b) - millisOf(a));
  const needed = requirement.minApprovals;
  switch (status) {
    case 'approved':
      return ends[needed - 1];
    case 'expired':
      return ends[Math.min(needed, ends.length) - 1];
    case 'pending': {
      const end = ends[needed - 1];
      return end && isReached(end, now) ? end : undefined;
    }
    default:
      return undefined;
  }
}

function millisOf(instant: string | undefined): number {
  return instant ? Date.parse(instant) : Number.MAX_SAFE_INTEGER;
}

/**
 * The earliest of some instants, in UTC.
 *
 * @public
 */
export function earliest(instants: readonly string[]): string | undefined {
  return instants.length > 0
    ? new Date(Math.min(...instants.map(Date.parse))).toISOString()
    : undefined;
}
