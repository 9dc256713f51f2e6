import { TestModel } from '../../__testUtils__/TestModel';
import { boardConfig, openReview, readBoard } from '../../__testUtils__/board';
import { PersonName, machine, person } from '../../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../../__testUtils__/startModelsBackend';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const [highRisk] = boardConfig.governance.policies;
const [validation] = highRisk.requirements;
const config = {
  ...boardConfig,
  governance: {
    policies: [
      { ...highRisk, requirements: [{ ...validation, minApprovals: 2 }] },
    ],
  },
};
const PEOPLE: PersonName[] = [
  'victor-validator',
  'vera-validator',
  'nora-notoken',
  'otto-ownvalidator',
  'rosa-risk',
  'dario-datasci',
];

describe.each(databases.eachSupportedId())('what waits for whom on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config,
    });
  });

  /** For whom the model waits; the same as whom its page lets decide. */
  async function awaited(model: TestModel) {
    const names: PersonName[] = [];
    for (const name of PEOPLE) {
      const { items } = await readBoard(
        backend.server,
        'waiting-sign-offs?limit=200',
        person(name),
      );
      const ofModel: Array<{ modelRef: string }> = items;
      if (ofModel.some(({ modelRef }) => modelRef === model.modelRef)) {
        names.push(name);
      }
    }
    return names;
  }

  async function reviewed(opener = machine, registrar = machine) {
    const model = backend.addHighRiskModel();
    await model.post('/versions', { version: '1' }, registrar).expect(200);
    await openReview(model, {}, opener);
    return model;
  }

  function decide(model: TestModel, name: PersonName, decision: string) {
    return model.post(
      '/decisions',
      {
        ...{ requirement: 'validation', stage: 'production', version: '1' },
        ...{ decision, comment: `It is ${decision}` },
      },
      person(name),
    );
  }

  const VALIDATORS = ['victor-validator', 'vera-validator', 'nora-notoken'];

  it('waits for approvers in nested groups, not for owners and others', async () => {
    const model = await reviewed();
    expect(await awaited(model)).toEqual(VALIDATORS);
    for (const name of PEOPLE) {
      const { governance } = await model.overview(person(name));
      expect([name, governance.requirements[0].viewer.mayDecide]).toEqual([
        ...[name, VALIDATORS.includes(name)],
      ]);
    }
  });

  it('does not wait for who opened the review or registered the version', async () => {
    const model = await reviewed(
      person('vera-validator'),
      person('victor-validator'),
    );
    expect(await awaited(model)).toEqual(['nora-notoken']);
  });

  it('does not wait for who opened an earlier review of the version', async () => {
    const model = await reviewed(person('vera-validator'));
    const { items } = (await model.get('/reviews').expect(200)).body;
    await model
      .post(`/reviews/${items[0].id}/close`, { reason: 'Not now' })
      .expect(200);
    await openReview(model);
    expect(await awaited(model)).toEqual(['victor-validator', 'nora-notoken']);
  });

  it('does not wait for who has decided, until they take it back', async () => {
    const model = await reviewed();
    const { body } = await decide(model, 'vera-validator', 'approved');
    expect(await awaited(model)).toEqual(['victor-validator', 'nora-notoken']);
    await model
      .post(
        `/decisions/${body.decision.id}/withdraw`,
        { reason: 'I was wrong' },
        person('vera-validator'),
      )
      .expect(200);
    expect(await awaited(model)).toEqual(VALIDATORS);
  });

  it('does not wait for more than it needs', async () => {
    const model = await reviewed();
    await decide(model, 'vera-validator', 'approved').expect(201);
    await decide(model, 'victor-validator', 'approved').expect(201);
    expect(await awaited(model)).toEqual([]);
  });

  it('does not wait when it is rejected, and waits again in a new review', async () => {
    const model = await reviewed();
    await decide(model, 'vera-validator', 'rejected').expect(201);
    expect(await awaited(model)).toEqual([]);
    const { items } = (await model.get('/reviews').expect(200)).body;
    await model
      .post(`/reviews/${items[0].id}/close`, { reason: 'Back to work' })
      .expect(200);
    await openReview(model);
    expect(await awaited(model)).toEqual(VALIDATORS);
  });

  it('does not wait when the review is closed', async () => {
    const model = await reviewed();
    const { items } = (await model.get('/reviews').expect(200)).body;
    await model
      .post(`/reviews/${items[0].id}/close`, { reason: 'Not now' })
      .expect(200);
    expect(await awaited(model)).toEqual([]);
  });
});
