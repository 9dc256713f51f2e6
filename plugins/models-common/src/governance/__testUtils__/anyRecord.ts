import fc from 'fast-check';
import { EffectiveRequirement } from '../effectiveRequirements';
import { Requirement } from '../policy';
import { GovernanceRecord } from '../record';
import { DECISIONS } from '../schemas';
import { FACTS, decision, requirement, review, waiver } from './governance';

/** A moment in the middle of all that is generated. */
export const NOW = new Date('2026-03-08T12:00:00Z');

const PEOPLE = ['vera', 'victor', 'rosa'].map(name => `user:default/${name}`);
const ACT = { by: PEOPLE[0], at: '2026-03-02T09:00:00Z', reason: 'Mistaken' };
const versions = fc.constantFrom('7', '7', '7', '6');
const maybeAct = fc.constantFrom(undefined, undefined, undefined, ACT);

const anyRequirement = fc
  .record(
    {
      minApprovals: fc.integer({ min: 1, max: 3 }),
      validFor: fc.constantFrom('P1D', 'P7D', 'P1Y'),
      scope: fc.constantFrom('version' as const, 'model' as const),
    },
    { requiredKeys: ['minApprovals', 'scope'] },
  )
  .map((parts: Partial<Requirement>) => requirement(parts));

/** One act of any kind, of which the place in the ledger is not known yet. */
function anyAct(of: EffectiveRequirement) {
  const digests = fc.constantFrom(of.digest, of.digest, 'old');
  return fc.oneof(
    { weight: 5, arbitrary: anyDecision(of, digests) },
    {
      weight: 2,
      arbitrary: fc
        .record({
          version: versions,
          stage: fc.constantFrom('production' as const, 'validation' as const),
          status: fc.constantFrom('open' as const, 'closed' as const),
        })
        .map(parts => (sequence: number) => ({
          review: review({ ...parts, sequence }),
        })),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({
          version: fc.constantFrom(undefined, '7', '6'),
          requirementDigest: digests,
          until: fc.constantFrom(
            '2026-03-08T12:00:00Z',
            '2026-03-09T00:00:00Z',
            '2026-06-01T02:00:00+02:00',
          ),
          revoked: maybeAct,
        })
        .map(parts => (sequence: number) => ({
          waiver: waiver(of, { ...parts, sequence }),
        })),
    },
  );
}

function anyDecision(
  of: EffectiveRequirement,
  requirementDigest: fc.Arbitrary<string>,
) {
  return fc
    .record({
      decision: fc.constantFrom('approved' as const, ...DECISIONS),
      decidedBy: fc.constantFrom(...PEOPLE),
      version: versions,
      requirementDigest,
      facts: fc.constantFrom(FACTS, FACTS, FACTS, { trainedOn: [] }),
      decidedAt: fc.constantFrom(
        '2026-03-08T11:00:00.000Z',
        '2026-03-07T12:00:00.000Z',
        '2026-03-05T12:00:00.000+01:00',
        '2025-01-01T00:00:00.000Z',
      ),
      withdrawn: maybeAct,
    })
    .map(parts => (sequence: number) => ({
      decision: decision(of, { ...parts, sequence }),
    }));
}

/** A requirement, and a record of up to ten acts on it that stand in the ledger in order. */
export const anyCase = anyRequirement.chain(of =>
  fc.array(anyAct(of), { maxLength: 10 }).map(acts => {
    const record: {
      [K in keyof Omit<
        GovernanceRecord,
        'registrars' | 'roleHolders'
      >]: GovernanceRecord[K][number][];
    } = { decisions: [], reviews: [], waivers: [] };
    for (const [index, place] of acts.entries()) {
      const act = place(index + 1);
      if ('decision' in act) {
        record.decisions.push(act.decision);
      } else if ('review' in act) {
        record.reviews.push(act.review);
      } else {
        record.waivers.push(act.waiver);
      }
    }
    return { of, record };
  }),
);

/** The same items in any other order. */
export function shuffled<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}
