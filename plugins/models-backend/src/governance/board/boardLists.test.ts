import { Knex } from 'knex';
import request from 'supertest';
import { TestModel } from '../../__testUtils__/TestModel';
import {
  approve,
  boardConfig,
  openReview,
  readAllPages,
  readBoard,
} from '../../__testUtils__/board';
import { OWNERS, machine, person } from '../../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../../__testUtils__/startModelsBackend';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = testDatabases();
const victor = person('victor-validator');

/** Every list, each of which holds something of every model. */
const LISTS = [
  'board',
  'waiting-sign-offs',
  'expiring-sign-offs',
  'active-waivers',
  'unsanctioned-deployments',
];
const NAMES = ['a', 'b', 'c', 'd', 'e'];
const HIDDEN = ['b', 'c', 'e'];

describe.each(databases.eachSupportedId())('lists of the board on %s', id => {
  let knex: Knex;
  let everything: ModelsBackend;
  let restricted: ModelsBackend;
  let closed: ModelsBackend;
  beforeAll(async () => {
    knex = await databases.init(id);
    everything = await start();
    restricted = await start();
    HIDDEN.forEach(name =>
      restricted.catalog.hideFromPeople(`model:default/${name}`),
    );
    closed = await start();
    closed.denyPermission('catalog.entity.read', '');
    for (const name of NAMES) {
      await fill(everything.addHighRiskModel({ name, title: 'Same title' }));
    }
    await everything.runTask('reconcile-governance');
  });

  async function start() {
    const backend = await startModelsBackend({ knex, config: boardConfig });
    NAMES.forEach(name =>
      backend.addHighRiskModel({ name, title: 'Same title' }),
    );
    backend.addModel({ name: 'light', spec: { riskTier: 'minimal' } });
    return backend;
  }

  /** Puts something of the model onto every list. */
  async function fill(model: TestModel) {
    const running = { environment: 'production', version: '0' };
    await model.post('/deployments', running).expect(200);
    await model.post('/versions', { version: '1' }).expect(200);
    await approve(model, person('vera-validator'));
    const entering = { version: '1', stage: 'production' };
    await model.post('/versions', entering).expect(200);
    await model.post('/versions', { version: '2' }).expect(200);
    await openReview(model, { version: '2' });
    await model.post('/versions', { version: '3' }).expect(200);
    await model
      .post(
        '/waivers',
        {
          requirement: 'validation',
          stage: 'production',
          version: '3',
          reason: 'A trial',
          until: new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString(),
        },
        person('rosa-risk'),
      )
      .expect(201);
  }

  async function namesOn(backend: ModelsBackend, path: string, caller: string) {
    const items = await readAllPages(backend.server, path, caller);
    return items.map(({ modelRef }) => modelRef.split('/')[1]).sort();
  }

  it.each(LISTS)('show all of %s to who may read all', async path => {
    expect(await namesOn(everything, path, victor)).toEqual(NAMES);
  });

  it.each(LISTS)('show of %s what the caller may read', async path => {
    expect(await namesOn(restricted, path, victor)).toEqual(['a', 'd']);
  });

  it.each(LISTS)('show nothing of %s to who may read nothing', async path => {
    expect(await namesOn(closed, path, victor)).toEqual([]);
  });

  it.each(LISTS.filter(path => path !== 'waiting-sign-offs'))(
    'show %s to a machine as it may read models',
    async path => {
      expect(await namesOn(restricted, path, machine)).toEqual(NAMES);
      expect(await namesOn(closed, path, machine)).toEqual([]);
    },
  );

  it('have nothing that waits for a machine', async () => {
    await request(everything.server)
      .get('/api/models/waiting-sign-offs')
      .set('Authorization', machine)
      .expect(403);
  });

  function facetsOf(models: number, waiting: number) {
    return {
      totalModels: models + 1,
      owners: [{ value: OWNERS, count: models }],
      systems: [],
      riskTiers: [{ value: 'high', count: models }],
      requirements: [
        {
          ...{ value: 'validation', title: 'Independent validation' },
          count: models,
        },
      ],
      statuses: [
        { value: 'approved', count: models },
        { value: 'not-required', count: 1 },
      ],
      ...{ waiting, expiring: models, waivers: models, unsanctioned: models },
    };
  }

  it('count what the caller may see, and no more', async () => {
    const facets = (backend: ModelsBackend, caller: string) =>
      readBoard(backend.server, 'board-facets', caller);
    expect(await facets(everything, victor)).toEqual(facetsOf(5, 5));
    expect(await facets(restricted, victor)).toEqual(facetsOf(2, 2));
    expect(await facets(restricted, machine)).toEqual(facetsOf(5, 0));
    const nothing = {
      ...{ totalModels: 0, owners: [], systems: [], riskTiers: [] },
      ...{ requirements: [], statuses: [], waiting: 0, expiring: 0 },
      ...{ waivers: 0, unsanctioned: 0 },
    };
    expect(await facets(closed, victor)).toEqual(nothing);
    expect(await facets(closed, machine)).toEqual(nothing);
  });

  it.each(LISTS)('show of %s each row once, in one order', async path => {
    const { items } = await readBoard(everything.server, path, victor);
    const paged = await readAllPages(everything.server, path, victor);
    expect(paged).toEqual(items);
    expect(paged).toHaveLength(5);
  });

  it.each(
    LISTS.flatMap(path =>
      [
        ['x', 1, {}],
        ['\u0000', '\u0000'],
        [1e300, 'a', 'b', 'c'],
        [1, '\u0000', 'b', 'c'],
        [1e300, 'a'],
        [1e12],
      ].map(cursor => [path, JSON.stringify(cursor)]),
    ),
  )('refuse for %s a cursor of their own making: %s', async (path, cursor) => {
    const encoded = Buffer.from(cursor).toString('base64url');
    const { body } = await request(everything.server)
      .get(`/api/models/${path}?cursor=${encoded}`)
      .set('Authorization', victor)
      .expect(400);
    expect(body.error.message).toContain('query.cursor');
  });

  it('say what each row is about', async () => {
    const [row] = await readAllPages(everything.server, 'board');
    expect(row).toEqual({
      ...{ modelRef: 'model:default/a', title: 'Same title', owner: OWNERS },
      ...{ riskTier: 'high', stage: 'production', version: '1' },
      ...{ signOff: 'approved', unsanctioned: 1 },
      running: [{ version: '0', environment: 'production', sanctioned: false }],
      requirements: [
        {
          ...{ id: 'validation', title: 'Independent validation' },
          ...{ stage: 'production', status: 'approved' },
          reason: 'Approved by user:default/vera-validator',
          expiresAt: expect.any(String),
        },
      ],
    });
    const [waiver] = await readAllPages(everything.server, 'active-waivers');
    expect(waiver).toMatchObject({
      requirementTitle: 'Independent validation',
      waiver: { version: '3', grantedBy: 'user:default/rosa-risk' },
    });
    const [waiting] = await readAllPages(
      ...([everything.server, 'waiting-sign-offs', victor] as const),
    );
    expect(waiting).toMatchObject({
      review: { version: '2', stage: 'production', status: 'open' },
      requirement: { id: 'validation', status: 'pending' },
    });
  });

  it('show as expiring what expires within the days asked for', async () => {
    const path = (days: number) => `expiring-sign-offs?days=${days}`;
    expect(await namesOn(everything, path(89), victor)).toEqual([]);
    expect(await namesOn(everything, path(90), victor)).toEqual(NAMES);
  });

  it('leave out of the waiting list what the caller lacks the permission for', async () => {
    const backend = await start();
    backend.denyPermission('models.review.decide', 'model:default/a');
    backend.denyPermission('models.review.decide', 'model:default/b');
    expect(await namesOn(backend, 'waiting-sign-offs', victor)).toEqual([
      ...['c', 'd', 'e'],
    ]);
    const { waiting } = await readBoard(
      ...([backend.server, 'board-facets', victor] as const),
    );
    expect(waiting).toBe(3);
  });
});

