import { DEFAULT_LIFECYCLE } from '../../lifecycle/stages';
import {
  FACTS,
  decision,
  record,
  requirement,
  review,
} from '../__testUtils__/governance';
import { EffectiveRequirement } from '../effectiveRequirements';
import { Review } from '../reviewSchemas';
import { Decision } from '../schemas';
import { judgeRequirement } from './judgeRequirement';

const NOW = new Date('2026-03-08T12:00:00Z');
const VERA = 'user:default/vera-validator';
const VICTOR = 'user:default/victor-validator';
const ACT = { by: VICTOR, at: '2026-03-02T09:00:00Z', reason: 'Mistaken' };

const asked = requirement();
const perModel = requirement({ scope: 'model' });

function judge(
  decisions: readonly Decision[],
  reviews: readonly Review[],
  options: { asked?: EffectiveRequirement; version?: string } = {},
) {
  return judgeRequirement({
    lifecycle: DEFAULT_LIFECYCLE,
    requirement: options.asked ?? asked,
    version: options.version ?? '7',
    facts: FACTS,
    record: record({ decisions, reviews }),
    now: NOW,
  });
}

describe('a requirement under review', () => {
  it('is pending, and names the review', () => {
    expect(judge([], [review()])).toMatchObject({
      status: 'pending',
      reason: 'Needs 1 more approval of group:default/model-validation',
      reviewId: 'review-1',
    });
  });

  it('is pending after a lapse, and says both', () => {
    const old = decision(asked, { version: '6', sequence: 1 });

    expect(judge([old], [review({ sequence: 2 })])).toMatchObject({
      status: 'pending',
      reason:
        'The last approval does not count (given for version 6); needs 1 more approval of group:default/model-validation',
    });
  });

  it.each<[string, Partial<Review>]>([
    ['is of another version', { version: '8' }],
    ['is for an earlier stage', { stage: 'validation' }],
    ['is for an end', { stage: 'retired' }],
    ['is closed', { status: 'closed' }],
    ['is completed', { status: 'completed' }],
  ])('is missing when the review %s', (_, parts) => {
    const verdict = judge([], [review(parts)]);

    expect(verdict.status).toBe('missing');
    expect(verdict).not.toHaveProperty('reviewId');
  });

  it('is under the review for a later stage, too', () => {
    const early = requirement({ stage: 'validation' });

    expect(judge([], [review()], { asked: early }).status).toBe('pending');
  });

  it('names the newest of several reviews', () => {
    const reviews = [
      review({ sequence: 3 }),
      review({ sequence: 5, stage: 'production' }),
      review({ sequence: 7, status: 'closed' }),
      review({ sequence: 4 }),
    ];

    expect(judge([], reviews).reviewId).toBe('review-5');
  });

  it('is under no review while no version is known', () => {
    expect(
      judgeRequirement({
        lifecycle: DEFAULT_LIFECYCLE,
        requirement: perModel,
        version: undefined,
        facts: FACTS,
        record: record({ reviews: [review()] }),
        now: NOW,
      }).status,
    ).toBe('missing');
  });
});

