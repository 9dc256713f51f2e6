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

describe('an approval that is valid for 30 days', () => {
  const expiring = requirement({ validFor: 'P30D' });
  const approval = decision(expiring, {
    decidedAt: '2026-02-06T12:00:00.000+01:00',
  });
  const judgeAt = (now: string) =>
    judge([approval], { asked: expiring, now: new Date(now) });

  it('says when it expires', () => {
    expect(judgeAt('2026-02-07T00:00:00Z').expiresAt).toBe(
      '2026-03-08T11:00:00.000Z',
    );
  });

  it('counts until the last millisecond', () => {
    expect(judgeAt('2026-03-08T10:59:59.999Z').status).toBe('approved');
  });

  it('has expired at the exact instant', () => {
    const verdict = judgeAt('2026-03-08T11:00:00.000Z');

    expect(verdict).toMatchObject({
      status: 'expired',
      approvals: 0,
      expiresAt: '2026-03-08T11:00:00.000Z',
    });
    expect(verdict.reason).toContain('expired on 2026-03-08');
    expect(verdict).not.toHaveProperty('nextChangeAt');
  });

  it('counts again when the same person renews it', () => {
    const renewal = decision(expiring, {
      sequence: 2,
      decidedAt: '2026-03-08T11:30:00.000Z',
    });

    expect(judge([approval, renewal], { asked: expiring }).status).toBe(
      'approved',
    );
  });

  it.each([
    ['the last', 1, '2026-03-08T11:00:00.000Z'],
    ['the first', 2, '2026-03-08T10:00:00.000Z'],
  ])(
    'makes the requirement expire with %s of two when it needs %d',
    (_, minApprovals, expiresAt) => {
      const wanted = requirement({ validFor: 'P30D', minApprovals });
      const at = (sequence: number, decidedBy: string, decidedAt: string) =>
        decision(wanted, { sequence, decidedBy, decidedAt });

      expect(
        judge(
          [
            at(1, VERA, '2026-02-06T12:00:00.000+01:00'),
            at(2, VICTOR, '2026-02-06T10:00:00.000Z'),
          ],
          { asked: wanted, now: new Date('2026-02-07T00:00:00Z') },
        ),
      ).toMatchObject({
        status: 'approved',
        expiresAt,
        nextChangeAt: '2026-03-08T10:00:00.000Z',
      });
    },
  );

  it('is no reason for a rejection to expire', () => {
    const rejection = { ...approval, decision: 'rejected' as const };

    expect(
      judge([rejection], { asked: expiring, now: new Date('2030-01-01') })
        .status,
    ).toBe('rejected');
  });
});

describe('the instant of expiry', () => {
  it.each([
    [
      'a year from 29 February',
      'P1Y',
      '2024-02-29T09:30:00.000Z',
      '2025-02-28T09:30:00.000Z',
    ],
    [
      'four years from 29 February',
      'P4Y',
      '2024-02-29T09:30:00.000Z',
      '2028-02-29T09:30:00.000Z',
    ],
    [
      'a month from 31 January',
      'P1M',
      '2026-01-31T09:30:00.000Z',
      '2026-02-28T09:30:00.000Z',
    ],
    [
      'a day across a change of the clocks',
      'P1D',
      '2026-03-28T12:00:00.000+01:00',
      '2026-03-29T11:00:00.000Z',
    ],
    [
      'an hour that does not exist in Berlin',
      'PT1H',
      '2026-03-29T01:30:00.000+01:00',
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'the turn of the year',
      'P1W',
      '2025-12-31T23:59:59.999Z',
      '2026-01-07T23:59:59.999Z',
    ],
  ])('is right for %s', (_, validFor, decidedAt, expiresAt) => {
    const expiring = requirement({ validFor });
    const at = (now: string) =>
      judge([decision(expiring, { decidedAt })], {
        asked: expiring,
        now: new Date(now),
      });
    const justBefore = new Date(Date.parse(expiresAt) - 1).toISOString();

    expect(at(justBefore)).toMatchObject({
      status: 'approved',
      expiresAt,
      nextChangeAt: expiresAt,
    });
    expect(at(expiresAt).status).toBe('expired');
  });

  it('has passed when nobody can read when the approval was given', () => {
    const expiring = requirement({ validFor: 'P1Y' });

    expect(
      judge([decision(expiring, { decidedAt: 'yesterday' })], {
        asked: expiring,
      }).status,
    ).toBe('expired');
  });

  it('is named while another approval is waited for', () => {
    const two = requirement({ validFor: 'P7D', minApprovals: 2 });
    const verdict = judge(
      [
        decision(two, { sequence: 1, decidedAt: '2026-03-01T09:00:00.000Z' }),
        decision(two, {
          sequence: 2,
          decidedAt: '2026-03-07T09:00:00.000Z',
          decidedBy: VICTOR,
        }),
      ],
      { asked: two },
    );

    expect(verdict).toMatchObject({
      status: 'pending',
      approvals: 1,
      expiresAt: '2026-03-08T09:00:00.000Z',
      nextChangeAt: '2026-03-14T09:00:00.000Z',
      reason:
        'An earlier approval does not count (expired on 2026-03-08); needs 1 more approval of group:default/model-validation',
    });
  });
});
