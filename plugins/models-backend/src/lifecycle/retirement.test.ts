import { ledgerOf, moveStage } from '../__testUtils__/governance';
import { addServingComponent } from '../__testUtils__/lifecycle';
import { OWNERS, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();
const dario = person('dario-datasci');
const rosa = person('rosa-risk');
const RISK = 'group:default/risk-office';
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

const retire = {
  ...{ stage: 'retired', expectedStage: 'production' },
  reason: 'Replaced by the new one',
};

describe.each(databases.eachSupportedId())('retirement on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({ knex: await databases.init(id) });
  });
  beforeEach(() => backend.notifications.send.mockClear());

  const told = () =>
    backend.notifications.send.mock.calls.map(
      ([{ recipients, payload }]) => [recipients, payload] as const,
    );

  /** A model in production that two components serve, of two owners. */
  async function served(): Promise<TestModel> {
    const model = backend.addModel({ title: 'Churn' });
    const { catalog } = backend;
    addServingComponent(catalog, model, {
      ...{ name: `shop-${model.name}`, title: 'Shop', owner: RISK },
    });
    addServingComponent(catalog, model, {
      ...{ name: `mail-${model.name}`, owner: OWNERS },
    });
    await model.post('/versions', { version: '1', stage: 'production' });
    return model;
  }

  it('shows what depends on the model, as far as the caller may see it', async () => {
    const model = await served();
    const shop = `component:default/shop-${model.name}`;
    const mail = `component:default/mail-${model.name}`;
    const ask = async () =>
      (await model.get('/dependants', dario).expect(200)).body.items;
    expect(await ask()).toEqual([
      { entityRef: shop, title: 'Shop', relation: 'serves', owner: RISK },
      { entityRef: mail, relation: 'serves', owner: OWNERS },
    ]);
    backend.catalog.hideFromPeople(shop);
    expect(await ask()).toMatchObject([{ entityRef: mail }]);
  });

  it('shows none when nothing depends on it', async () => {
    const { body } = await backend.addModel().get('/dependants').expect(200);
    expect(body).toEqual({ items: [] });
  });

  it('is refused without a reason', async () => {
    const model = await served();
    const { reason: _, ...unexplained } = retire;
    const { body } = await moveStage(model, dario, unexplained).expect(409);
    expect(body.error.message).toContain('Say why it ends: give a reason');
    expect(told()).toEqual([]);
  });

  it('tells the owners of what depends on the model, each of their own', async () => {
    const model = await served();
    await moveStage(model, dario, retire).expect(200);
    expect(told()).toEqual([
      [
        { type: 'entity', entityRef: RISK, excludeEntityRef: refOf(dario) },
        {
          title: 'Churn is retired: no version of it is in use any more',
          description: 'Replaced by the new one. It concerns Shop',
          link: `/catalog/default/model/${model.name}`,
          ...{ severity: 'high', topic: 'models.lifecycle' },
        },
      ],
      [
        expect.objectContaining({ entityRef: OWNERS }),
        expect.objectContaining({
          description: expect.stringContaining(`mail-${model.name}`),
        }),
      ],
    ]);
  });

  it('tells nobody while another version is in use', async () => {
    const model = await served();
    await model.post('/versions', { version: '2', stage: 'production' });
    await moveStage(model, dario, retire).expect(200);
    expect(told()).toEqual([]);
    await model.post('/versions', { version: '2', stage: 'retired' });
    expect(told()).toHaveLength(2);
  });

  it('can set an end of life at once', async () => {
    const model = await served();
    await moveStage(model, dario, { ...retire, endOfLife: TOMORROW });
    expect((await model.overview()).lifecycle.endOfLife).toMatchObject({
      ...{ date: TOMORROW, reason: retire.reason },
      setBy: 'user:default/dario-datasci',
    });
    expect((await ledgerOf(model)).map(({ action }) => action)).toEqual([
      ...['stage-moved', 'end-of-life-set'],
    ]);
    const { body } = await moveStage(model, dario, {
      ...{ expectedStage: 'retired', endOfLife: TOMORROW, reason: 'Back' },
    }).expect(400);
    expect(body.error.message).toContain('body.endOfLife: goes with a move');
  });
});

function refOf(_caller: string): string {
  return 'user:default/dario-datasci';
}

describe.each(databases.eachSupportedId())('an end of life on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({ knex: await databases.init(id) });
  });
  beforeEach(() => backend.notifications.send.mockClear());

  const set = (model: TestModel, parts: object = {}) =>
    model.post(
      '/end-of-life',
      { date: TOMORROW, reason: 'Use the new one', ...parts },
      rosa,
    );

  it('is shown, told, kept in the ledger and taken back', async () => {
    const model = backend.addModel({ title: 'Churn' });
    addServingComponent(backend.catalog, model, {
      ...{ name: 'shop', owner: OWNERS },
    });
    await set(model).expect(200);
    await set(model).expect(200);
    expect((await model.summary()).endOfLife).toBe(TOMORROW);
    expect((await model.overview()).lifecycle.endOfLife).toMatchObject({
      ...{ date: TOMORROW, setBy: 'user:default/rosa-risk' },
    });
    await model
      .post('/end-of-life/clear', { reason: 'It goes on' }, rosa)
      .expect(200, { cleared: true });
    await model
      .post('/end-of-life/clear', { reason: 'It goes on' }, rosa)
      .expect(200, { cleared: false });
    expect(await model.summary()).not.toHaveProperty('endOfLife');
    expect(await ledgerOf(model)).toMatchObject([
      {
        action: 'end-of-life-set',
        actor: 'user:default/rosa-risk',
        body: { date: TOMORROW, reason: 'Use the new one' },
      },
      { action: 'end-of-life-cleared', body: { date: TOMORROW } },
    ]);
    expect(
      backend.notifications.send.mock.calls.map(([{ payload }]) => payload),
    ).toMatchObject([
      { title: `Churn reaches its end of life on ${TOMORROW}` },
      { title: 'The end of life of Churn was taken back' },
    ]);
  });

  it('is put off, and the ledger says from when', async () => {
    const model = backend.addModel();
    await set(model).expect(200);
    await set(model, { date: '2999-12-31' }).expect(200);
    const [, second] = await ledgerOf(model);
    expect(second.body).toMatchObject({ date: '2999-12-31', before: TOMORROW });
  });

  it.each([
    [{ date: '2020-01-01' }, 'body.date: 2020-01-01 is over'],
    [{ date: '2999-02-30' }, 'body.date: write a day as'],
    [{ date: 'tomorrow' }, 'body.date: write a day as'],
    [{ reason: ' ' }, 'body.reason'],
  ])('is refused as %j', async (parts, message) => {
    const model = backend.addModel();
    const { body } = await set(model, parts).expect(400);
    expect(body.error.message).toContain(message);
    expect(await ledgerOf(model)).toEqual([]);
  });

  it('needs the permission to move versions', async () => {
    const model = backend.addModel();
    backend.denyPermission('models.stage.move', model.modelRef);
    await set(model).expect(403);
    const { body } = await model
      .post('/versions', { version: '1' })
      .then(() => model.get('/possible-moves?version=1', rosa));
    expect(body.mayMove).toBe(false);
  });
});