describe.each(databases.eachSupportedId())('filters of the board on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: boardConfig,
    });
    backend.addHighRiskModel({ name: 'one', system: 'system:default/lending' });
    backend.addHighRiskModel({ name: 'two', owner: 'group:default/others' });
    backend.addModel({
      ...{ name: 'three', owner: OWNERS, system: 'system:default/lending' },
      spec: { riskTier: 'limited' },
    });
    const four = backend.addHighRiskModel({ name: 'four' });
    await four.post('/versions', { version: '1' }).expect(200);
    await approve(four);
    await backend.runTask('reconcile-governance');
  });

  it.each([
    ['', ['four', 'one', 'three', 'two']],
    [`?owner=${OWNERS}`, ['four', 'one', 'three']],
    ['?owner=group:default/OTHERS', ['two']],
    ['?system=system:default/lending', ['one', 'three']],
    ['?riskTier=limited', ['three']],
    ['?requirement=validation', ['four', 'one', 'two']],
    ['?status=missing', ['one', 'three', 'two']],
    ['?requirement=validation&status=approved', ['four']],
    ['?requirement=transparency&status=approved', []],
    [`?owner=${OWNERS}&status=missing&riskTier=high`, ['one']],
    ['?owner=group:default/nobody', []],
  ])('%s', async (query, names) => {
    const items = await readAllPages(backend.server, `board${query}`);
    expect(items.map(({ title }) => title)).toEqual(names);
  });

  it.each([
    ['?status=good', 'query.status'],
    ['?riskTier=extreme', 'query.riskTier'],
    ['?limit=0', 'query.limit'],
    ['?tier=high', 'tier'],
  ])('%s is refused with the field at fault', async (query, field) => {
    const { body } = await request(backend.server)
      .get(`/api/models/board${query}`)
      .set('Authorization', machine)
      .expect(400);
    expect(body.error.message).toContain(field);
  });

  it('are counted with the models of each', async () => {
    expect(await readBoard(backend.server, 'board-facets')).toMatchObject({
      owners: [
        { value: OWNERS, count: 3 },
        { value: 'group:default/others', count: 1 },
      ],
      systems: [{ value: 'system:default/lending', count: 2 }],
      riskTiers: [
        { value: 'high', count: 3 },
        { value: 'limited', count: 1 },
      ],
    });
  });
});
