import { DEFAULT_LIFECYCLE } from '../lifecycle/stages';
import { ModelVersion } from '../lifecycle/schemas';
import {
  FACTS,
  decision,
  record,
  requirement,
  review,
} from './__testUtils__/governance';
import { compareVersions, findBaseline, reviewBrief } from './brief';
import { Decision } from './schemas';

const VICTOR = 'user:default/victor-validator';
const asked = requirement();
const early = requirement({ id: 'plan', stage: 'validation' });
const ACT = { by: VICTOR, at: '2026-03-02T09:00:00Z', reason: 'Mistaken' };

function approval(sequence: number, parts: Partial<Decision> = {}) {
  return decision(asked, {
    sequence,
    version: '6',
    decidedAt: `2026-02-0${sequence}T09:00:00.000Z`,
    ...parts,
  });
}

function version(name: string, metrics?: Record<string, number>): ModelVersion {
  return {
    version: name,
    stage: 'development',
    stageSince: '2026-03-01T00:00:00Z',
    createdAt: '2026-03-01T00:00:00Z',
    registeredAt: '2026-03-01T00:00:00Z',
    registeredBy: 'reporter',
    ...(metrics && { metrics }),
  };
}

describe('the version that a review is held against', () => {
  const baselineOf = (decisions: Decision[], stage = review().stage) =>
    findBaseline({
      lifecycle: DEFAULT_LIFECYCLE,
      review: review({ stage }),
      record: record({ decisions }),
    });

  it('is the one that was approved last, with the facts of then', () => {
    const facts = { ...FACTS, riskTier: 'limited' };

    expect(
      baselineOf([
        approval(1, { version: '8' }),
        approval(3, { version: '5', facts }),
        approval(2),
      ]),
    ).toEqual({
      version: '5',
      approvedAt: '2026-02-03T09:00:00.000Z',
      facts,
    });
  });

  it.each<[string, Partial<Decision>[]]>([
    ['there is none', []],
    ['it is the version under review', [{ version: '7' }]],
    ['the approval was withdrawn', [{ withdrawn: ACT }]],
    ['it was no approval', [{ decision: 'rejected' }]],
    ['it was replaced', [{}, { decision: 'rejected' }]],
    [
      'it was replaced, and that withdrawn',
      [{}, { decision: 'rejected', withdrawn: ACT }],
    ],
    ['it was for a stage that is not on the way', [{ stage: 'retired' }]],
  ])('is none when %s', (_, all) => {
    expect(
      baselineOf(all.map((parts, index) => approval(index + 1, parts))),
    ).toBeUndefined();
  });

  it('may be approved for a stage on the way, by one of several people', () => {
    const decisions = [
      decision(early, { sequence: 1, version: '6' }),
      decision(early, {
        sequence: 2,
        version: '6',
        decision: 'abstained',
        decidedBy: VICTOR,
      }),
    ];

    expect(baselineOf(decisions)?.version).toBe('6');
    expect(baselineOf(decisions, 'validation')?.version).toBe('6');
    expect(baselineOf([approval(1)], 'validation')).toBeUndefined();
  });

  it('is still the one whose approval has lapsed since', () => {
    expect(
      baselineOf([approval(1, { requirementDigest: 'old' })])?.version,
    ).toBe('6');
  });
});

describe('the metrics of two versions', () => {
  it('are held against each other by name', () => {
    expect(
      compareVersions(
        { metrics: { auc: 0.8, recall: 0 } },
        { metrics: { auc: 0.82, bias: -0.1 } },
      ),
    ).toEqual([
      { name: 'auc', before: 0.8, after: 0.82 },
      { name: 'bias', after: -0.1 },
      { name: 'recall', before: 0 },
    ]);
  });

  it('are none when none were reported', () => {
    expect(compareVersions(undefined, {})).toEqual([]);
  });
});

describe('what a reviewer should know', () => {
  const checks = [
    {
      check: 'Accuracy',
      kind: 'performance' as const,
      allowedSilence: 'P7D',
      status: 'ok' as const,
      latest: { status: 'ok' as const, observedAt: '2026-03-08T11:00:00Z' },
    },
  ];

  it('is what changed since the version that was approved last', () => {
    const decisions = [
      approval(1, { facts: { ...FACTS, riskTier: 'limited' } }),
      approval(2, { decision: 'abstained', decidedBy: VICTOR }),
      approval(3, { stage: 'retired' }),
      approval(4, { version: '7' }),
    ];

    expect(
      reviewBrief({
        lifecycle: DEFAULT_LIFECYCLE,
        review: review(),
        versions: [version('7', { auc: 0.9 }), version('6', { auc: 0.8 })],
        record: record({ decisions }),
        facts: FACTS,
        checks,
      }),
    ).toEqual({
      review: review(),
      baseline: { version: '6', approvedAt: '2026-02-01T09:00:00.000Z' },
      facts: [{ field: 'spec.riskTier', before: 'limited', after: 'high' }],
      metrics: [{ name: 'auc', before: 0.8, after: 0.9 }],
      checks,
      decisions: [decisions[1], decisions[0]],
    });
  });

  it('is what there is, when nothing was approved before', () => {
    expect(
      reviewBrief({
        lifecycle: DEFAULT_LIFECYCLE,
        review: review(),
        versions: [version('7', { auc: 0.9 })],
        record: record(),
        facts: FACTS,
        checks: [],
      }),
    ).toEqual({
      review: review(),
      facts: [],
      metrics: [{ name: 'auc', after: 0.9 }],
      checks: [],
      decisions: [],
    });
  });
});
