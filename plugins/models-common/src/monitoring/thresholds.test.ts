import { MODEL_API_VERSION } from '../kind/ModelEntity';
import {
  configuredThresholdSchema,
  declaredThresholds,
  findThreshold,
  monitoringConfigSchema,
} from './thresholds';

const threshold = (parts: object) =>
  configuredThresholdSchema.parse({
    kind: 'data-drift',
    critical: 1,
    ...parts,
  });

const SHARE = {
  check: 'Share',
  kind: 'data-drift' as const,
  environment: 'production',
};

describe('a configured threshold', () => {
  it.each<[string, object, RegExp]>([
    ['no limit', { critical: undefined }, /warning or critical/],
    ['limits in the wrong order', { warning: 2 }, /exchange the two/],
    [
      'limits in the wrong order for a score',
      { direction: 'lower-is-worse', warning: 0.5 },
      /exchange the two/,
    ],
    ['a negative hysteresis', { hysteresis: -1 }, /hysteresis/],
    ['a key that does not exist', { severity: 1 }, /severity/],
  ])('with %s is refused', (_, parts, reason) => {
    expect(() => threshold(parts)).toThrow(reason);
  });

  it('may have both limits at the same value', () => {
    expect(threshold({ warning: 1 })).toMatchObject({
      direction: 'higher-is-worse',
      hysteresis: 0,
    });
  });
});

it('keeps results for a year and summaries for five when nothing is configured', () => {
  expect(monitoringConfigSchema.parse(undefined)).toEqual({
    retention: { results: 'P1Y', summaries: 'P5Y' },
    retraining: {},
    thresholds: [],
  });
});

describe('the threshold of a check', () => {
  it.each<[string, object[], object[], number | undefined]>([
    ['none', [], [], undefined],
    ['none of another kind', [], [{ kind: 'cost' }], undefined],
    ['none of another check', [], [{ check: 'Other' }], undefined],
    ['none of another environment', [], [{ environment: 'test' }], undefined],
    ['that of its kind', [], [{ critical: 2 }], 2],
    [
      'that of its name rather than of its kind and environment',
      [],
      [
        { environment: 'production', critical: 3 },
        { check: 'Share', critical: 2 },
      ],
      2,
    ],
    [
      'that of its name and environment before all',
      [],
      [
        { check: 'Share', critical: 2 },
        { check: 'Share', environment: 'production', critical: 4 },
      ],
      4,
    ],
    [
      'the first of two that name the same',
      [],
      [{ critical: 5 }, { critical: 6 }],
      5,
    ],
    [
      'what the entity declares before what is configured',
      [{ check: 'Share', critical: 7 }],
      [{ check: 'Share', environment: 'production', critical: 2 }],
      7,
    ],
  ])('is %s', (_, declared, configured, critical) => {
    const found = findThreshold({
      check: SHARE,
      declared: declaredThresholds({
        apiVersion: MODEL_API_VERSION,
        kind: 'Model',
        metadata: { name: 'churn' },
        spec: {
          type: 'classification',
          lifecycle: 'production',
          monitoring: { thresholds: declared.map(d => ({ check: '', ...d })) },
        },
      }),
      configured: configured.map(threshold),
    });
    expect(found?.critical).toBe(critical);
  });

  it('overrules the sender only when it names the check', () => {
    const overrules = (parts: object) =>
      findThreshold({
        check: SHARE,
        declared: [],
        configured: [threshold(parts)],
      })?.overrules;
    expect(overrules({})).toBe(false);
    expect(overrules({ environment: 'production' })).toBe(false);
    expect(overrules({ check: 'Share' })).toBe(true);
  });
});
