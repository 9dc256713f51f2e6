import { DEFAULT_LIFECYCLE } from '../../lifecycle/stages';
import fc from 'fast-check';
import { NOW, anyCase, shuffled } from '../__testUtils__/anyRecord';
import { FACTS, decision, review } from '../__testUtils__/governance';
import { EffectiveRequirement } from '../effectiveRequirements';
import { GovernanceRecord } from '../record';
import { judgeRequirement } from './judgeRequirement';

const DAY = 86_400_000;

function judge(
  of: EffectiveRequirement,
  record: GovernanceRecord,
  now: Date = NOW,
) {
  return judgeRequirement({
    lifecycle: DEFAULT_LIFECYCLE,
    requirement: of,
    version: '7',
    facts: FACTS,
    record,
    now,
  });
}

const anyLater = fc.integer({ min: 0, max: 800 * DAY });

describe('whatever was done about a requirement', () => {
  it('the order in which it is read does not matter', () => {
    fc.assert(
      fc.property(
        anyCase.chain(({ of, record }) =>
          fc.record({
            of: fc.constant(of),
            record: fc.constant(record),
            decisions: shuffled(record.decisions),
            reviews: shuffled(record.reviews),
            waivers: shuffled(record.waivers),
          }),
        ),
        ({ of, record, ...other }) => {
          expect(judge(of, other)).toEqual(judge(of, record));
        },
      ),
    );
  });

  it('a further rejection makes it rejected, or leaves it as far from approved', () => {
    fc.assert(
      fc.property(
        anyCase,
        fc.integer({ min: 0, max: 11 }),
        fc.constantFrom('vera', 'newcomer'),
        ({ of, record }, place, person) => {
          const rejection = decision(of, {
            // Between two acts, or after all of them.
            sequence: place + 0.5,
            decision: 'rejected',
            decidedBy: `user:default/${person}`,
          });
          const before = judge(of, record).status;
          const after = judge(of, {
            ...record,
            decisions: [...record.decisions, rejection],
          }).status;

          expect(after === 'approved' && before !== 'approved').toBe(false);
          expect(place < 11 || after === 'rejected').toBe(true);
        },
      ),
    );
  });

  it('opening a review fulfils nothing, but takes approvals and waivers over', () => {
    fc.assert(
      fc.property(anyCase, ({ of, record }) => {
        const before = judge(of, record).status;
        const after = judge(of, {
          ...record,
          reviews: [...record.reviews, review({ sequence: 99 })],
        }).status;

        expect(after === 'approved').toBe(before === 'approved');
        expect(after === 'waived').toBe(before === 'waived');
      }),
    );
  });

  it('time never brings an approval, and never lifts a rejection', () => {
    fc.assert(
      fc.property(anyCase, anyLater, ({ of, record }, later) => {
        const before = judge(of, record);
        const after = judge(of, record, new Date(NOW.getTime() + later));

        expect(after.approvals).toBeLessThanOrEqual(before.approvals);
        expect(
          after.status === 'approved' && before.status !== 'approved',
        ).toBe(false);
        expect(after.status === 'rejected').toBe(before.status === 'rejected');
      }),
    );
  });

  it('nothing changes by itself before the instant that is announced, and then it does', () => {
    fc.assert(
      fc.property(anyCase, anyLater, ({ of, record }, later) => {
        const before = judge(of, record);
        const change = before.nextChangeAt
          ? Date.parse(before.nextChangeAt)
          : Infinity;
        const then = Math.min(NOW.getTime() + later, change - 1);

        expect(change).toBeGreaterThan(NOW.getTime());
        expect(judge(of, record, new Date(then))).toEqual(before);
        expect(
          change < Infinity &&
            JSON.stringify(judge(of, record, new Date(change))) ===
              JSON.stringify(before),
        ).toBe(false);
      }),
    );
  });

  it('an approved one is approved until it expires, and then no longer', () => {
    fc.assert(
      fc.property(anyCase, ({ of, record }) => {
        const { status, expiresAt } = judge(of, record);
        fc.pre(status === 'approved' && expiresAt !== undefined);
        const end = Date.parse(String(expiresAt));

        expect(judge(of, record, new Date(end - 1)).status).toBe('approved');
        expect(judge(of, record, new Date(end)).status).not.toBe('approved');
      }),
    );
  });

  it('one that has expired says when, and that it was before', () => {
    fc.assert(
      fc.property(anyCase, anyLater, ({ of, record }, later) => {
        const now = new Date(NOW.getTime() + later);
        const { status, expiresAt } = judge(of, record, now);
        fc.pre(status === 'expired');

        expect(Date.parse(String(expiresAt))).toBeLessThanOrEqual(
          now.getTime(),
        );
      }),
    );
  });

  it('taking back what counted never resurrects what it replaced', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(), ({ of, record }, pick) => {
        fc.pre(record.decisions.length > 0);
        const index = pick % record.decisions.length;
        const counted = (all: GovernanceRecord['decisions']) =>
          new Set(
            judge(of, { ...record, decisions: all })
              .decisions.filter(d => !d.ignoredBecause)
              .map(d => `${d.sequence} ${d.decidedBy}`),
          );
        const target = record.decisions[index];
        const after = counted(
          record.decisions.map(d =>
            d === target
              ? {
                  ...d,
                  withdrawn: { by: d.decidedBy, at: d.decidedAt, reason: 'x' },
                }
              : d,
          ),
        );
        const before = counted(record.decisions);

        expect(
          [...after].filter(
            item => !before.has(item) && item.endsWith(target.decidedBy),
          ),
        ).toEqual([]);
      }),
    );
  });
});
