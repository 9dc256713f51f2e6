import { DEFAULT_LIFECYCLE } from '../../lifecycle/stages';
import {
  FACTS,
  decision,
  record,
  requirement,
} from '../__testUtils__/governance';
import { EffectiveRequirement } from '../effectiveRequirements';
import { Decision } from '../schemas';
import { judgeRequirement } from './judgeRequirement';

const NOW = new Date('2026-03-08T12:00:00Z');
const VERA = 'user:default/vera-validator';
const VICTOR = 'user:default/victor-validator';

const asked = requirement();

function judge(
  decisions: readonly Decision[],
  options: {
    asked?: EffectiveRequirement;
    version?: string;
    now?: Date;
  } = {},
) {
  return judgeRequirement({
    lifecycle: DEFAULT_LIFECYCLE,
    requirement: options.asked ?? asked,
    version: 'version' in options ? options.version : '7',
    facts: FACTS,
    record: record({ decisions }),
    now: options.now ?? NOW,
  });
}

function ignoredOf(verdict: ReturnType<typeof judge>) {
  return verdict.decisions.map(d => [d.sequence, d.ignoredBecause]);
}

describe('a requirement', () => {
  it('is missing until somebody decides', () => {
    expect(judge([])).toEqual({
      status: 'missing',
      reason: 'Needs 1 more approval of group:default/model-validation',
      warnings: [],
      approvals: 0,
      decisions: [],
    });
  });

  it('is missing while no version is known', () => {
    expect(judge([], { version: undefined }).status).toBe('missing');
  });

  it('is approved by one approver, who is named', () => {
    const verdict = judge([decision(asked)]);

    expect(verdict).toMatchObject({
      status: 'approved',
      reason: `Approved by ${VERA}`,
      approvals: 1,
    });
    expect(verdict).not.toHaveProperty('expiresAt');
  });

  it('takes no notice of decisions on other requirements and stages', () => {
    const decisions = [
      decision(asked, { sequence: 1, requirement: 'risk-acceptance' }),
      decision(asked, { sequence: 2, stage: 'validation' }),
    ];

    expect(judge(decisions)).toMatchObject({
      status: 'missing',
      decisions: [],
    });
  });

  it('lists its decisions, the newest first', () => {
    const decisions = [2, 3, 1].map(sequence =>
      decision(asked, { sequence, decidedBy: `user:default/p${sequence}` }),
    );

    expect(judge(decisions).decisions.map(d => d.sequence)).toEqual([3, 2, 1]);
  });
});

describe('a requirement of two approvals', () => {
  const two = requirement({
    minApprovals: 2,
    approvers: ['group:default/model-validation', 'user:default/rosa-risk'],
  });

  it('is pending after the first', () => {
    expect(judge([decision(two)], { asked: two })).toMatchObject({
      status: 'pending',
      reason:
        'Needs 1 more approval of one of group:default/model-validation, user:default/rosa-risk',
      approvals: 1,
    });
  });

  it('is approved by two people', () => {
    const decisions = [
      decision(two, { sequence: 1 }),
      decision(two, { sequence: 2, decidedBy: VICTOR }),
    ];

    expect(judge(decisions, { asked: two })).toMatchObject({
      status: 'approved',
      reason: `Approved by ${VICTOR}, ${VERA}`,
      approvals: 2,
    });
  });

  it('is not approved by one person twice', () => {
    const verdict = judge(
      [decision(two, { sequence: 1 }), decision(two, { sequence: 2 })],
      { asked: two },
    );

    expect(verdict).toMatchObject({ status: 'pending', approvals: 1 });
    expect(ignoredOf(verdict)).toEqual([
      [2, undefined],
      [1, 'replaced by a later decision of the same person'],
    ]);
  });
});

describe('a rejection', () => {
  const rejection = decision(asked, {
    sequence: 9,
    decision: 'rejected',
    decidedBy: VICTOR,
  });

  it('outweighs every approval', () => {
    expect(judge([decision(asked), rejection])).toMatchObject({
      status: 'rejected',
      reason: `Rejected by ${VICTOR}`,
      approvals: 1,
    });
  });

  it('outweighs an approval that came later', () => {
    expect(judge([rejection, decision(asked, { sequence: 10 })]).status).toBe(
      'rejected',
    );
  });

  it('ends when the same person approves', () => {
    const approval = decision(asked, { sequence: 10, decidedBy: VICTOR });

    expect(judge([rejection, approval]).status).toBe('approved');
  });

  it('says nothing about another version', () => {
    expect(judge([rejection], { version: '8' }).status).toBe('missing');
  });
});

describe('a request for changes', () => {
  const request = decision(asked, {
    sequence: 2,
    decision: 'changes-requested',
  });

  it('keeps the requirement pending and says whose it is', () => {
    expect(judge([request])).toMatchObject({
      status: 'pending',
      reason: `${VERA} asks for changes; then needs 1 more approval of group:default/model-validation`,
    });
  });

  it('replaces the earlier approval of the same person', () => {
    expect(judge([decision(asked, { sequence: 1 }), request])).toMatchObject({
      status: 'pending',
      approvals: 0,
    });
  });

  it('stays in sight where others approved enough', () => {
    const approval = decision(asked, { sequence: 2, decidedBy: VICTOR });

    expect(judge([request, approval])).toMatchObject({
      status: 'approved',
      warnings: [`${VERA} asks for changes`],
    });
  });
});

it('takes an approval back when the same person abstains', () => {
  const verdict = judge([
    decision(asked, { sequence: 1 }),
    decision(asked, { sequence: 2, decision: 'abstained' }),
  ]);

  expect(verdict).toMatchObject({ status: 'missing', approvals: 0 });
});

describe('an approval that no longer fits', () => {
  it('is outdated for another version', () => {
    const verdict = judge([decision(asked)], { version: '8' });

    expect(verdict.status).toBe('outdated');
    expect(verdict.reason).toBe(
      'The last approval does not count (given for version 7); needs 1 more approval of group:default/model-validation',
    );
    expect(ignoredOf(verdict)).toEqual([[1, 'given for version 7']]);
  });

  it('is outdated once the policy asks for something else', () => {
    const stricter = requirement({ validFor: 'P1Y' });
    const verdict = judge([decision(asked)], { asked: stricter });

    expect(verdict.status).toBe('outdated');
    expect(ignoredOf(verdict)).toEqual([
      [1, 'the policy has asked for something else since'],
    ]);
  });

  it('stays rejected when the policy asks for something else', () => {
    const stricter = requirement({ validFor: 'P1Y' });
    const verdict = judge([decision(asked, { decision: 'rejected' })], {
      asked: stricter,
    });

    expect(verdict.status).toBe('rejected');
    expect(verdict.decisions[0].ignoredBecause).toBeUndefined();
  });

  it('still counts when only the words of the policy changed', () => {
    const reworded = requirement({ title: 'Validation', description: 'New' });

    expect(judge([decision(asked)], { asked: reworded }).status).toBe(
      'approved',
    );
  });
});
