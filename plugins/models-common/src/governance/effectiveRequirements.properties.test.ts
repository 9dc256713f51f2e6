import fc from 'fast-check';
import { effectiveRequirements } from './effectiveRequirements';
import { Policy, policySchema } from './policy';

it('asks for the same, whatever the order of the policies', () => {
  const anyRequirement = fc.record({
    id: fc.constantFrom('validation', 'risk'),
    title: fc.constant('Title'),
    stage: fc.constantFrom('validation', 'production'),
    approvers: fc.constant(['group:default/validators']),
    minApprovals: fc.integer({ min: 1, max: 3 }),
    validFor: fc.constantFrom('P1D', 'PT24H', 'P1M', 'P30D', undefined),
    separationOfDuties: fc.boolean(),
    scope: fc.constantFrom('version', 'model'),
    evidence: fc.subarray([
      { id: 'report', title: 'Report' },
      { id: 'data', title: 'Data sheet' },
    ]),
    waivableBy: fc.subarray(['group:default/a', 'group:default/b']),
  });
  const anyPolicies = fc
    .array(
      fc.uniqueArray(anyRequirement, {
        selector: r => `${r.stage}/${r.id}`,
        minLength: 1,
      }),
      { maxLength: 4 },
    )
    .map(all =>
      all.map(
        (wanted, index): Policy =>
          policySchema.parse({
            id: `policy-${index}`,
            title: 'Policy',
            match: {},
            requirements: wanted,
          }),
      ),
    );
  const entity = {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: { name: 'churn' },
  };
  const digests = (policies: Policy[]) =>
    effectiveRequirements({ policies, entity })
      .map(r => `${r.stage}/${r.id} ${r.digest} ${r.policies.length}`)
      .sort();

  fc.assert(
    fc.property(
      anyPolicies.chain(policies =>
        fc.tuple(
          fc.constant(policies),
          fc.shuffledSubarray(policies, { minLength: policies.length }),
        ),
      ),
      ([policies, shuffled]) => {
        expect(digests(shuffled)).toEqual(digests(policies));
      },
    ),
  );
});
