import { Lifecycle } from '../../lifecycle/stages';
import { EffectiveRequirement } from '../effectiveRequirements';
import { ModelFacts } from '../factsSchemas';
import { GovernanceRecord } from '../record';
import { Waiver } from '../waiverSchemas';
import { isReached } from './expiry';
import { RequirementVerdict } from './judgeRequirement';
import { askedAnewAt } from './reviews';
import { whyWaiverIsVoid } from './waivers';

/**
 * A waiver that nobody revoked, with what it is good for.
 *
 * @public
 */
export interface StandingWaiver {
  /** As it was granted. */
  waiver: Waiver;
  /** What it sets aside; nothing when no policy asks for it any more. */
  requirement?: EffectiveRequirement;
  /** Why it does not count any more, in words; it may also be over. */
  voidBecause?: string;
  /**
   * Whether something that needs the requirement has nothing else: it is sanctioned by
   * this waiver, or was until it ended.
   */
  isNeeded: boolean;
}

/**
 * Says of each waiver of a model that nobody revoked whether it counts, and whether
 * anything depends on it. One that is over is left out, unless something did until then
 * and has nothing else.
 *
 * @param options - `needed` are the verdicts on what the model and its deployments need,
 *   each with the version that it is about.
 * @public
 */
export function standingWaivers(options: {
  lifecycle: Lifecycle;
  requirements: readonly EffectiveRequirement[];
  record: GovernanceRecord;
  facts: ModelFacts;
  version: string | undefined;
  needed: ReadonlyArray<{
    version: string | undefined;
    requirement: EffectiveRequirement;
    verdict: Pick<RequirementVerdict, 'status' | 'waiver'>;
  }>;
  now: Date;
}): StandingWaiver[] {
  const { requirements, record, needed, now } = options;
  return record.waivers
    .filter(({ revoked }) => !revoked)
    .map(waiver => {
      const requirement = requirements.find(one => isAbout(waiver, one));
      const version = waiver.version ?? options.version;
      const voidBecause = whyWaiverIsVoid({
        ...{ ...options, requirement, waiver },
        anewAt:
          requirement && askedAnewAt({ ...options, requirement, version }),
      });
      const isOver = isReached(waiver.until, now);
      return {
        waiver,
        ...(requirement && { requirement }),
        ...(voidBecause && { voidBecause }),
        isNeeded: needed.some(
          item =>
            isAbout(waiver, item.requirement) &&
            (waiver.version ?? item.version) === item.version &&
            (item.verdict.status === 'waived'
              ? item.verdict.waiver?.id === waiver.id
              : isOver && !voidBecause && isOpen(item.verdict)),
        ),
        isOver,
      };
    })
    .filter(({ isOver, isNeeded }) => isNeeded || !isOver)
    .map(({ isOver: _, ...standing }) => standing);
}

function isAbout(
  { requirement, stage }: Waiver,
  { id, stage: before }: EffectiveRequirement,
): boolean {
  return requirement === id && stage === before;
}

function isOpen({ status }: Pick<RequirementVerdict, 'status'>): boolean {
  return status !== 'approved' && status !== 'rejected';
}
