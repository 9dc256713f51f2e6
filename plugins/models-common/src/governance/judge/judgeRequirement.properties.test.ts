import { DEFAULT_LIFECYCLE } from '../../lifecycle/stages';
import fc from 'fast-check';
import {
  FACTS,
  decision,
  record,
  requirement,
} from '../__testUtils__/governance';
import { EffectiveRequirement } from '../effectiveRequirements';
import { Requirement } from '../policy';
import { DECISIONS, Decision } from '../schemas';
import { judgeRequirement } from './judgeRequirement';

const NOW = new Date('2026-03-08T12:00:00Z');
const VERA = 'user:default/vera-validator';
const VICTOR = 'user:default/victor-validator';

function judge(asked: EffectiveRequirement, decisions: readonly Decision[]) {
  return judgeRequirement({
    lifecycle: DEFAULT_LIFECYCLE,
    requirement: asked,
    version: '7',
    facts: FACTS,
    record: record({ decisions }),
    now: NOW,
  });
}

const anyRequirement = fc
  .record(
    {
      minApprovals: fc.integer({ min: 1, max: 3 }),
      validFor: fc.constantFrom('P1D', 'P7D', 'P1Y'),
    },
    { requiredKeys: ['minApprovals'] },
  )
  .map((parts: Partial<Requirement>) => requirement(parts));

const anyDecisions = (of: EffectiveRequirement) =>
  fc
    .array(
      fc.record({
        decision: fc.constantFrom(...DECISIONS),
        decidedBy: fc.constantFrom(VERA, VICTOR, 'user:default/rosa-risk'),
        version: fc.constantFrom('7', '7', '6'),
        requirementDigest: fc.constantFrom(of.digest, of.digest, 'old'),
        decidedAt: fc.constantFrom(
          '2026-03-08T11:00:00.000Z',
          '2026-03-01T12:00:00.000Z',
          '2025-01-01T00:00:00.000Z',
        ),
      }),
      { maxLength: 8 },
    )
    .map(all =>
      all.map((parts, index) =>
        decision(of, { ...parts, sequence: index + 1 }),
      ),
    );

const anyCase = anyRequirement.chain(of =>
  fc.tuple(fc.constant(of), anyDecisions(of)),
);

describe('whatever was decided before', () => {
  it('a further approval of a new person never takes an approval away', () => {
    fc.assert(
      fc.property(anyCase, ([of, decisions]) => {
        const before = judge(of, decisions);
        const after = judge(of, [
          ...decisions,
          decision(of, {
            sequence: 99,
            decidedBy: 'user:default/newcomer',
            decidedAt: '2026-03-08T11:59:00.000Z',
          }),
        ]);

        expect(after.approvals).toBe(before.approvals + 1);
        // What was decided stays decided; what was open stays open or is approved.
        const decided = ['approved', 'rejected'].includes(before.status);
        expect(decided ? [before.status] : ['pending', 'approved']).toContain(
          after.status,
        );
      }),
    );
  });

  it('the order in which the decisions are read does not matter', () => {
    fc.assert(
      fc.property(
        anyCase.chain(([of, decisions]) =>
          fc.tuple(
            fc.constant(of),
            fc.constant(decisions),
            fc.shuffledSubarray(decisions, { minLength: decisions.length }),
          ),
        ),
        ([of, decisions, shuffled]) => {
          expect(judge(of, shuffled)).toEqual(judge(of, decisions));
        },
      ),
    );
  });

  it('a requirement is approved only by enough different people and nobody against it', () => {
    fc.assert(
      fc.property(anyCase, ([of, decisions]) => {
        const verdict = judge(of, decisions);
        const counting = verdict.decisions.filter(d => !d.ignoredBecause);
        const approvers = new Set(
          counting.filter(d => d.decision === 'approved').map(d => d.decidedBy),
        );
        const rejected = counting.some(d => d.decision === 'rejected');

        expect(verdict.status === 'approved').toBe(
          approvers.size >= of.minApprovals && !rejected,
        );
        expect(verdict.approvals).toBe(approvers.size);
        expect(verdict.decisions).toHaveLength(decisions.length);
      }),
    );
  });
});
