import fc from 'fast-check';
import { DEFAULT_LIFECYCLE } from '../../lifecycle/stages';
import {
  FACTS,
  decision,
  record,
  requirement,
  review,
} from '../__testUtils__/governance';
import { reasonsNotToDecide } from '../mayDecide';
import { OtherDuties } from '../record';
import { Decision } from '../schemas';
import { judgeRequirement } from './judgeRequirement';

const VALIDATION = 'group:default/model-validation';
const OWNERS = 'group:default/credit-analytics';
const ANN = 'user:default/ann';
const BEN = 'user:default/ben';
const CARA = 'user:default/cara';

interface Situation {
  /** Who the approvers are. */
  members?: string[];
  /** Who the owners are; nobody looked when left out. */
  owners?: string[];
  minApprovals?: number;
  scope?: 'version' | 'model';
  separationOfDuties?: boolean;
  duties?: OtherDuties;
  openedBy?: string;
  approvedBy?: string[];
}

function judge(situation: Situation) {
  const { members = [ANN, BEN], owners, duties, openedBy } = situation;
  const { minApprovals = 1, scope = 'version' } = situation;
  const { separationOfDuties = true, approvedBy = [] } = situation;
  const asked = requirement({ minApprovals, scope, separationOfDuties });
  return judgeRequirement({
    lifecycle: DEFAULT_LIFECYCLE,
    requirement: asked,
    version: '7',
    facts: FACTS,
    record: record({
      reviews: [review({ sequence: 1, ...(openedBy && { openedBy }) })],
      decisions: approvedBy.map(
        (decidedBy, index): Decision =>
          decision(asked, { sequence: index + 2, decidedBy }),
      ),
    }),
    approvers: new Map([
      [VALIDATION, { exists: true, people: new Set(members) }],
      ...(owners
        ? [[OWNERS, { exists: true, people: new Set(owners) }] as const]
        : []),
    ]),
    duties: 'duties' in situation ? duties : { owner: OWNERS },
    now: new Date('2026-03-08T12:00:00Z'),
  });
}

describe('a sign-off that other duties keep everybody from giving', () => {
  it.each<[string, Situation, string]>([
    [
      'all own the model',
      { owners: [ANN, BEN, CARA] },
      `Nobody can give it: 2 own it through ${OWNERS}`,
    ],
    [
      'the one person owns the model',
      {
        members: [ANN],
        duties: { owner: ANN },
        owners: [],
      },
      `Nobody can give it: ${ANN} owns the model`,
    ],
    [
      'one owns the model and the other opened the review',
      { owners: [BEN], openedBy: ANN },
      `Nobody can give it: 1 owns it through ${OWNERS}; ${ANN} opened a review of this version`,
    ],
    [
      'one registered the version and the other opened the review',
      { duties: { registeredBy: BEN }, openedBy: ANN },
      `Nobody can give it: ${ANN} opened a review of this version; ${BEN} registered this version`,
    ],
    [
      'it is for every version, and both registered one in use',
      { scope: 'model', duties: { registrars: [ANN, BEN, CARA] } },
      `Nobody can give it: ${ANN} and ${BEN} registered a version that is in use`,
    ],
    [
      'the other approved already',
      { minApprovals: 2, openedBy: ANN, approvedBy: [BEN] },
      `Nobody else can give it: ${ANN} opened a review of this version; ${BEN} approved already`,
    ],
    [
      'many have it, of whom some are named',
      {
        members: [CARA, BEN, ANN, 'user:default/dan', 'user:default/eve'],
        duties: {
          registrars: [CARA, BEN, ANN, 'user:default/dan', 'user:default/eve'],
        },
        scope: 'model',
      },
      `Nobody can give it: ${ANN} and ${BEN} and ${CARA} and 2 more registered a version that is in use`,
    ],
  ])('is said to be so: %s', (_, situation, reason) => {
    expect(judge(situation)).toMatchObject({ status: 'pending', reason });
  });

  const NEEDS = `Needs 1 more approval of ${VALIDATION}`;

  it.each<[string, Situation]>([
    ['somebody has no other duty', { owners: [ANN] }],
    [
      'duties are not separated',
      { owners: [ANN, BEN], openedBy: ANN, separationOfDuties: false },
    ],
    ['nobody looked who has them', { owners: [ANN, BEN], duties: undefined }],
    [
      'a version in use is no matter for a sign-off of this one',
      { duties: { registrars: [ANN, BEN] } },
    ],
  ])('is not said when %s', (_, situation) => {
    expect(judge(situation)).toMatchObject({ reason: NEEDS, warnings: [] });
  });

  it('is no concern of what is given', () => {
    const given = judge({ owners: [ANN, BEN], approvedBy: [CARA] });
    expect(given).toMatchObject({ status: 'approved', warnings: [] });
  });

  it('comes with a warning when they leave too few', () => {
    const two = judge({ members: [ANN, BEN, CARA], minApprovals: 2 });
    expect(two.warnings).toEqual([]);
    expect(
      judge({ members: [ANN, BEN, CARA], owners: [ANN, BEN], minApprovals: 2 }),
    ).toMatchObject({
      reason: `Needs 2 more approvals of ${VALIDATION}`,
      warnings: [
        `at most 1 person can give it (2 own it through ${OWNERS}), and it needs 2`,
      ],
    });
  });

  it('is said exactly when none of them may approve, or has not yet', () => {
    const anybody = fc.constantFrom(ANN, BEN, CARA);
    const some = fc.uniqueArray(anybody);
    fc.assert(
      fc.property(
        fc.record({
          members: fc.uniqueArray(anybody, { minLength: 1 }),
          owners: some,
          openedBy: anybody,
          minApprovals: fc.integer({ min: 1, max: 4 }),
          scope: fc.constantFrom('version' as const, 'model' as const),
          separationOfDuties: fc.boolean(),
          approvedBy: some,
          duties: fc.record({
            owner: fc.constant(OWNERS),
            registeredBy: anybody,
            registrars: some,
          }),
        }),
        situation => {
          const { members, owners, duties, approvedBy } = situation;
          const { scope, separationOfDuties } = situation;
          const { status, reason } = judge(situation);
          const left = members.filter(
            person =>
              !approvedBy.includes(person) &&
              reasonsNotToDecide({
                requirement: requirement({ scope, separationOfDuties }),
                person: {
                  userEntityRef: person,
                  memberOf: new Set([
                    VALIDATION,
                    ...(owners.includes(person) ? [OWNERS] : []),
                  ]),
                },
                ...duties,
                reviews: [review({ openedBy: situation.openedBy })],
              }).length === 0,
          );
          expect(/^Nobody (else )?can give it/.test(reason)).toBe(
            status === 'pending' && left.length === 0,
          );
        },
      ),
    );
  });
});
