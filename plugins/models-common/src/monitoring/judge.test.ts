import fc from 'fast-check';
import { Observation, judgeObservations, judgeValue } from './judge';
import { RESULT_STATUSES, ResultStatus } from './schemas';
import { ApplicableThreshold } from './thresholds';

const HIGH: ApplicableThreshold = {
  direction: 'higher-is-worse',
  warning: 0.2,
  critical: 0.3,
  hysteresis: 0.05,
  overrules: true,
};
const LOW: ApplicableThreshold = {
  ...{ direction: 'lower-is-worse', warning: 0.8, critical: 0.7 },
  ...{ hysteresis: 0.05, overrules: true },
};

describe('a value', () => {
  it.each([
    [HIGH, 'ok', 0.19, 'ok', 0.2],
    [HIGH, 'ok', 0.2, 'warning', 0.2],
    [HIGH, 'ok', 0.3, 'critical', 0.3],
    [HIGH, 'warning', 0.29, 'warning', 0.2],
    [HIGH, 'critical', 0.26, 'critical', 0.3],
    [HIGH, 'critical', 0.24, 'warning', 0.2],
    [HIGH, 'critical', 0.16, 'warning', 0.2],
    [HIGH, 'warning', 0.16, 'warning', 0.2],
    [HIGH, 'warning', 0.15, 'ok', 0.2],
    [HIGH, 'critical', 0.1, 'ok', 0.2],
    [LOW, 'ok', 0.81, 'ok', 0.8],
    [LOW, 'ok', 0.8, 'warning', 0.8],
    [LOW, 'ok', 0.7, 'critical', 0.7],
    [LOW, 'critical', 0.74, 'critical', 0.7],
    [LOW, 'critical', 0.76, 'warning', 0.8],
    [LOW, 'warning', 0.86, 'ok', 0.8],
  ] as const)(
    'held against %j from %s: %d is %s',
    (threshold, level, value, status, limit) => {
      expect(judgeValue({ value, threshold, level })).toEqual({
        status,
        limit,
      });
    },
  );

  it('may have one limit only', () => {
    const { critical, ...onlyWarning } = HIGH;
    const { warning, ...onlyCritical } = HIGH;
    const of = (threshold: ApplicableThreshold) =>
      judgeValue({ value: 9, threshold, level: 'ok' });
    expect(of(onlyWarning)).toEqual({ status: 'warning', limit: 0.2 });
    expect(of(onlyCritical)).toEqual({ status: 'critical', limit: 0.3 });
  });
});

const at = (minute: number, parts: Partial<Observation>): Observation => ({
  observedAt: new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString(),
  ...parts,
});

function statuses(
  observations: Observation[],
  threshold?: ApplicableThreshold,
): ResultStatus[] {
  return judgeObservations({ observations, threshold, level: 'ok' }).map(
    judgement => judgement.status,
  );
}

describe('observations', () => {
  it('are judged with what was observed before, and not reported before', () => {
    const [rise, between, fall] = [
      at(1, { value: 0.4 }),
      at(2, { value: 0.28 }),
      at(3, { value: 0.1 }),
    ];
    const expected = ['critical', 'critical', 'ok'];
    expect(statuses([rise, between, fall], HIGH)).toEqual(expected);
    expect(statuses([between, fall, rise], HIGH)).toEqual(expected);
    expect(statuses([between, fall], HIGH)).toEqual(['warning', 'ok']);
  });

  it('keep the status of their sender without a threshold', () => {
    expect(
      statuses([at(1, { status: 'critical', value: 0 }), at(2, {})]),
    ).toEqual(['critical', 'error']);
  });

  it('keep it when the threshold is one for their whole kind', () => {
    const forKind = { ...HIGH, overrules: false };
    const sent = [at(1, { status: 'ok', value: 0.9 }), at(2, { value: 0.9 })];
    expect(statuses(sent, forKind)).toEqual(['ok', 'critical']);
    expect(statuses(sent, HIGH)).toEqual(['critical', 'critical']);
  });

  it('that failed, or have no value, are not judged, and failures not counted', () => {
    expect(
      statuses(
        [
          at(1, { value: 0.4 }),
          at(2, { status: 'error', value: 0.1 }),
          at(3, { value: 0.28 }),
          at(4, { status: 'ok' }),
          at(5, { value: 0.28 }),
        ],
        HIGH,
      ),
    ).toEqual(['critical', 'error', 'critical', 'ok', 'warning']);
  });

  it('of one moment leave the worst last', () => {
    const sent = [at(1, { value: 0.4 }), at(1, { value: 0.1 })];
    expect(statuses(sent, HIGH)).toEqual(['ok', 'critical']);
  });

  const anyObservation: fc.Arbitrary<Observation> = fc
    .tuple(
      fc.nat({ max: 6 }),
      fc.record(
        {
          status: fc.constantFrom(...RESULT_STATUSES),
          value: fc.constantFrom(0.1, 0.16, 0.2, 0.26, 0.3, 0.9),
          message: fc.constantFrom('a', 'b'),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([minute, parts]) => at(minute, parts));

  const anyThreshold = fc.option(
    fc.record({
      direction: fc.constantFrom('higher-is-worse', 'lower-is-worse'),
      warning: fc.constant(0.25),
      critical: fc.constant(0.25),
      hysteresis: fc.constantFrom(0, 0.06),
      overrules: fc.boolean(),
    }) satisfies fc.Arbitrary<ApplicableThreshold>,
    { nil: undefined },
  );

  it('give the same judgements in whatever order they come', () => {
    fc.assert(
      fc.property(
        fc.array(anyObservation, { maxLength: 12 }).chain(observations =>
          fc.tuple(
            fc.constant(observations),
            fc.shuffledSubarray(observations, {
              minLength: observations.length,
            }),
          ),
        ),
        anyThreshold,
        ([observations, shuffled], threshold) => {
          const judge = (some: Observation[]) =>
            judgeObservations({ observations: some, threshold, level: 'ok' });
          expect(judge(shuffled)).toEqual(judge(observations));
        },
      ),
    );
  });

  it('give the same status when they come again', () => {
    fc.assert(
      fc.property(
        fc.array(anyObservation, { minLength: 1, maxLength: 12 }),
        anyThreshold,
        (observations, threshold) => {
          const last = (some: Observation[]) =>
            statuses(some, threshold).slice(-1);
          expect(last([...observations, ...observations])).toEqual(
            last(observations),
          );
        },
      ),
    );
  });
});
