import {
  addReviewedVersion,
  decide,
  governedConfig,
  moveStage,
  waive,
} from '../__testUtils__/governance';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();
const vera = person('vera-validator');
const rosa = person('rosa-risk');

const config = {
  ...governedConfig,
  environments: [
    ...governedConfig.environments,
    { name: 'canary', stage: 'production', enforcement: 'warn' },
    { name: 'shadow', stage: 'production', enforcement: 'record' },
  ],
};

describe.each(databases.eachSupportedId())('the gate on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config,
    });
  });

  const reviewed = () => addReviewedVersion(backend.addHighRiskModel());

  async function ask(model: TestModel, query: string) {
    return (await model.get(`/gate?${query}`, machine).expect(200)).body;
  }

  it('denies a version that was taken out of use, whatever it has', async () => {
    const model = await reviewed();
    const query = 'version=1&environment=production';
    await decide(model, vera).expect(201);
    await decide(model, rosa, { requirement: 'risk' }).expect(201);
    await moveStage(model, machine).expect(200);
    expect(await ask(model, query)).toMatchObject({ decision: 'allow' });

    const retired = { expectedStage: 'production', stage: 'retired' };
    const move = { ...retired, reason: 'Replaced' };
    await moveStage(model, machine, move).expect(200);
    expect(await ask(model, query)).toMatchObject({
      decision: 'deny',
      reasons: [expect.stringContaining('is out of use: it is in retired')],
    });
  });

  it('denies while a sign-off is missing, and allows once all are there', async () => {
    const model = await reviewed();
    const query = 'version=1&environment=production';
    await decide(model, vera).expect(201);
    expect(await ask(model, query)).toEqual({
      ...{ decision: 'deny', compliant: false, enforcement: 'prevent' },
      ...{ version: '1', stage: 'production', environment: 'production' },
      reasons: [
        'Risk acceptance (pending): Needs 1 more approval of group:default/risk-office',
      ],
      requirements: [
        expect.objectContaining({ id: 'validation', status: 'approved' }),
        expect.objectContaining({ id: 'risk', status: 'pending' }),
      ],
      judgedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    await decide(model, rosa, { requirement: 'risk' }).expect(201);
    for (const asked of [query, 'version=1&stage=production']) {
      expect(await ask(model, asked)).toMatchObject({
        ...{ decision: 'allow', compliant: true },
      });
    }
  });

  it('counts waivers and says so', async () => {
    const model = await reviewed();
    await decide(model, rosa, { requirement: 'risk' }).expect(201);
    await waive(model, rosa).expect(201);
    const answer = await ask(model, 'version=1&stage=production');
    expect(answer.decision).toBe('allow');
    expect(answer.reasons.join()).toContain('waived: Independent validation');
  });

  it.each([
    ['production', 'deny'],
    ['canary', 'allow'],
    ['shadow', 'allow'],
  ])('of %s answers %s with every reason', async (environment, decision) => {
    const answer = await ask(
      await reviewed(),
      `version=1&environment=${environment}`,
    );
    expect(answer).toMatchObject({ decision, compliant: false });
    expect(answer.reasons.join()).toContain('Independent validation (pending)');
    expect(answer.reasons.join()).toContain('Risk acceptance (pending)');
  });

  it('allows what nobody governs', async () => {
    const model = await reviewed();
    expect(await ask(model, 'version=1&environment=staging')).toMatchObject({
      ...{ decision: 'allow', compliant: true, requirements: [] },
    });
    expect(await ask(model, 'version=1&stage=validation')).toMatchObject({
      ...{ decision: 'allow', compliant: true },
    });
  });

  it.each([
    [
      'an environment that is not configured',
      'version=1&environment=prod',
      "No environment 'prod' is configured; ask about one of production, staging",
    ],
    [
      'a version that was never reported',
      'version=9&stage=production',
      'report it first',
    ],
    [
      'a version in an environment that only warns',
      'version=9&environment=canary',
      'report it first',
    ],
  ])('fails closed for %s', async (_, query, reason) => {
    const answer = await ask(await reviewed(), query);
    expect(answer).toMatchObject({ decision: 'deny', compliant: false });
    expect(answer.reasons.join()).toContain(reason);
  });

  it.each([
    ['stage=production', 'query.version'],
    ['version=1', 'name either a stage or an environment'],
    ['version=1&stage=production&environment=production', 'name either'],
    ['version=1&stage=live', 'query.stage'],
    ['version=1&environment=Prod%20', 'query.environment'],
    ['version=1&stage=production&force=true', 'force'],
  ])('does not answer to %s', async (query, problem) => {
    const model = await reviewed();
    const { body } = await model.get(`/gate?${query}`).expect(400);
    expect(body.error.message).toContain(problem);
  });

  it('leaves nothing behind', async () => {
    const model = backend.addHighRiskModel();
    await ask(model, 'version=1&stage=production');
    expect((await model.overview()).lifecycle.totalVersions).toBe(0);
  });
});
