import { DEFAULT_LIFECYCLE } from '../lifecycle/stages';
import {
  FACTS,
  decision,
  record,
  requirement,
  review,
} from './__testUtils__/governance';
import { reasonsNotToDecide, reasonsNotToWaive } from './mayDecide';
import { policySchema } from './policy';
import { requirementsInForce } from './requirementsInForce';
import { Review } from './reviewSchemas';
import { Decision } from './schemas';
import { openRequirements } from './signOff';

const asked = requirement();
const rejection = decision(asked, { decision: 'rejected', sequence: 2 });

const entity = {
  apiVersion: 'modelry.dev/v1alpha1',
  kind: 'Model',
  metadata: { name: 'churn' },
  spec: { riskTier: 'minimal' },
};

function policies(scope: 'version' | 'model' = 'version') {
  return [
    policySchema.parse({
      id: 'high-risk',
      title: 'High risk',
      match: { 'spec.riskTier': 'high' },
      requirements: [
        {
          ...{ id: asked.id, title: asked.title, stage: asked.stage, scope },
          approvers: asked.approvers,
        },
      ],
    }),
  ];
}

function open(options: {
  decisions: Decision[];
  reviews?: Review[];
  version?: string;
  configured?: ReturnType<typeof policies>;
}) {
  const { decisions, reviews, version = '7' } = options;
  const acts = record({ decisions, reviews: reviews ?? [review()] });
  return openRequirements({
    requirements: requirementsInForce({
      ...{ policies: options.configured ?? policies(), entity, record: acts },
    }),
    ...{ record: acts, version, stage: 'production' },
    ...{ lifecycle: DEFAULT_LIFECYCLE, facts: FACTS },
    now: new Date('2026-03-08T12:00:00Z'),
  });
}

describe('a requirement that no policy asks for any more', () => {
  it('stands in the way as long as it is rejected', () => {
    expect(open({ decisions: [rejection] })).toEqual([
      {
        id: 'validation',
        title: 'Independent validation',
        reason: expect.stringMatching(
          /^Rejected by user:default\/vera-validator; no policy asks for it any more/,
        ),
      },
    ]);
  });

  it('does so, too, when its policy was removed', () => {
    expect(open({ decisions: [rejection], configured: [] })).toMatchObject([
      { id: 'validation', title: 'validation' },
    ]);
  });

  it.each<[string, Parameters<typeof open>[0]]>([
    ['nothing was decided', { decisions: [] }],
    ['it was approved', { decisions: [decision(asked)] }],
    [
      'changes were asked for',
      { decisions: [decision(asked, { decision: 'changes-requested' })] },
    ],
    [
      'the rejection was withdrawn',
      {
        decisions: [
          {
            ...rejection,
            withdrawn: {
              ...{ by: rejection.decidedBy, reason: 'Too fast' },
              at: rejection.decidedAt,
            },
          },
        ],
      },
    ],
    [
      'a new review was opened',
      {
        decisions: [rejection],
        reviews: [review(), review({ sequence: 3 })],
      },
    ],
    ['it was another version', { decisions: [rejection], version: '8' }],
  ])('does not matter when %s', (_, options) => {
    expect(open(options)).toEqual([]);
  });

  it('stands in the way of all versions when it was good for all', () => {
    expect(
      open({
        ...{ decisions: [rejection], version: '8' },
        configured: policies('model'),
      }),
    ).toHaveLength(1);
  });

  it('can be neither decided nor waived', () => {
    const [gone] = requirementsInForce({
      ...{ policies: policies(), entity },
      record: { decisions: [rejection] },
    });
    const person = {
      userEntityRef: 'user:default/vera-validator',
      memberOf: new Set(asked.approvers),
    };
    expect(
      reasonsNotToDecide({ requirement: gone, person, reviews: [review()] }),
    ).toEqual([
      'No policy asks for this sign-off any more; withdraw the rejection, or open a new review',
    ]);
    expect(reasonsNotToWaive({ requirement: gone, person })).toEqual([
      'No policy asks for this sign-off any more',
    ]);
  });
});