describe('a new review', () => {
  const approval = decision(asked, { sequence: 2 });
  const rejection = decision(asked, {
    sequence: 3,
    decision: 'rejected',
    decidedBy: VICTOR,
  });
  const first = review({ sequence: 1, status: 'closed' });
  const second = review({ sequence: 9 });

  it('takes approvals over', () => {
    expect(judge([approval], [first, second])).toMatchObject({
      status: 'approved',
      approvals: 1,
    });
  });

  it('sets a rejection aside', () => {
    const verdict = judge([rejection], [first, second]);

    expect(verdict.status).toBe('pending');
    expect(verdict.decisions[0].ignoredBecause).toBe(
      'a new review was opened since',
    );
  });

  it('never makes an approval of what was rejected: it asks everybody anew', () => {
    const verdict = judge([approval, rejection], [first, second]);

    expect(verdict).toMatchObject({
      status: 'pending',
      approvals: 0,
      reason:
        'The last approval does not count (a new review was opened since, after a rejection); needs 1 more approval of group:default/model-validation',
    });
  });

  it('does so even when it is closed at once, and when a third one follows', () => {
    const closed = { ...second, status: 'closed' as const };
    const third = review({ sequence: 12 });

    expect(judge([approval, rejection], [first, closed]).status).toBe(
      'outdated',
    );
    expect(judge([approval, rejection], [first, closed, third])).toMatchObject({
      status: 'pending',
      approvals: 0,
    });
  });

  it('does so even when who rejected approves in it', () => {
    const two = requirement({ minApprovals: 2 });
    const now = (parts: Partial<Decision>) => decision(two, parts);

    expect(
      judge(
        [
          now({ sequence: 2 }),
          now({ sequence: 3, decision: 'rejected', decidedBy: VICTOR }),
          now({ sequence: 10, decidedBy: VICTOR }),
        ],
        [first, second],
        { asked: two },
      ),
    ).toMatchObject({ status: 'pending', approvals: 1 });
  });

  it('takes over what was approved after an earlier one set the rejection aside', () => {
    const decisions = [
      decision(asked, { sequence: 1, decision: 'rejected' }),
      decision(asked, { sequence: 3, decidedBy: VICTOR }),
    ];
    expect(
      judge(decisions, [
        review({ sequence: 2, status: 'closed' }),
        review({ id: 'review-2', sequence: 4 }),
      ]).status,
    ).toBe('approved');
  });

  it('is approved by who approves in it', () => {
    const again = decision(asked, { sequence: 10 });

    expect(judge([approval, rejection, again], [first, second])).toMatchObject({
      status: 'approved',
      reason: `Approved by ${VERA}`,
    });
  });

  it.each<[string, Partial<Decision>]>([
    ['had been withdrawn', { withdrawn: ACT }],
    ['was of another version', { version: '6' }],
    ['was about another requirement', { requirement: 'risk' }],
  ])('takes approvals over when the rejection %s', (_, parts) => {
    const gone = { ...rejection, ...parts };

    expect(judge([approval, gone], [first, second]).status).toBe('approved');
  });

  it('takes approvals over when the rejection had been replaced', () => {
    const instead = decision(asked, {
      sequence: 4,
      decision: 'abstained',
      decidedBy: VICTOR,
    });

    expect(judge([approval, rejection, instead], [first, second]).status).toBe(
      'approved',
    );
  });

  it.each<[string, Partial<Review>]>([
    ['is of another version', { version: '8' }],
    ['is for an earlier stage', { stage: 'validation' }],
    ['was opened before', { sequence: 2 }],
  ])('leaves a rejection alone when it %s', (_, parts) => {
    expect(
      judge([rejection], [first, review({ sequence: 9, ...parts })]).status,
    ).toBe('rejected');
  });

  it('sets a request for changes aside, and no abstention', () => {
    const request = decision(asked, {
      sequence: 3,
      decision: 'changes-requested',
    });
    const abstention = decision(asked, {
      sequence: 4,
      decision: 'abstained',
      decidedBy: VICTOR,
    });

    expect(
      judge([request, abstention], [second]).decisions.map(
        d => d.ignoredBecause,
      ),
    ).toEqual([undefined, 'a new review was opened since']);
  });

  it('of whatever version asks anew for what is good for the whole model', () => {
    const no = decision(perModel, {
      sequence: 3,
      decision: 'rejected',
      version: '6',
    });
    const options = { asked: perModel };

    expect(judge([no], [first], options).status).toBe('rejected');
    expect(judge([no], [review({ sequence: 9 })], options).status).toBe(
      'pending',
    );
    expect(
      judge([no], [review({ sequence: 9, version: '8' })], options).status,
    ).toBe('missing');
  });
});
