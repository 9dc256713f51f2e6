import { LifecycleStage, stagesOnTheWayTo } from '../lifecycle/stages';
import { EffectiveRequirement } from './effectiveRequirements';
import {
  JudgementContext,
  RequirementVerdict,
  judgeRequirement,
} from './judge/judgeRequirement';
import {
  ModelSignOffStatus,
  SIGN_OFF_STATUSES,
  SignOffStatus,
} from './schemas';

/**
 * The sign-off status of a model: the worst of its requirements.
 *
 * @public
 */
export function worstSignOff(
  requirements: ReadonlyArray<{ status: SignOffStatus }>,
): ModelSignOffStatus {
  return requirements.reduce<ModelSignOffStatus>(
    (worst, { status }) =>
      worst === 'not-required' ||
      SIGN_OFF_STATUSES.indexOf(status) > SIGN_OFF_STATUSES.indexOf(worst)
        ? status
        : worst,
    'not-required',
  );
}

/**
 * Tells whether nothing is missing any more: a requirement is approved or waived.
 *
 * @public
 */
export function isFulfilled({ status }: { status: SignOffStatus }): boolean {
  return status === 'approved' || status === 'waived';
}

/**
 * A requirement, and where it stands.
 *
 * @public
 */
export interface JudgedRequirement {
  /** What is asked for. */
  requirement: EffectiveRequirement;
  /** Where it stands. */
  verdict: RequirementVerdict;
}

/**
 * Judges all that a version needs before it may hold a stage: the requirements of the
 * stage and of those on the way to it.
 *
 * @remarks
 *
 * What no policy asks for any more stands in the way only where it was rejected.
 *
 * @param options - `requirements` are those in force, as `requirementsInForce` collects
 *   them.
 * @public
 */
export function judgeStage(
  options: JudgementContext & {
    requirements: readonly EffectiveRequirement[];
    stage: LifecycleStage;
    version: string | undefined;
  },
): JudgedRequirement[] {
  const way = stagesOnTheWayTo(options.lifecycle, options.stage);
  return judgeRequirements({
    ...options,
    requirements: options.requirements.filter(({ stage }) =>
      way.includes(stage),
    ),
  });
}

/**
 * Judges requirements for one version; those that no policy asks for any more are left
 * out unless they were rejected.
 *
 * @public
 */
export function judgeRequirements(
  options: JudgementContext & {
    requirements: readonly EffectiveRequirement[];
    version: string | undefined;
  },
): JudgedRequirement[] {
  return options.requirements
    .map(requirement => ({
      requirement,
      verdict: judgeRequirement({ ...options, requirement }),
    }))
    .filter(
      ({ requirement, verdict }) =>
        !requirement.noLongerAsked || verdict.status === 'rejected',
    );
}

/**
 * Judges whether a version may enter a stage.
 *
 * @remarks
 *
 * It needs the sign-offs of the stage and of those on the way to it.
 *
 * @returns the open requirements, each with the reason; none means that it may.
 * @public
 */
export function openRequirements(
  options: JudgementContext & {
    requirements: readonly EffectiveRequirement[];
    stage: LifecycleStage;
    version: string;
  },
): Array<{ id: string; title: string; reason: string }> {
  return judgeStage(options)
    .filter(({ verdict }) => !isFulfilled(verdict))
    .map(({ requirement: { id, title }, verdict: { reason } }) => ({
      id,
      title,
      reason,
    }));
}
