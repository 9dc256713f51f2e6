import { Entity } from '@backstage/catalog-model';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { requirement } from './__testUtils__/governance';
import {
  Requirement,
  effectiveRequirements,
  modelsConfigSchema,
  requirementDigest,
  stagesWithoutEnvironment,
} from './policy';

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
      policy: { id: 'credit', title: 'Credit' },
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
      expect(both).toEqual([{ ...wanted, policy: expect.anything() }]);
    }
  });

  it('is called as the first policy calls it when two ask for the same', () => {
    const first = { requirements: [{ ...asked, title: 'first' }] };
    const second = { requirements: [{ ...asked, title: 'second' }] };

    expect(ask(first, second)).toEqual([
      expect.objectContaining({
        title: 'first',
        policy: { id: 'policy-0', title: policy.title },
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

describe('the digest of a requirement', () => {
  const base = requirement({
    approvers: ['group:default/a', 'group:default/b'],
    validFor: 'P1Y',
  });

  it('is never computed in another way, which would outdate every approval', () => {
    const canonical =
      '{"approvers":["group:default/a","group:default/b"],"id":"validation","minApprovals":1,"separationOfDuties":true,"stage":"production","validFor":"P1Y"}';

    expect(requirementDigest(base)).toBe(
      createHash('sha256').update(canonical).digest('hex'),
    );
  });

  it.each<[string, Partial<Requirement>]>([
    ['its title', { title: 'Validation' }],
    ['its description', { description: 'In other words' }],
    [
      'the order of its approvers',
      { approvers: [...base.approvers].reverse() },
    ],
  ])('stays the same with another wording of %s', (_, change) => {
    expect(requirementDigest({ ...base, ...change })).toBe(base.digest);
  });

  it.each<[string, Partial<Requirement>]>([
    ['id', { id: 'other' }],
    ['stage', { stage: 'validation' }],
    ['approvers', { approvers: ['group:default/a'] }],
    ['number of approvals', { minApprovals: 2 }],
    ['validity', { validFor: 'P1M' }],
    ['lack of a validity', { validFor: undefined }],
    ['separation of duties', { separationOfDuties: false }],
  ])('changes with the %s', (_, change) => {
    expect(requirementDigest({ ...base, ...change })).not.toBe(base.digest);
  });

  it('does not depend on the order of the approvers', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(fc.stringMatching(/^group:default\/[a-z]{1,5}$/), {
            minLength: 1,
          })
          .chain(refs =>
            fc.tuple(
              fc.constant(refs),
              fc.shuffledSubarray(refs, { minLength: refs.length }),
            ),
          ),
        ([approvers, shuffled]) => {
          expect(requirementDigest({ ...base, approvers: shuffled })).toBe(
            requirementDigest({ ...base, approvers }),
          );
        },
      ),
    );
  });
});
