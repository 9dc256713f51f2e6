import fc from 'fast-check';
import {
  RecordedCheck,
  describeCheck,
  isStale,
  monitoringState,
} from './rollUp';
import {
  Check,
  CheckResult,
  MonitoringStatus,
  RESULT_STATUSES,
} from './schemas';

const NOW = new Date('2026-03-08T12:00:00Z');
const FRESH = '2026-03-08T11:00:00Z';
const LONG_AGO = '2026-01-01T00:00:00Z';

function check(
  latest: Partial<CheckResult>,
  rest: Partial<RecordedCheck> = {},
): RecordedCheck {
  return {
    check: 'Accuracy',
    kind: 'performance',
    allowedSilence: 'P7D',
    latest: { status: 'ok', observedAt: FRESH, ...latest },
    ...rest,
  };
}

describe('a check that is silent', () => {
  it.each([
    [
      'is not stale at the very end of its allowed silence',
      'P7D',
      '2026-03-01T12:00:00.000Z',
      false,
    ],
    ['is stale a millisecond later', 'P7D', '2026-03-01T11:59:59.999Z', true],
    [
      'is judged in the offset that it was reported in',
      'P7D',
      '2026-03-01T14:00:00.000+02:00',
      false,
    ],
    ['may be silent for hours', 'PT1H', '2026-03-08T10:59:59Z', true],
    ['may be silent for weeks', 'P1W', '2026-03-01T12:00:00Z', false],
    [
      'may be silent for a month of its own length',
      'P1M',
      '2026-02-08T12:00:00Z',
      false,
    ],
    [
      'is not stale when it was observed after now',
      'PT1S',
      '2026-03-08T12:30:00Z',
      false,
    ],
  ])('%s', (_, allowedSilence, observedAt, stale) => {
    expect(isStale({ observedAt, allowedSilence, now: NOW })).toBe(stale);
  });

  it('stays stale as time goes by', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('PT1H', 'P1D', 'P7D', 'P1M'),
        fc.date({ min: new Date(LONG_AGO), max: NOW, noInvalidDate: true }),
        fc.nat(),
        (allowedSilence, observed, later) => {
          const observedAt = observed.toISOString();
          const before = isStale({ observedAt, allowedSilence, now: NOW });
          const after = isStale({
            observedAt,
            allowedSilence,
            now: new Date(NOW.getTime() + later),
          });

          expect(before && !after).toBe(false);
        },
      ),
    );
  });
});

describe('the monitoring status of a model', () => {
  it.each<[string, RecordedCheck[], MonitoringStatus]>([
    ['is unmonitored without checks', [], 'unmonitored'],
    ['is ok when all checks are', [check({}), check({})], 'ok'],
    [
      'is stale when one check is silent',
      [check({}), check({ observedAt: LONG_AGO })],
      'stale',
    ],
    [
      'is stale when what was critical fell silent',
      [check({ status: 'critical', observedAt: LONG_AGO })],
      'stale',
    ],
    [
      'is a warning when a check could not run',
      [check({}), check({ status: 'error' })],
      'warning',
    ],
    [
      'is a warning rather than stale',
      [check({ observedAt: LONG_AGO }), check({ status: 'error' })],
      'warning',
    ],
    [
      'is critical as soon as one check is',
      [
        check({ status: 'warning' }),
        check({ status: 'critical' }),
        check({ status: 'error' }),
      ],
      'critical',
    ],
  ])('%s', (_, checks, status) => {
    expect(monitoringState({ checks, now: NOW }).status).toBe(status);
  });

  it('comes with its checks, the worst first, then by name and environment', () => {
    const { checks } = monitoringState({
      now: NOW,
      checks: [
        check({}, { check: 'B' }),
        check({ status: 'warning' }, { check: 'C', environment: 'staging' }),
        check({ observedAt: LONG_AGO }, { check: 'D' }),
        check({ status: 'error' }, { check: 'E' }),
        check({ status: 'warning' }, { check: 'C', environment: 'production' }),
        check({}, { check: 'A' }),
      ],
    });

    expect(
      checks.map(c => [c.check, c.environment, c.status].join(' ').trim()),
    ).toEqual([
      'C production warning',
      'C staging warning',
      'E  error',
      'D  stale',
      'A  ok',
      'B  ok',
    ]);
  });

  it('is never better than the worst current result, in any order of the checks', () => {
    const severity = ['ok', 'stale', 'warning', 'critical'];
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...RESULT_STATUSES),
            fc.constantFrom(FRESH, LONG_AGO),
          ),
          { minLength: 1 },
        ),
        observations => {
          const checks = observations.map(([status, observedAt], index) =>
            check({ status, observedAt }, { check: `Check ${index}` }),
          );
          const state = monitoringState({ checks, now: NOW });
          const reversed = monitoringState({
            checks: [...checks].reverse(),
            now: NOW,
          });
          const worst = state.checks.map(c =>
            severity.indexOf(c.status === 'error' ? 'warning' : c.status),
          );

          expect(severity.indexOf(state.status)).toBe(Math.max(...worst));
          expect(reversed).toEqual(state);
        },
      ),
    );
  });
});

