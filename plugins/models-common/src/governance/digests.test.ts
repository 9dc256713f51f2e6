import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { requirement } from './__testUtils__/governance';
import { policyDigest, requirementDigest } from './effectiveRequirements';
import { Requirement, policySchema } from './policy';

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

describe('the digest of a requirement', () => {
  const base = requirement({
    approvers: ['group:default/a', 'group:default/b'],
    validFor: 'P1Y',
    evidence: [
      { id: 'report', title: 'Report' },
      { id: 'data', title: 'Data sheet' },
    ],
    waivableBy: ['group:default/risk'],
  });

  it('is never computed in another way, which would outdate every approval', () => {
    const canonical =
      '{"approvers":["group:default/a","group:default/b"],"evidence":["data","report"],"id":"validation","minApprovals":1,"scope":"version","separationOfDuties":true,"stage":"production","validFor":"P1Y","waivableBy":["group:default/risk"]}';

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
    [
      'an approver that is named twice',
      { approvers: [...base.approvers, base.approvers[0]] },
    ],
    [
      'its evidence',
      {
        evidence: [
          { id: 'data', title: 'Data', description: 'Where it is from' },
          { id: 'report', title: 'Validation report' },
        ],
      },
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
    ['scope', { scope: 'model' }],
    ['evidence', { evidence: base.evidence.slice(1) }],
    ['people who may waive it', { waivableBy: [] }],
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

describe('the digest of a policy', () => {
  const requirements = [asked, { ...asked, id: 'risk' }];
  const base = policySchema.parse({ ...policy, requirements });
  const digestWith = (parts: object) =>
    policyDigest(policySchema.parse({ ...policy, requirements, ...parts }));

  it.each<[string, object]>([
    ['its title', { title: 'Models of high risk' }],
    ['its description', { description: 'In other words' }],
    [
      'a requirement',
      { requirements: requirements.map(r => ({ ...r, title: 'Other' })) },
    ],
    ['the order of them', { requirements: [...requirements].reverse() }],
  ])('stays the same with another wording of %s', (_, change) => {
    expect(digestWith(change)).toBe(policyDigest(base));
  });

  it.each<[string, object]>([
    ['id', { id: 'other' }],
    ['match', { match: { 'spec.riskTier': 'limited' } }],
    ['number of requirements', { requirements: [asked] }],
    [
      'demands',
      { requirements: [{ ...asked, minApprovals: 2 }, requirements[1]] },
    ],
  ])('changes with the %s', (_, change) => {
    expect(digestWith(change)).not.toBe(policyDigest(base));
  });
});
