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
import { GovernanceRecord } from '../record';
import { judgeRequirement } from './judgeRequirement';
import { standingWaivers } from './standingWaivers';

const asked = requirement();
const other = requirement({ minApprovals: 2 });

/** Version 7 is in question, and what runs needs the requirement as well. */
function standing(
  acts: Partial<GovernanceRecord>,
  options: {
    requirements?: readonly EffectiveRequirement[];
    versions?: readonly string[];
    now?: string;
  } = {},
) {
  const { requirements = [asked], versions = ['7'] } = options;
  const given = {
    lifecycle: DEFAULT_LIFECYCLE,
    record: record(acts),
    facts: FACTS,
    now: new Date(options.now ?? '2026-03-08T12:00:00Z'),
  };
  return standingWaivers({
    ...{ ...given, requirements, version: '7' },
    needed: versions.flatMap(version =>
      requirements.map(one => ({
        ...{ version, requirement: one },
        verdict: judgeRequirement({ ...given, requirement: one, version }),
      })),
    ),
  });
}

const rejectedThenReviewed = {
  decisions: [decision(asked, { sequence: 3, decision: 'rejected' })],
  reviews: [review({ sequence: 2 }), review({ sequence: 4 })],
};

describe('waivers that stand', () => {
  it('are needed when nothing else sanctions', () => {
    expect(standing({ waivers: [waiver(asked)] })).toEqual([
      { waiver: waiver(asked), requirement: asked, isNeeded: true },
    ]);
  });

  it.each([
    ['when it was approved', { decisions: [decision(asked)] }],
    [
      'when another one lasts longer',
      { waivers: [waiver(asked, { sequence: 2, until: '2027-01-01' })] },
    ],
  ])(
    'are not needed %s',
    (_, { waivers = [], ...acts }: Partial<GovernanceRecord>) => {
      const [first] = standing({
        ...acts,
        waivers: [waiver(asked), ...waivers],
      });
      expect(first).toMatchObject({ isNeeded: false });
      expect(first).not.toHaveProperty('voidBecause');
    },
  );

  it.each([
    ['another version', { version: '6' }, ['7'], false],
    ['another version that runs', { version: '6' }, ['7', '6'], true],
    ['the version in question', { version: '7' }, ['7'], true],
  ])('of %s are needed or not', (_, parts, versions, isNeeded) => {
    const waivers = [waiver(asked, parts)];
    expect(standing({ waivers }, { versions })).toMatchObject([{ isNeeded }]);
  });

  it.each<[string, Partial<GovernanceRecord>, EffectiveRequirement[], string]>([
    [
      'a fact changed',
      {
        waivers: [waiver(asked, { facts: { ...FACTS, riskTier: 'limited' } })],
      },
      [asked],
      'spec.riskTier was limited and is high',
    ],
    [
      'the policy changed',
      { waivers: [waiver(asked)] },
      [other],
      'The policy asks for something else by now',
    ],
    [
      'the policy is gone',
      { waivers: [waiver(asked)] },
      [],
      'No policy asks for it any more',
    ],
    [
      'it was rejected and asked anew',
      { ...rejectedThenReviewed, waivers: [waiver(asked)] },
      [asked],
      'It was rejected, and a new review was opened',
    ],
  ])('are void when %s', (_, acts, requirements, voidBecause) => {
    expect(standing(acts, { requirements })).toMatchObject([
      { voidBecause, isNeeded: false },
    ]);
  });

  it('that are over are kept only where nothing took their place', () => {
    const now = '2026-04-01T00:00:00Z';
    const waivers = [waiver(asked)];
    const decisions = [decision(asked)];
    expect(standing({ waivers }, { now })).toMatchObject([{ isNeeded: true }]);
    expect(standing({ waivers, decisions }, { now })).toEqual([]);
    expect(standing({ waivers }, { now, versions: [] })).toEqual([]);
  });

  it('are not those that were revoked', () => {
    const revoked = { by: 'user:default/rosa', at: '2026-03-02', reason: 'No' };
    expect(standing({ waivers: [waiver(asked, { revoked })] })).toEqual([]);
  });
});
