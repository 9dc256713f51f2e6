import {
  ModelOverview,
  RequirementState,
  Review,
} from '@modelry/backstage-plugin-models-common';
import { SeenRequirement } from './useDecide';

/** What happened to a requirement since a person began to decide it. */
export interface Changes {
  /** Each as a sentence. */
  sentences: string[];
  /** Whether what is asked for, or what it is asked about, differs now. */
  isOther: boolean;
}

/**
 * Finds what happened since a person began to decide a requirement.
 *
 * @param options - `base` is what the person decides, `newest` the newest version when
 *   they began, and `now` how things are for the version that they decide.
 */
export function whatChanged(options: {
  seen: SeenRequirement;
  base: RequirementState;
  newest: string | undefined;
  now: ModelOverview;
}): Changes {
  const { seen, base, newest, now } = options;
  const latest = now.lifecycle.versions[0]?.version;
  const arrived =
    latest !== undefined && latest !== newest && latest !== seen.version
      ? [
          `Version ${latest} was registered meanwhile; you decide on version ${seen.version}`,
        ]
      : [];
  // While it loads, what is known may be about another version.
  if (now.governance.version !== seen.version) {
    return { sentences: arrived, isOther: false };
  }
  const current = findRequirement(now, base);
  if (!current) {
    return {
      sentences: [...arrived, 'No policy asks for this sign-off any more'],
      isOther: false,
    };
  }
  const isOtherPolicy = current.digest !== base.digest;
  const hasOtherFacts = current.factsDigest !== base.factsDigest;
  return {
    sentences: [
      ...arrived,
      ...(isOtherPolicy ? ['The policy asks for something else now'] : []),
      ...(hasOtherFacts
        ? ['Facts about the model that decisions rest on have changed']
        : []),
      ...reviewChanges(base, current, now.governance.reviews),
      ...rightChanges(base, current),
    ],
    isOther: isOtherPolicy || hasOtherFacts,
  };
}

/** The same requirement in another answer of the server. */
export function findRequirement(
  { governance }: ModelOverview,
  { id, stage }: Pick<RequirementState, 'id' | 'stage'>,
): RequirementState | undefined {
  return governance.requirements.find(
    one => one.id === id && one.stage === stage,
  );
}

function reviewChanges(
  base: RequirementState,
  current: RequirementState,
  reviews: readonly Review[],
): string[] {
  if (current.reviewId === base.reviewId) {
    return [];
  }
  const before = reviews.find(({ id }) => id === base.reviewId);
  const ended =
    base.reviewId === undefined
      ? []
      : [describeEnd(before?.status ?? 'closed', before?.closed?.reason)];
  return current.reviewId === undefined
    ? ended
    : [...ended, 'A new review of it is open'];
}

function describeEnd(status: Review['status'], reason: string | undefined) {
  const words =
    status === 'completed'
      ? 'Its review is completed'
      : `Its review was ${status === 'open' ? 'closed' : status}`;
  return reason ? `${words} (“${reason.replace(/\.$/, '')}”)` : words;
}

function rightChanges(
  base: RequirementState,
  current: RequirementState,
): string[] {
  return base.viewer.mayDecide && !current.viewer.mayDecide
    ? [
        `You may not decide it any more: ${current.viewer.reasons
          .map(reason => reason.replace(/\.$/, ''))
          .join('; ')}`,
      ]
    : [];
}
