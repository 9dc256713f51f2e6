import fc from 'fast-check';
import { FACTS, requirement } from './__testUtils__/governance';
import {
  AskedBaseline,
  LOSS_QUIET_HOURS,
  compareAsked,
  describeLoss,
} from './askedRequirements';
import { effectiveRequirements, policyDigest } from './effectiveRequirements';
import { Policy, policySchema } from './policy';

const START = Date.parse('2026-03-08T12:00:00Z');
const HOUR = 3_600_000;

const policy: Policy = policySchema.parse({
  id: 'high-risk',
  title: 'High risk',
  match: { 'spec.riskTier': 'high' },
  requirements: [
    {
      id: 'validation',
      title: 'Independent validation',
      stage: 'production',
      approvers: ['group:default/model-validation'],
    },
  ],
});

function ofTier(riskTier: string) {
  return {
    requirements: effectiveRequirements({
      policies: [policy],
      entity: {
        apiVersion: 'modelry.dev/v1alpha1',
        kind: 'Model',
        metadata: { name: 'churn' },
        spec: { riskTier },
      },
    }),
    facts: { ...FACTS, riskTier },
  };
}

const high = ofTier('high');
const low = ofTier('minimal');

function compare(
  known: AskedBaseline | undefined,
  state: typeof high,
  hours: number = 0,
  policies: readonly Policy[] = [policy],
) {
  const now = new Date(START + hours * HOUR);
  return compareAsked({ known, ...state, policies, now });
}

describe('what is asked of a model', () => {
  it('is nothing lost for a model that nobody looked at before', () => {
    expect(compare(undefined, low).lost).toEqual([]);
    expect(compare(undefined, high)).toMatchObject({
      baseline: {
        facts: high.facts,
        requirements: [{ id: 'validation', asked: true }],
      },
      lost: [],
    });
  });

  it('is lost when a fact changes, and told once', () => {
    const { baseline: before } = compare(undefined, high);
    const { baseline, lost } = compare(before, low, 1);
    expect(lost).toMatchObject([
      { id: 'validation', stage: 'production', cause: 'facts' },
    ]);
    expect(compare(baseline, low, 2)).toMatchObject({ lost: [] });
    expect(compare(baseline, low, 200)).toMatchObject({
      baseline: { facts: low.facts, requirements: [] },
      lost: [],
    });
  });

  it('is lost because of the policies when none of them is what it was', () => {
    const { baseline } = compare(undefined, high);
    const other = { ...policy, match: { 'spec.riskTier': 'unacceptable' } };
    expect(policyDigest(other)).not.toBe(policyDigest(policy));
    expect(compare(baseline, low, 1, [other]).lost).toMatchObject([
      { cause: 'policies' },
    ]);
  });

  it('is not lost when it only asks for more or for something else', () => {
    const { baseline } = compare(undefined, high);
    const stricter = [requirement({ minApprovals: 3 })];
    expect(
      compare(baseline, { requirements: stricter, facts: low.facts }).lost,
    ).toEqual([]);
  });

  it('waits with a second loss, and then says what the facts were before', () => {
    const first = compare(compare(undefined, high).baseline, low, 0);
    const back = compare(first.baseline, high, 1);
    const second = compare(back.baseline, low, 2);
    expect(second).toMatchObject({
      lost: [],
      baseline: { facts: high.facts },
      dueAt: new Date(START + LOSS_QUIET_HOURS * HOUR).toISOString(),
    });
    expect(compare(second.baseline, low, 23).lost).toEqual([]);
    const late = compare(second.baseline, low, LOSS_QUIET_HOURS);
    expect(late.lost).toMatchObject([{ id: 'validation' }]);
    expect(late.dueAt).toBeUndefined();
  });

  describe('however the facts go to and fro', () => {
    const paths = fc.array(
      fc.record({
        isHigh: fc.boolean(),
        hours: fc.integer({ min: 0, max: 9 }),
      }),
      { maxLength: 40 },
    );

    /** Follows a path from a high model on, and says when a loss was reported. */
    function follow(path: Array<{ isHigh: boolean; hours: number }>) {
      return path.reduce<{
        baseline: AskedBaseline;
        hours: number;
        reported: number[];
      }>(
        (so, step) => {
          const hours = so.hours + step.hours;
          const state = step.isHigh ? high : low;
          const { baseline, lost } = compare(so.baseline, state, hours);
          const reported = [...so.reported, ...lost.map(() => hours)];
          return { baseline, hours, reported };
        },
        { ...compare(undefined, high), hours: 0, reported: [] },
      );
    }

    it('is reported at most once in a quiet time', () => {
      fc.assert(
        fc.property(paths, path => {
          const { reported } = follow(path);
          const gaps = reported.slice(1).map((at, i) => at - reported[i]);
          expect(gaps.filter(gap => gap < LOSS_QUIET_HOURS)).toEqual([]);
        }),
      );
    });

    it('is reported in the end when the last loss stays', () => {
      fc.assert(
        fc.property(paths, path => {
          const { baseline, hours } = follow([
            ...path,
            { isHigh: true, hours: 1 },
          ]);
          const down = compare(baseline, low, hours + 1);
          const late = hours + LOSS_QUIET_HOURS + 1;
          const end = compare(down.baseline, low, late);
          expect(down.lost.length + end.lost.length).toBe(1);
          expect(compare(end.baseline, low, late + 1).lost).toEqual([]);
        }),
      );
    });
  });
});

describe('a loss in words', () => {
  const { baseline } = compare(undefined, high);
  const { lost } = compare(baseline, low);

  it.each([
    [
      'names the facts that changed',
      low.facts,
      lost,
      'No longer asked for: Independent validation (before production); spec.riskTier was high and is minimal',
    ],
    [
      'says what held before, when it was none of the facts',
      high.facts,
      lost,
      'No longer asked for: Independent validation (before production); it was so before that spec.riskTier is high',
    ],
    [
      'says that it was the policies',
      high.facts,
      lost.map(one => ({ ...one, cause: 'policies' as const })),
      'No longer asked for: Independent validation (before production); the policies have changed',
    ],
  ])('%s', (_, after, losses, words) => {
    expect(describeLoss(losses, { before: high.facts, after })).toBe(words);
  });
});