describe('the reason for the monitoring status', () => {
  it.each<[string, RecordedCheck[]]>([
    ['No check watches this model', []],
    ['The only check is ok', [check({})]],
    ['All 2 checks are ok', [check({}), check({})]],
    [
      'Performance critical: Accuracy 0.71 < 0.8',
      [check({ status: 'critical', value: 0.71, threshold: 0.8 })],
    ],
    [
      'Performance warning: Latency in production 231.5 ms ≥ 200 ms (and 1 more)',
      [
        check(
          { status: 'warning', value: 231.4567, threshold: 200, unit: 'ms' },
          { check: 'Latency', environment: 'production' },
        ),
        check({ status: 'warning' }, { check: 'Memory' }),
        check({}),
      ],
    ],
    [
      'Data drift critical since 3 h: Share of drifted columns 0.41 ≥ 0.3',
      [
        check(
          { status: 'critical', value: 0.41, threshold: 0.3 },
          {
            check: 'Share of drifted columns',
            kind: 'data-drift',
            since: '2026-03-08T09:00:00Z',
          },
        ),
      ],
    ],
    [
      'Accuracy has not been heard of within 7 days',
      [check({ observedAt: LONG_AGO })],
    ],
    [
      'Accuracy could not be checked: no labels arrived',
      [check({ status: 'error', message: 'no labels arrived' })],
    ],
  ])('is "%s"', (reason, checks) => {
    expect(monitoringState({ checks, now: NOW }).reason).toBe(reason);
  });

  it.each<[string, Partial<CheckResult>]>([
    ['Performance warning: Accuracy', {}],
    [
      'Performance warning: Accuracy: fell since Monday',
      { message: 'fell since Monday' },
    ],
    ['Performance warning: Accuracy 0.5 ≥ 0.5', { value: 0.5, threshold: 0.5 }],
    [
      'Performance warning: Accuracy 0',
      { value: 0, message: 'not shown beside a value' },
    ],
  ])('describes a check as "%s"', (words, result) => {
    const warning: Check = {
      ...check({ status: 'warning', ...result }),
      status: 'warning',
    };

    expect(describeCheck(warning, NOW)).toBe(words);
  });

  it.each([
    ['less than 1 min', '2026-03-08T11:59:30Z'],
    ['less than 1 min', '2026-03-08T12:01:00Z'],
    ['59 min', '2026-03-08T11:00:01Z'],
    ['1 h', '2026-03-08T11:00:00Z'],
    ['47 h', '2026-03-06T12:00:01Z'],
    ['2 d', '2026-03-06T12:00:00Z'],
  ])('says since when: %s', (words, since) => {
    const status = 'critical';
    const bad: Check = { ...check({ status }), status, since };

    expect(describeCheck(bad, NOW)).toBe(
      `Performance critical since ${words}: Accuracy`,
    );
  });
});
