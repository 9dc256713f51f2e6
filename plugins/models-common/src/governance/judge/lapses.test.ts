import { DEFAULT_LIFECYCLE } from '../../lifecycle/stages';
import {
  FACTS,
  decision,
  record,
  requirement,
} from '../__testUtils__/governance';
import { EffectiveRequirement } from '../effectiveRequirements';
import { ModelFacts } from '../factsSchemas';
import { Decision } from '../schemas';
import { judgeRequirement } from './judgeRequirement';

const VERA = 'user:default/vera-validator';
const VICTOR = 'user:default/victor-validator';
const withdrawn = {
  by: VERA,
  at: '2026-03-02T09:00:00Z',
  reason: 'I read the wrong report',
};

const asked = requirement();

function judge(
  decisions: readonly Decision[],
  options: {
    asked?: EffectiveRequirement;
    version?: string;
    facts?: ModelFacts;
    now?: string;
  } = {},
) {
  return judgeRequirement({
    lifecycle: DEFAULT_LIFECYCLE,
    requirement: options.asked ?? asked,
    version: 'version' in options ? options.version : '7',
    facts: options.facts ?? FACTS,
    record: record({ decisions }),
    now: new Date(options.now ?? '2026-03-08T12:00:00Z'),
  });
}

function whyIgnored(verdict: ReturnType<typeof judge>) {
  return verdict.decisions.map(d => d.ignoredBecause);
}

describe('a decision that was withdrawn', () => {
  it('does not count, and says who took it back and when', () => {
    const verdict = judge([decision(asked, { withdrawn })]);

    expect(verdict).toMatchObject({ status: 'missing', approvals: 0 });
    expect(whyIgnored(verdict)).toEqual([`withdrawn by ${VERA} on 2026-03-02`]);
  });

  it('brings no earlier decision of the same person back', () => {
    const verdict = judge([
      decision(asked, { sequence: 1 }),
      decision(asked, { sequence: 2, decision: 'rejected', withdrawn }),
    ]);

    expect(verdict.status).toBe('missing');
    expect(whyIgnored(verdict)).toEqual([
      `withdrawn by ${VERA} on 2026-03-02`,
      'replaced by a later decision of the same person',
    ]);
  });

  it('can be given again by the same person', () => {
    expect(
      judge([
        decision(asked, { sequence: 1, withdrawn }),
        decision(asked, { sequence: 2 }),
      ]),
    ).toMatchObject({ status: 'approved', approvals: 1 });
  });

  it('no longer stands in the way when it was a rejection', () => {
    expect(
      judge([
        decision(asked, { sequence: 1 }),
        decision(asked, {
          sequence: 2,
          decision: 'rejected',
          decidedBy: VICTOR,
          withdrawn,
        }),
      ]).status,
    ).toBe('approved');
  });
});

describe('an approval of what has changed since', () => {
  it.each<[string, Partial<ModelFacts>, string]>([
    [
      'the risk tier',
      { riskTier: 'limited' },
      'spec.riskTier has changed since',
    ],
    [
      'a risk tier that is gone',
      { riskTier: undefined },
      'spec.riskTier has changed since',
    ],
    [
      'the intended use',
      { intendedUse: 'Refuse credit' },
      'spec.intendedUse has changed since',
    ],
    [
      'a source of data more',
      { trainedOn: [...FACTS.trainedOn, 'resource:default/clicks'] },
      'spec.trainedOn has changed since',
    ],
    [
      'a base model',
      { baseModel: 'model:default/bert' },
      'spec.baseModel has changed since',
    ],
    [
      'several facts',
      { riskTier: 'limited', trainedOn: [] },
      'spec.riskTier and spec.trainedOn have changed since',
    ],
  ])('is outdated by %s', (_, changed, why) => {
    const verdict = judge([decision(asked)], {
      facts: { ...FACTS, ...changed },
    });

    expect(verdict).toMatchObject({ status: 'outdated', approvals: 0 });
    expect(whyIgnored(verdict)).toEqual([why]);
  });

  it('says so together with a change of the policy', () => {
    const verdict = judge([decision(asked, { requirementDigest: 'old' })], {
      facts: { ...FACTS, riskTier: 'limited' },
    });

    expect(whyIgnored(verdict)).toEqual([
      'the policy has asked for something else since; spec.riskTier has changed since',
    ]);
  });

  it('stays when the policy changes in what does not touch the requirement', () => {
    const [policy] = asked.policies;
    const again = {
      ...asked,
      policies: [{ ...policy, digest: 'e'.repeat(64), because: ['other'] }],
    };

    expect(judge([decision(asked)], { asked: again }).status).toBe('approved');
  });

  it.each(['rejected', 'changes-requested'] as const)(
    'is another matter than one that was %s, which stands',
    verdict => {
      const no = decision(asked, {
        decision: verdict,
        requirementDigest: 'old',
      });

      expect(
        whyIgnored(judge([no], { facts: { ...FACTS, riskTier: 'limited' } })),
      ).toEqual([undefined]);
    },
  );
});

describe('a sign-off for the whole model', () => {
  const perModel = requirement({ scope: 'model' });

  it('is good for every version, and while none is known', () => {
    const approval = decision(perModel, { version: '6' });

    expect(judge([approval], { asked: perModel }).status).toBe('approved');
    expect(
      judge([approval], { asked: perModel, version: undefined }).status,
    ).toBe('approved');
  });

  it('is what a person said last, of whatever version', () => {
    const verdict = judge(
      [
        decision(perModel, { sequence: 1, version: '7' }),
        decision(perModel, {
          sequence: 2,
          version: '6',
          decision: 'rejected',
        }),
      ],
      { asked: perModel },
    );

    expect(verdict.status).toBe('rejected');
    expect(whyIgnored(verdict)[1]).toBe(
      'replaced by a later decision of the same person',
    );
  });

  it('needs different people even when they decide about different versions', () => {
    const two = requirement({ scope: 'model', minApprovals: 2 });
    const approvals = (people: string[]) =>
      people.map((decidedBy, index) =>
        decision(two, {
          decidedBy,
          sequence: index + 1,
          version: String(index),
        }),
      );

    expect(judge(approvals([VERA, VERA]), { asked: two }).status).toBe(
      'pending',
    );
    expect(judge(approvals([VERA, VICTOR]), { asked: two }).status).toBe(
      'approved',
    );
  });
});

describe('a sign-off for one version', () => {
  it('is not replaced by what the same person says of another version', () => {
    expect(
      judge([
        decision(asked, { sequence: 1, version: '7' }),
        decision(asked, { sequence: 2, version: '8', decision: 'rejected' }),
      ]).status,
    ).toBe('approved');
  });

  it('is not said to have lapsed for another version once somebody approved this one', () => {
    const two = requirement({ minApprovals: 2 });
    const approvals = [
      decision(two, { sequence: 1, version: '6', decidedBy: VICTOR }),
      decision(two, { sequence: 2 }),
    ];

    expect(judge(approvals, { asked: two })).toMatchObject({
      status: 'pending',
      reason: 'Needs 1 more approval of group:default/model-validation',
    });
  });

  it('is not called outdated because of an approval that was taken back', () => {
    expect(judge([decision(asked, { version: '6', withdrawn })]).status).toBe(
      'missing',
    );
  });
});
