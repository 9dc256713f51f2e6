import { DEFAULT_LIFECYCLE } from '../../lifecycle/stages';
import {
  FACTS,
  decision,
  record,
  requirement,
  review,
  waiver,
} from '../__testUtils__/governance';
import { EffectiveRequirement } from '../effectiveRequirements';
import { Review } from '../reviewSchemas';
import { Decision } from '../schemas';
import { Waiver } from '../waiverSchemas';
import { judgeRequirement } from './judgeRequirement';

const ROSA = 'user:default/rosa-risk';
const asked = requirement();

function judge(
  waivers: readonly Waiver[],
  options: {
    decisions?: readonly Decision[];
    reviews?: readonly Review[];
    asked?: EffectiveRequirement;
    version?: string;
    now?: string;
  } = {},
) {
  return judgeRequirement({
    lifecycle: DEFAULT_LIFECYCLE,
    requirement: options.asked ?? asked,
    version: 'version' in options ? options.version : '7',
    facts: FACTS,
    record: record({
      waivers,
      decisions: options.decisions ?? [],
      reviews: options.reviews ?? [],
    }),
    now: new Date(options.now ?? '2026-03-08T12:00:00Z'),
  });
}

describe('a waiver', () => {
  it('does not outlive what was known of the model when it was granted', () => {
    const granted = waiver(asked, { facts: { ...FACTS, riskTier: 'limited' } });

    expect(judge([granted])).toMatchObject({ status: 'missing' });
    expect(judge([granted])).not.toHaveProperty('waiver');
  });

  it('sets the requirement aside until it ends, and is shown', () => {
    const granted = waiver(asked);

    expect(judge([granted])).toMatchObject({
      status: 'waived',
      reason: `Waived by ${ROSA} until 2026-04-01`,
      approvals: 0,
      waiver: granted,
      nextChangeAt: '2026-04-01T00:00:00.000Z',
    });
    expect(judge([granted])).not.toHaveProperty('expiresAt');
  });

  it.each<[string, string, string]>([
    ['in the last millisecond', '2026-03-31T23:59:59.999Z', 'waived'],
    ['at the very instant of its end', '2026-04-01T00:00:00.000Z', 'missing'],
  ])('counts or not %s', (_, now, status) => {
    expect(judge([waiver(asked)], { now }).status).toBe(status);
  });

  it('ends at the same instant wherever its end was written', () => {
    const until = '2026-04-01T02:00:00+02:00';

    expect(judge([waiver(asked, { until })])).toMatchObject({
      reason: `Waived by ${ROSA} until 2026-04-01`,
      nextChangeAt: '2026-04-01T00:00:00.000Z',
    });
  });

  it.each<[string, Partial<Waiver>]>([
    [
      'is revoked',
      {
        revoked: {
          by: ROSA,
          at: '2026-03-02T09:00:00Z',
          reason: 'They are back',
        },
      },
    ],
    ['is for another version', { version: '6' }],
    ['is for another requirement', { requirement: 'risk' }],
    ['is for another stage', { stage: 'validation' }],
    ['is for what the policy asked before', { requirementDigest: 'old' }],
    ['has an end that nobody can read', { until: 'tomorrow' }],
  ])('does not count when it %s', (_, parts) => {
    const verdict = judge([waiver(asked, parts)]);

    expect(verdict.status).toBe('missing');
    expect(verdict).not.toHaveProperty('waiver');
    expect(verdict).not.toHaveProperty('nextChangeAt');
  });

  it('is for its version only, also while no version is known', () => {
    const one = waiver(asked, { version: '7' });

    expect(judge([one]).status).toBe('waived');
    expect(judge([one], { version: undefined }).status).toBe('missing');
    expect(judge([waiver(asked)], { version: undefined }).status).toBe(
      'waived',
    );
  });

  it('of several is the one that lasts longest', () => {
    const until = (sequence: number, end: string) =>
      waiver(asked, { sequence, until: `${end}T00:00:00Z` });
    const waivers = [
      until(3, '2026-03-10'),
      until(1, '2026-05-01'),
      until(2, '2026-03-20'),
    ];

    expect(judge(waivers)).toMatchObject({
      waiver: { id: 'waiver-1' },
      nextChangeAt: '2026-05-01T00:00:00.000Z',
    });
  });

  it('does not outweigh a rejection, but stays visible', () => {
    const rejection = decision(asked, { decision: 'rejected' });

    expect(judge([waiver(asked)], { decisions: [rejection] })).toMatchObject({
      status: 'rejected',
      waiver: { id: 'waiver-1' },
    });
  });

  it.each<[string, Partial<Waiver>, string]>([
    ['was granted before the rejection', { sequence: 2 }, 'pending'],
    ['was granted against the rejection', { sequence: 4 }, 'pending'],
    ['is granted after the review was opened', { sequence: 6 }, 'waived'],
  ])(
    'that %s: a new review alone does not let it count',
    (_, granted, status) => {
      const options = {
        decisions: [decision(asked, { sequence: 3, decision: 'rejected' })],
        reviews: [
          review({ sequence: 1, status: 'closed' }),
          review({ sequence: 5 }),
        ],
      };
      const verdict = judge([waiver(asked, granted)], options);

      expect(verdict.status).toBe(status);
      expect('waiver' in verdict).toBe(status === 'waived');
    },
  );

  it('of all versions counts on for those that nobody rejected', () => {
    const options = {
      decisions: [decision(asked, { sequence: 3, decision: 'rejected' })],
      reviews: [review({ sequence: 5 })],
    };
    const granted = [waiver(asked, { sequence: 2 })];

    expect(judge(granted, options).status).toBe('pending');
    expect(judge(granted, { ...options, version: '8' }).status).toBe('waived');
  });

  it('outweighs a request for changes, and an approval that is not enough', () => {
    const two = requirement({ minApprovals: 2 });
    const decisions = [
      decision(two, { sequence: 1 }),
      decision(two, {
        sequence: 2,
        decision: 'changes-requested',
        decidedBy: ROSA,
      }),
    ];

    expect(judge([waiver(two)], { asked: two, decisions }).status).toBe(
      'waived',
    );
  });

  it('gives way to enough approvals, and takes over when they expire', () => {
    const expiring = requirement({ validFor: 'P7D' });
    const options = {
      asked: expiring,
      decisions: [
        decision(expiring, { decidedAt: '2026-03-02T12:00:00.000Z' }),
      ],
    };
    const granted = [waiver(expiring)];

    expect(judge(granted, options)).toMatchObject({
      status: 'approved',
      expiresAt: '2026-03-09T12:00:00.000Z',
      nextChangeAt: '2026-03-09T12:00:00.000Z',
    });
    expect(
      judge(granted, { ...options, now: '2026-03-09T12:00:00Z' }).status,
    ).toBe('waived');
    expect(
      judge(granted, { ...options, now: '2026-04-01T00:00:00Z' }).status,
    ).toBe('expired');
  });
});
