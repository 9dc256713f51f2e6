import { Entity } from '@backstage/catalog-model';
import {
  effectiveRequirements,
  stagesWithoutEnvironment,
} from './effectiveRequirements';
import { modelsConfigSchema } from './policy';

const asked = {
  id: 'validation',
  title: 'Independent validation',
  stage: 'production',
  approvers: ['group:default/model-validation'],
};

const policy = {
  id: 'high-risk',
  title: 'High-risk models',
  match: { kind: 'Model', 'spec.riskTier': 'high' },
  requirements: [asked],
};

describe('what policies ask of a model', () => {
  const model: Entity = {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: { name: 'churn', tags: ['credit', 'personal-data'] },
    spec: {
      type: 'classification',
      lifecycle: 'development',
      riskTier: 'high',
    },
  };

  function ask(...policies: object[]) {
    const config = modelsConfigSchema.parse({
      governance: {
        policies: policies.map((parts, index) => ({
          ...policy,
          id: `policy-${index}`,
          ...parts,
        })),
      },
    });
    return effectiveRequirements({
      policies: config.governance.policies,
      entity: model,
    });
  }

  it.each<[string, object, boolean]>([
    ['its risk tier', { 'spec.riskTier': 'high' }, true],
    ['another risk tier', { 'spec.riskTier': 'minimal' }, false],
    ['one of its tags', { 'metadata.tags': { $contains: 'credit' } }, true],
    [
      'a tag that it lacks',
      { 'metadata.tags': { $contains: 'vision' } },
      false,
    ],
    [
      'one of several types',
      { 'spec.type': { $in: ['ranking', 'classification'] } },
      true,
    ],
    ['a field that it lacks', { 'spec.system': { $exists: true } }, false],
    ['anything', {}, true],
  ])('depends on whether the policy matches %s', (_, match, applies) => {
    expect(ask({ match })).toHaveLength(applies ? 1 : 0);
  });

  it('names the policy and has a digest', () => {
    expect(ask({ id: 'credit', title: 'Credit' })[0]).toMatchObject({
      id: 'validation',
      policies: [
        {
          id: 'credit',
          title: 'Credit',
          digest: expect.stringMatching(/^[0-9a-f]{64}$/),
          because: ['spec.riskTier is high'],
        },
      ],
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('adds up over policies and stages', () => {
    const all = ask(
      {},
      { requirements: [{ ...asked, id: 'risk' }] },
      { requirements: [{ ...asked, stage: 'validation' }] },
    );

    expect(all.map(r => [r.id, r.stage])).toEqual([
      ['validation', 'production'],
      ['risk', 'production'],
      ['validation', 'validation'],
    ]);
  });

  it.each<[string, object, object, object]>([
    [
      'the higher number of approvals',
      { minApprovals: 2 },
      { minApprovals: 1 },
      { minApprovals: 2 },
    ],
    [
      'the shorter validity',
      { validFor: 'P30D' },
      { validFor: 'P1Y' },
      { validFor: 'P30D' },
    ],
    [
      'any validity rather than none',
      { validFor: 'P10Y' },
      {},
      { validFor: 'P10Y' },
    ],
    [
      'separation of duties',
      { separationOfDuties: true },
      { separationOfDuties: false },
      { separationOfDuties: true },
    ],
    [
      'the shorter of two that are as long, whichever comes first',
      { validFor: 'P1D' },
      { validFor: 'PT24H' },
      { validFor: 'P1D' },
    ],
    [
      'a sign-off for each version',
      { scope: 'model' },
      { scope: 'version' },
      { scope: 'version' },
    ],
    [
      'a sign-off for the model only when both are content with it',
      { scope: 'model' },
      { scope: 'model' },
      { scope: 'model' },
    ],
    [
      'that those may waive it whom both let',
      { waivableBy: ['group:a', 'group:b'] },
      { waivableBy: ['group:b', 'group:c'] },
      { waivableBy: ['group:b'] },
    ],
    [
      'that nobody may waive it when one lets nobody',
      { waivableBy: ['group:a'] },
      {},
      {},
    ],
    [
      'each of them by itself',
      { minApprovals: 2, separationOfDuties: false },
      { validFor: 'P1D' },
      { minApprovals: 2, separationOfDuties: true, validFor: 'P1D' },
    ],
  ])('asks, of two demands on one sign-off, %s', (_, a, b, strictest) => {
    const one = { requirements: [{ ...asked, ...a }] };
    const other = { requirements: [{ ...asked, ...b }] };
    const [wanted] = ask({ requirements: [{ ...asked, ...strictest }] });

    for (const both of [ask(one, other), ask(other, one)]) {
      expect(both).toEqual([{ ...wanted, policies: expect.anything() }]);
    }
  });

  it('asks for the evidence of both', () => {
    const item = (id: string, title: string) => ({ id, title });
    const one = [item('report', 'Report'), item('data', 'Data sheet')];
    const other = [item('data', 'Another title'), item('plan', 'Plan')];
    const first = { requirements: [{ ...asked, evidence: one }] };
    const second = { requirements: [{ ...asked, evidence: other }] };
    const [[both], [reverse]] = [ask(first, second), ask(second, first)];

    expect(both.evidence.map(e => e.title)).toEqual([
      'Report',
      'Data sheet',
      'Plan',
    ]);
    expect(reverse.digest).toBe(both.digest);
  });

  it('is called as the first policy calls it when two ask for the same', () => {
    const first = { requirements: [{ ...asked, title: 'first' }] };
    const second = { requirements: [{ ...asked, title: 'second' }] };

    expect(ask(first, second)).toEqual([
      expect.objectContaining({
        title: 'first',
        policies: [
          expect.objectContaining({ id: 'policy-0', title: policy.title }),
          expect.objectContaining({ id: 'policy-1', title: policy.title }),
        ],
      }),
    ]);
  });

  it('is refused when two policies ask different people for the same', () => {
    expect(() =>
      ask(
        { requirements: [{ ...asked, approvers: ['group:peers'] }] },
        { requirements: [{ ...asked, approvers: ['group:risk-office'] }] },
      ),
    ).toThrow(/policy-0.*group:default\/peers.*give one of the two another id/);
  });
});

describe('stages that no environment is governed by', () => {
  const config = (environments: object[], stage: string) =>
    modelsConfigSchema.parse({
      environments,
      governance: {
        policies: [{ ...policy, requirements: [{ ...asked, stage }] }],
      },
    });

  it.each<[string, object[], string, string[]]>([
    ['no environment is configured', [], 'production', ['production']],
    ['none has a stage', [{ name: 'a' }], 'production', ['production']],
    [
      'an environment has the stage',
      [{ name: 'a', stage: 'production' }],
      'production',
      [],
    ],
    [
      'an environment has a later stage',
      [{ name: 'a', stage: 'production' }],
      'validation',
      [],
    ],
    [
      'an environment has an earlier stage',
      [{ name: 'a', stage: 'validation' }],
      'production',
      ['production'],
    ],
    ['the stage ends a version', [], 'archived', []],
  ])('are found when %s', (_, environments, stage, found) => {
    expect(stagesWithoutEnvironment(config(environments, stage))).toEqual(
      found,
    );
  });
});
