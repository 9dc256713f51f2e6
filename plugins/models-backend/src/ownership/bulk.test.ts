import { Knex } from 'knex';
import request from 'supertest';
import { countStatements } from '../__testUtils__/countStatements';
import { TestModel } from '../__testUtils__/TestModel';
import {
  RISK_OFFICE,
  VALIDATION,
  assign,
  dario,
} from '../__testUtils__/ownership';
import { OWNERS, machine } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('many owners at once on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;

  beforeAll(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex });
  });

  beforeEach(() => jest.clearAllMocks());

  function assignMany(models: TestModel[], body: object, key?: string) {
    const sent = request(backend.server)
      .post('/api/models/owner-assignments')
      .set('Authorization', dario);
    return (key ? sent.set('Idempotency-Key', key) : sent).send({
      modelRefs: models.map(model => model.modelRef),
      ...body,
    });
  }

  it('says what would change without changing it', async () => {
    const models = [
      backend.addModel({ owner: OWNERS, title: 'Churn' }),
      backend.addModel(),
      backend.addModel({ owner: RISK_OFFICE }),
    ];
    const { body } = await assignMany(models, {
      owner: RISK_OFFICE,
      dryRun: true,
    }).expect(200);

    expect(body).toEqual({
      dryRun: true,
      items: [
        {
          modelRef: models[0].modelRef,
          title: 'Churn',
          outcome: 'changed',
          before: OWNERS,
          after: RISK_OFFICE,
        },
        {
          modelRef: models[1].modelRef,
          outcome: 'changed',
          after: RISK_OFFICE,
        },
        {
          modelRef: models[2].modelRef,
          outcome: 'unchanged',
          before: RISK_OFFICE,
          after: RISK_OFFICE,
        },
      ],
    });
    expect(await knex('ownership_acts')).toEqual([]);
    expect(backend.notifications.send).not.toHaveBeenCalled();
  });

  it('changes each for itself and says which could not be', async () => {
    const good = backend.addModel({ owner: OWNERS });
    const denied = backend.addModel({ owner: OWNERS });
    const hidden = backend.addModel({ owner: OWNERS });
    const taken = backend.addModel({ owner: OWNERS });
    backend.denyPermission('models.owner.assign', denied.modelRef);
    backend.catalog.hideFromPeople(hidden.modelRef);
    await assign(taken, { owner: VALIDATION }).expect(200);
    const missing = new TestModel({
      server: backend.server,
      namespace: 'default',
      name: 'never-was',
    });
    const all = [good, denied, hidden, missing, taken];

    const { body } = await assignMany(all, {
      owner: RISK_OFFICE,
      expectedOwners: Object.fromEntries(
        all.map(model => [model.modelRef, OWNERS]),
      ),
    }).expect(200);

    expect(
      body.items.map(
        ({
          outcome,
          problem,
        }: {
          outcome: string;
          problem?: { code: string };
        }) => [outcome, problem?.code],
      ),
    ).toEqual([
      ['changed', undefined],
      ['refused', 'not-allowed'],
      ['refused', 'not-found'],
      ['refused', 'not-found'],
      ['refused', 'conflict'],
    ]);
    // A hidden model and one that does not exist look the same.
    expect(body.items[2].problem.message).toBe(
      body.items[3].problem.message.replace(missing.modelRef, hidden.modelRef),
    );
    expect(body.items[4].problem.message).toContain(
      `user:default/dario-datasci assigned it to ${VALIDATION}`,
    );
    expect((await good.overview()).ownership.owner).toBe(RISK_OFFICE);
    expect((await taken.overview()).ownership.owner).toBe(VALIDATION);
  });

  it('tells each owner once', async () => {
    const models = Array.from({ length: 40 }, (_, i) =>
      backend.addModel({ owner: i < 30 ? OWNERS : VALIDATION, title: `M${i}` }),
    );
    await assignMany(models, { owner: RISK_OFFICE, reason: 'Yours' }).expect(
      200,
    );
    expect(
      backend.notifications.send.mock.calls.map(
        ([{ payload }]) => payload.title,
      ),
    ).toEqual([
      '40 models are yours now',
      '30 models are not yours any more',
      '10 models are not yours any more',
    ]);
    expect(
      backend.notifications.send.mock.calls[0][0].payload.description,
    ).toBe(
      'dario-datasci assigned them to the group risk-office: “Yours”. They are M0, M1, M2, M3, M4 and 35 more',
    );
    expect(backend.events.publish).toHaveBeenCalledTimes(40);
  });

  it('can be repeated: what is done is not done again, and the rest is', async () => {
    const first = backend.addModel({ owner: OWNERS });
    const second = backend.addModel({ owner: OWNERS });
    backend.catalog.hideFromPeople(second.modelRef);
    const send = () =>
      assignMany([first, second], { owner: RISK_OFFICE }, `retry-${id}`);
    await send().expect(200);
    await assign(first, { owner: VALIDATION }).expect(200);

    const { body } = await send().expect(200);

    expect(body.items[0].outcome).toBe('changed');
    expect(body.items[1].problem.code).toBe('not-found');
    expect((await first.overview()).ownership.owner).toBe(VALIDATION);
  });

  it('goes back to the declared owner of each', async () => {
    const models = [
      backend.addModel({ owner: OWNERS }),
      backend.addModel({ owner: VALIDATION }),
      backend.addModel(),
    ];
    await assignMany(models.slice(0, 2), { owner: RISK_OFFICE }).expect(200);
    const { body } = await assignMany(models, { revert: true }).expect(200);
    expect(
      body.items.map((item: { outcome: string; after?: string }) => [
        item.outcome,
        item.after,
      ]),
    ).toEqual([
      ['changed', OWNERS],
      ['changed', VALIDATION],
      ['unchanged', undefined],
    ]);
  });

  it('lets two people who assign the same models at once both know the end', async () => {
    const models = Array.from({ length: 10 }, () =>
      backend.addModel({ owner: OWNERS }),
    );
    const expectedOwners = Object.fromEntries(
      models.map(model => [model.modelRef, OWNERS]),
    );
    const answers = await Promise.all(
      [RISK_OFFICE, VALIDATION].map(owner =>
        assignMany(models, { owner, expectedOwners }),
      ),
    );
    for (const [index, model] of models.entries()) {
      const outcomes = answers.map(({ body }) => body.items[index].outcome);
      expect(outcomes.sort()).toEqual(['changed', 'refused']);
      const { body: history } = await model.get('/owner-history', dario);
      expect(history.items).toHaveLength(1);
    }
  });

  it('asks the database no more often about many models than about few', async () => {
    const count = (length: number) => {
      const models = Array.from({ length }, () =>
        backend.addModel({ owner: OWNERS, metadata: { tags: ['many'] } }),
      );
      return countStatements(knex, () =>
        assignMany(models, { owner: RISK_OFFICE }, `key-${length}`).expect(200),
      );
    };
    const few = await count(5);
    expect(few).toBeLessThan(60);
    expect(await count(150)).toBe(few);
  });

  it('changes the others when one cannot be recorded', async () => {
    const models = Array.from({ length: 3 }, () =>
      backend.addModel({ owner: OWNERS }),
    );
    await assignMany(models, { owner: VALIDATION }).expect(200);
    await knex('asked_requirements')
      .where({ model_ref: models[1].modelRef })
      .update({ asked_json: '{"broken":' });

    const { body } = await assignMany(models, { owner: RISK_OFFICE }).expect(
      200,
    );

    expect(body.items.map((item: { outcome: string }) => item.outcome)).toEqual(
      ['changed', 'refused', 'changed'],
    );
    expect(body.items[1].problem).toEqual({
      code: 'failed',
      message: 'It could not be recorded; try again in a while',
    });
    expect((await models[0].overview()).ownership.owner).toBe(RISK_OFFICE);
    expect((await models[1].overview()).ownership.owner).toBe(VALIDATION);
  });

  it('is refused as a whole when it cannot succeed for any', async () => {
    const model = backend.addModel({ owner: OWNERS });
    const unknown = await assignMany([model], { owner: 'group:default/gone' });
    expect(unknown.status).toBe(400);
    const neither = await assignMany([model], {});
    expect(neither.status).toBe(400);
    expect(neither.body.error.message).toContain('either owner or revert');
  });

  it('does not tell a machine without the permission which models there are', async () => {
    const model = backend.addModel({ owner: OWNERS });
    backend.denyPermission('models.owner.assign');
    await request(backend.server)
      .post('/api/models/owner-assignments')
      .set('Authorization', machine)
      .send({
        modelRefs: [model.modelRef, 'model:default/never-was'],
        owner: RISK_OFFICE,
      })
      .expect(403);
  });
});
