import { DEFAULT_LIFECYCLE } from '../../lifecycle/stages';
import {
  FACTS,
  decision,
  record,
  requirement,
} from '../__testUtils__/governance';
import { ApproverDirectory } from '../record';
import { RoleHolder } from '../roles';
import { Decision } from '../schemas';
import { judgeRequirement } from './judgeRequirement';

const GROUP = 'group:default/model-validation';
const ROSA = 'user:default/rosa-risk';
const VERA = 'user:default/vera-validator';

const asked = requirement({ approvers: [GROUP, ROSA], minApprovals: 2 });

const gone = { exists: false, people: new Set<string>() };
const empty = { exists: true, people: new Set<string>() };

function are(...people: string[]) {
  return { exists: true, people: new Set(people) };
}

const four = are(VERA, 'user:default/a', 'user:default/b', 'user:default/c');

function judge(
  approvers:
    | Array<[string, { exists: boolean; people: ReadonlySet<string> }]>
    | undefined,
  decisions: readonly Decision[] = [],
  knownPeople?: readonly string[],
) {
  const directory: ApproverDirectory | undefined =
    approvers && new Map(approvers);
  return judgeRequirement({
    lifecycle: DEFAULT_LIFECYCLE,
    requirement: asked,
    version: '7',
    facts: FACTS,
    record: record({ decisions }),
    approvers: directory,
    knownPeople: knownPeople && new Set(knownPeople),
    now: new Date('2026-03-08T12:00:00Z'),
  });
}

const ask = `Needs 2 more approvals of one of ${GROUP}, ${ROSA}`;

describe('approvers that the catalog lacks', () => {
  it.each<[string, Parameters<typeof judge>[0], string[], string]>([
    ['nothing was looked up', undefined, [], ask],
    [
      'all are there',
      [
        [GROUP, four],
        [ROSA, are(ROSA)],
      ],
      [],
      ask,
    ],
    [
      'a group does not exist',
      [
        [GROUP, gone],
        [ROSA, are(ROSA)],
      ],
      [
        `${GROUP} does not exist in the catalog`,
        'at most 1 person can give it, and it needs 2',
      ],
      ask,
    ],
    [
      'a group has no members',
      [
        [GROUP, empty],
        [ROSA, are(ROSA)],
      ],
      [
        `${GROUP} has no members`,
        'at most 1 person can give it, and it needs 2',
      ],
      ask,
    ],
    [
      'a group does not exist and the other was not looked up',
      [[GROUP, gone]],
      [`${GROUP} does not exist in the catalog`],
      ask,
    ],
    [
      'nobody is left',
      [
        [GROUP, empty],
        [ROSA, gone],
      ],
      [`${GROUP} has no members`, `${ROSA} does not exist in the catalog`],
      `Nobody can give it: ${GROUP} has no members, ${ROSA} does not exist in the catalog`,
    ],
    [
      'a ref that does not exist is said to have people',
      [
        [GROUP, { ...four, exists: false }],
        [ROSA, gone],
      ],
      [
        `${GROUP} does not exist in the catalog`,
        `${ROSA} does not exist in the catalog`,
      ],
      `Nobody can give it: ${GROUP} does not exist in the catalog, ${ROSA} does not exist in the catalog`,
    ],
  ])('are named when %s', (_, approvers, warnings, reason) => {
    expect(judge(approvers)).toMatchObject({
      status: 'missing',
      warnings,
      reason,
    });
  });

  it.each<[string, RoleHolder[], string]>([
    ['by nobody', [], 'Nobody can give it: nobody holds role:validator'],
    [
      'only by one who named themselves',
      [{ person: VERA, by: VERA }],
      'Nobody can give it: nobody holds role:validator',
    ],
    [
      'by somebody who left',
      [{ person: VERA, by: ROSA }],
      `Nobody can give it: ${VERA} does not exist in the catalog`,
    ],
    [
      'by somebody',
      [{ person: ROSA, by: VERA }],
      `Needs 1 more approval of role:validator (${ROSA})`,
    ],
  ])('are named when a role is held %s', (_, holders, reason) => {
    const verdict = judgeRequirement({
      lifecycle: DEFAULT_LIFECYCLE,
      requirement: requirement({ approvers: ['role:validator'] }),
      version: '7',
      facts: FACTS,
      record: record({ roleHolders: new Map([['validator', holders]]) }),
      approvers: new Map([
        [VERA, gone],
        [ROSA, are(ROSA)],
      ]),
      now: new Date('2026-03-08T12:00:00Z'),
    });
    expect(verdict.reason).toContain(reason);
  });

  it('are no way around the requirement: it stays open', () => {
    const one = decision(asked);
    const verdict = judge(
      [
        [GROUP, gone],
        [ROSA, gone],
      ],
      [one],
    );

    expect(verdict.status).toBe('pending');
    expect(verdict.reason).toContain('Nobody else can give it');
  });

  it('are named beside the lapse that brought it about', () => {
    const old = decision(asked, { version: '6' });

    expect(
      judge(
        [
          [GROUP, gone],
          [ROSA, gone],
        ],
        [old],
      ).reason,
    ).toBe(
      `The last approval does not count (given for version 6); nobody can give it: ${GROUP} does not exist in the catalog, ${ROSA} does not exist in the catalog`,
    );
  });
});

describe('people who left after they decided', () => {
  const decisions = [
    decision(asked, { sequence: 1 }),
    decision(asked, { sequence: 2, decidedBy: ROSA }),
  ];

  it('still count, and are named', () => {
    expect(judge(undefined, decisions, [ROSA])).toMatchObject({
      status: 'approved',
      approvals: 2,
      warnings: [`${VERA}, who approved, is no longer in the catalog`],
    });
  });

  it('still stand in the way', () => {
    const rejection = decision(asked, { sequence: 3, decision: 'rejected' });

    expect(judge(undefined, [...decisions, rejection], [ROSA])).toMatchObject({
      status: 'rejected',
      warnings: [`${VERA}, who rejected, is no longer in the catalog`],
    });
  });

  it.each<[string, Partial<Decision>]>([
    [
      'was withdrawn',
      { withdrawn: { by: VERA, at: '2026-03-02T00:00:00Z', reason: 'x' } },
    ],
    ['was given for another version', { version: '6' }],
    ['says nothing', { decision: 'abstained' }],
  ])('are no matter when what they decided %s', (_, parts) => {
    expect(judge(undefined, [decision(asked, parts)], []).warnings).toEqual([]);
  });

  it('are not looked for when nobody knows who is there', () => {
    expect(judge(undefined, decisions).warnings).toEqual([]);
  });
});
