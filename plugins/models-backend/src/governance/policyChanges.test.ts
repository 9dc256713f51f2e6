import { Knex } from 'knex';
import {
  addReviewedVersion,
  decide,
  governedConfig,
} from '../__testUtils__/governance';
import { person } from '../__testUtils__/people';
import { startModelsBackend } from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const vera = person('vera-validator');
const victor = person('victor-validator');

/** The same policies, with something changed about the validation. */
function configWith(change: object) {
  const [policy] = governedConfig.governance.policies;
  const [validation] = policy.requirements;
  return {
    ...governedConfig,
    governance: {
      policies: [{ ...policy, requirements: [{ ...validation, ...change }] }],
    },
  };
}

describe.each(databases.eachSupportedId())('a changed policy on %s', id => {
  /** A start of the same installation with another configuration. */
  async function restart(knex: Knex, change: object) {
    const backend = await startModelsBackend({
      knex,
      config: configWith(change),
    });
    return backend.addHighRiskModel({ name: 'churn' });
  }

  async function approvedChurn() {
    const knex = await databases.init(id);
    const churn = await restart(knex, {});
    await addReviewedVersion(churn);
    await decide(churn, vera).expect(201);
    return knex;
  }

  it('that asks for more makes approvals outdated', async () => {
    const churn = await restart(await approvedChurn(), {
      approvers: [
        'group:default/model-validation',
        'group:default/risk-office',
      ],
    });
    const { governance } = await churn.overview();
    expect(governance).toMatchObject({
      status: 'pending',
      requirements: [
        {
          reason: expect.stringContaining(
            'the policy has asked for something else since',
          ),
          decisions: [{ decidedBy: 'user:default/vera-validator' }],
        },
      ],
    });
  });

  it('can be signed off again by the same person in the same words', async () => {
    const churn = await restart(await approvedChurn(), { validFor: 'P1Y' });
    expect((await churn.summary()).signOff).toBe('pending');
    const { body } = await decide(churn, vera).expect(201);
    expect(body.requirement.status).toBe('approved');
    expect((await churn.get('/decisions')).body.items).toHaveLength(2);
  });

  it('refuses a decision of somebody who read the old one', async () => {
    const knex = await approvedChurn();
    const before = await restart(knex, {});
    const [read] = (await before.overview(victor)).governance.requirements;
    const after = await restart(knex, { minApprovals: 2 });
    const { body } = await decide(after, victor, {
      requirementDigest: read.digest,
    }).expect(409);
    expect(body.error.message).toContain('has changed since you read it');
  });

  it('leaves a rejection standing, because only people lift it', async () => {
    const knex = await approvedChurn();
    const before = await restart(knex, {});
    await decide(before, victor, { decision: 'rejected' }).expect(201);
    const after = await restart(knex, { minApprovals: 2 });
    expect((await after.summary()).signOff).toBe('rejected');
  });

  it('that only words it differently leaves approvals as they are', async () => {
    const churn = await restart(await approvedChurn(), {
      title: 'Validation by others',
      description: 'In other words',
    });
    expect((await churn.overview()).governance).toMatchObject({
      status: 'approved',
      requirements: [{ title: 'Validation by others' }],
    });
  });

  it('that asks for two people counts each person once', async () => {
    const knex = await databases.init(id);
    const churn = await restart(knex, { minApprovals: 2 });
    await addReviewedVersion(churn);
    await decide(churn, vera, { comment: 'Once' }).expect(201);
    await decide(churn, vera, { comment: 'Twice' }).expect(201);
    const [half] = (await churn.overview()).governance.requirements;
    expect(half).toMatchObject({ status: 'pending', approvals: 1 });
    const { body } = await decide(churn, victor).expect(201);
    expect(body.requirement).toMatchObject({
      status: 'approved',
      approvals: 2,
    });
  });
});
