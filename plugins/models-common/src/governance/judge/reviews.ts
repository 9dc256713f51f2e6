import { Lifecycle, stagesOnTheWayTo } from '../../lifecycle/stages';
import { EffectiveRequirement } from '../effectiveRequirements';
import { GovernanceRecord } from '../record';
import { Review } from '../reviewSchemas';
import { Decision } from '../schemas';

/**
 * Finds the newest open review in which a requirement is to be decided for a version.
 *
 * @public
 */
export function openReviewOf(options: {
  lifecycle: Lifecycle;
  requirement: Pick<EffectiveRequirement, 'stage'>;
  version: string | undefined;
  reviews: readonly Review[];
}): Review | undefined {
  return reviewsCovering(options)
    .filter(review => review.status === 'open')
    .reduce<Review | undefined>(
      (newest, review) =>
        newest && newest.sequence > review.sequence ? newest : review,
      undefined,
    );
}

/**
 * Finds all reviews of a version, open or not, that ask for a requirement.
 *
 * @public
 */
export function reviewsCovering(options: {
  lifecycle: Lifecycle;
  requirement: Pick<EffectiveRequirement, 'stage'>;
  version: string | undefined;
  reviews: readonly Review[];
}): Review[] {
  const { lifecycle, requirement, version, reviews } = options;
  return reviews.filter(
    review =>
      review.version === version && asksFor(lifecycle, review, requirement),
  );
}

/** All reviews, open or not, that ask for the requirement: of the version, if it is for one. */
export function reviewsAsking(options: {
  lifecycle: Lifecycle;
  requirement: EffectiveRequirement;
  version: string | undefined;
  reviews: readonly Review[];
}): Review[] {
  const { lifecycle, requirement, version, reviews } = options;
  return reviews.filter(
    review =>
      asksFor(lifecycle, review, requirement) &&
      (requirement.scope === 'model' || review.version === version),
  );
}

/** Whether a decision can count for a version: on a sign-off of the model any can. */
export function isAboutVersion(
  decision: Decision,
  {
    requirement,
    version,
  }: { requirement: EffectiveRequirement; version: string | undefined },
): boolean {
  return requirement.scope === 'model' || decision.version === version;
}

/**
 * Finds where the requirement was asked anew: the newest review that was opened while
 * a rejection stood.
 *
 * @remarks
 *
 * That review sets the rejection aside, and the approvals and waivers before it, too. If
 * they stayed, whoever opens reviews could turn a rejection into a sign-off alone.
 *
 * @returns position of that review in the ledger; 0 when there is none.
 */
export function askedAnewAt(options: {
  lifecycle: Lifecycle;
  requirement: EffectiveRequirement;
  version: string | undefined;
  record: Pick<GovernanceRecord, 'decisions' | 'reviews'>;
}): number {
  const { requirement, record } = options;
  const reviews = reviewsAsking({ ...options, reviews: record.reviews });
  const decisions = record.decisions.filter(
    decision =>
      decision.requirement === requirement.id &&
      decision.stage === requirement.stage &&
      isAboutVersion(decision, options),
  );
  const anew = reviews.filter(review => {
    const newest = new Map<string, Decision>();
    for (const decision of decisions) {
      const other = newest.get(decision.decidedBy);
      if (
        decision.sequence < review.sequence &&
        (!other || other.sequence < decision.sequence)
      ) {
        newest.set(decision.decidedBy, decision);
      }
    }
    // One that an earlier review set aside stands in nobody's way any more.
    const earlier = reviews
      .map(({ sequence }) => sequence)
      .filter(sequence => sequence < review.sequence);
    return [...newest.values()].some(
      ({ decision, withdrawn, sequence }) =>
        decision === 'rejected' &&
        !withdrawn &&
        sequence > Math.max(0, ...earlier),
    );
  });
  return Math.max(0, ...anew.map(review => review.sequence));
}

function asksFor(
  lifecycle: Lifecycle,
  review: Review,
  requirement: Pick<EffectiveRequirement, 'stage'>,
): boolean {
  return stagesOnTheWayTo(lifecycle, review.stage).includes(requirement.stage);
}
