import {
  ModelOverview,
  RequirementState,
  Review,
} from '@modelry/backstage-plugin-models-common';
import { SeenRequirement } from './useSeenRequirement';

/** What happened to a requirement since a person began to act on it. */
export interface Changes {
  /** Each as a sentence. */
  sentences: string[];
  /** Whether what is asked for, or what it is asked about, differs now. */
  isOther: boolean;
}

/**
 * Finds what happened since a person began to act on a requirement.
 *
 * @param options - `base` is what the person acts on, `newest` the newest version when
 *   they began, `now` how things are for the version that it is about, and `act` what
 *   they are about to do.
 */
export function whatChanged(options: {
  seen: SeenRequirement;
  base: RequirementState;
  newest: string | undefined;
  now: ModelOverview;
  act: 'decide' | 'waive';
}): Changes {
  const { seen, base, newest, now, act } = options;
  const latest = now.lifecycle.versions[0]?.version;
  const arrived =
    latest !== undefined && latest !== newest && latest !== seen.version
      ? [
          `Version ${latest} was registered meanwhile; you ${act} ${
            act === 'decide' ? 'on' : 'it for'
          } version ${seen.version}`,
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
      ...waiverChanges(base, current),
      ...rightChanges(base, current, act),
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

function waiverChanges(
  { waiver: before }: RequirementState,
  { waiver: after }: RequirementState,
): string[] {
  if (after?.id === before?.id) {
    return [];
  }
  return after
    ? [`It was waived meanwhile, until ${after.until.slice(0, 10)}`]
    : ['The waiver of it does not count any more'];
}

function rightChanges(
  { viewer: before }: RequirementState,
  { viewer: after }: RequirementState,
  act: 'decide' | 'waive',
): string[] {
  if (act === 'waive') {
    return before.mayWaive && !after.mayWaive
      ? ['You may not waive it any more']
      : [];
  }
  return before.mayDecide && !after.mayDecide
    ? [
        `You may not decide it any more: ${after.reasons
          .map(reason => reason.replace(/\.$/, ''))
          .join('; ')}`,
      ]
    : [];
}
