import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { compareObservations } from './observations';
import { CheckResult, RESULT_STATUSES } from './schemas';

const result = (parts: Partial<CheckResult>): CheckResult => ({
  status: 'ok',
  observedAt: '2026-03-08T11:00:00Z',
  ...parts,
});

const moments = [
  '2026-03-01T00:00:00Z',
  '2026-03-01T01:00:00.000+01:00',
  '2026-03-01T00:00:00.001Z',
  '2026-03-02T00:00:00Z',
];

const anyResult: fc.Arbitrary<CheckResult> = fc.record(
  {
    status: fc.constantFrom(...RESULT_STATUSES),
    observedAt: fc.constantFrom(...moments),
    value: fc.constantFrom(0, 0.5, -1),
    threshold: fc.constantFrom(0.5, 0.6),
    message: fc.constantFrom('a', 'b'),
    version: fc.constantFrom('1', '2'),
  },
  { requiredKeys: ['status', 'observedAt'] },
);

function currentOf(results: CheckResult[]): CheckResult {
  return results.reduce((a, b) => (compareObservations(b, a) > 0 ? b : a));
}

function sameMoment({ observedAt, ...rest }: CheckResult) {
  return { ...rest, at: Date.parse(observedAt) };
}

function saysTheSame(a: CheckResult, b: CheckResult): boolean {
  return isDeepStrictEqual(sameMoment(a), sameMoment(b));
}

describe('the current observation of a check', () => {
  it.each<[string, Partial<CheckResult>, Partial<CheckResult>]>([
    [
      'the newer one, even if it is better',
      { observedAt: '2026-03-02T00:00:00Z' },
      { observedAt: '2026-03-01T00:00:00Z', status: 'critical' },
    ],
    [
      'the newer one across offsets',
      { observedAt: '2026-03-01T00:30:00Z' },
      { observedAt: '2026-03-01T01:00:00+01:00', status: 'critical' },
    ],
    [
      'the worse of two at the same moment',
      { status: 'critical' },
      { status: 'warning' },
    ],
    [
      'a finding rather than a check that failed at the same moment',
      { status: 'warning' },
      { status: 'error' },
    ],
    [
      'the higher value of two alike at the same moment',
      { value: 0.8 },
      { value: 0.7 },
    ],
  ])('is %s', (_, wins, loses) => {
    const winner = result(wins);
    const loser = result(loses);

    expect(compareObservations(winner, loser)).toBeGreaterThan(0);
    expect(compareObservations(loser, winner)).toBeLessThan(0);
  });

  it('is the same in whatever order and however often the results arrive', () => {
    fc.assert(
      fc.property(
        fc.array(anyResult, { minLength: 1, maxLength: 12 }).chain(results =>
          fc.tuple(
            fc.constant(results),
            fc.shuffledSubarray([...results, ...results], {
              minLength: results.length * 2,
            }),
          ),
        ),
        ([once, twiceAndShuffled]) => {
          expect(sameMoment(currentOf(twiceAndShuffled))).toEqual(
            sameMoment(currentOf(once)),
          );
        },
      ),
    );
  });

  it('is told apart from every other one unless they say the same', () => {
    fc.assert(
      fc.property(anyResult, anyResult, (a, b) => {
        const difference = compareObservations(a, b);

        expect(Math.sign(compareObservations(b, a))).toBe(
          difference === 0 ? 0 : -Math.sign(difference),
        );
        expect(difference === 0).toBe(saysTheSame(a, b));
      }),
    );
  });
});
