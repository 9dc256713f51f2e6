import { FLEET_SORTS, FleetRow } from '@modelry/backstage-plugin-models-common';
import fc from 'fast-check';
import request from 'supertest';
import { readBoard } from '../__testUtils__/board';
import { FLEET, RISK, namesOf, startFleet } from '../__testUtils__/fleet';
import { OWNERS, machine, person } from '../__testUtils__/people';
import { ModelsBackend } from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('the fleet on %s', id => {
  let backend: ModelsBackend;
  let restricted: ModelsBackend;
  beforeAll(async () => {
    ({ backend, restricted } = await startFleet(await databases.init(id)));
  });

  const read = (path: string) => readBoard(backend.server, path);
  const find = (query: string, caller?: string) =>
    namesOf(backend.server, query, caller);

  it('says of each model what its page says', async () => {
    const { items } = await read('fleet');
    expect(items).toHaveLength(FLEET.length);
    for (const row of items) {
      const { body } = await request(backend.server)
        .post('/api/models/summaries')
        .set('Authorization', machine)
        .send({ modelRefs: [row.modelRef] });
      const { title, ...summary } = body.items[0];
      expect(row).toMatchObject(summary);
    }
    expect(
      items.find((row: FleetRow) => row.title === 'Customer churn'),
    ).toEqual(
      expect.objectContaining({
        ...{ type: 'classification', system: 'system:default/retention' },
        ...{
          tags: ['retail', 'tabular'],
          source: 'yaml',
          stage: 'development',
        },
        ...{ monitoring: 'critical', unsanctioned: 1 },
        environments: ['production'],
      }),
    );
  });

  it.each<[string, string[]]>([
    ['', ['forecast', 'credit', 'churn', 'idle', 'ranker']],
    ['text=churn', ['churn']],
    ['text=will+leave', ['churn']],
    ['text=leave+nobody', []],
    ['text=%25', ['forecast']],
    ['text=demand_', ['forecast']],
    ['text=d_mand', []],
    ['text=!', []],
    ['text=RETENTION', ['churn']],
    [`owner=${OWNERS}`, ['churn', 'ranker']],
    ['owner=Group:Default/Credit-Analytics', ['churn', 'ranker']],
    ['owner=none', ['forecast']],
    [`owner=none&owner=${RISK}`, ['forecast', 'credit', 'idle']],
    ['stage=validation', ['forecast']],
    ['riskTier=high', ['credit', 'churn']],
    ['riskTier=none', ['idle', 'ranker']],
    ['riskTier=minimal&riskTier=none', ['forecast', 'idle', 'ranker']],
    ['type=ranking', ['ranker']],
    ['system=none', ['forecast', 'credit', 'idle', 'ranker']],
    ['environment=production', ['churn', 'ranker']],
    ['environment=none', ['forecast', 'idle']],
    ['environment=none&environment=shadow', ['forecast', 'credit', 'idle']],
    ['monitoring=critical&monitoring=warning', ['churn', 'ranker']],
    ['monitoring=unmonitored', ['idle']],
    ['monitoring=unmonitored&monitoring=ok', ['forecast', 'credit', 'idle']],
    ['signOff=missing', ['credit', 'churn']],
    ['source=mlflow:main', ['ranker']],
    ['tag=retail', ['churn']],
    ['tag=retail&tag=tabular', ['credit', 'churn']],
    ['tag=tabular&riskTier=high&monitoring=ok', ['credit']],
    ['tag=unheard-of', []],
  ])('asked for %s finds %j', async (query, names) => {
    expect(await find(query)).toEqual(names);
    const { modelRefs, totalItems } = await read(`fleet-refs?${query}`);
    expect(modelRefs).toEqual(names.map(name => `model:default/${name}`));
    expect(totalItems).toBe(names.length);
  });

  it.each([
    ['title', ['forecast', 'credit', 'churn', 'idle', 'ranker']],
    ['owner', ['churn', 'ranker', 'credit', 'idle', 'forecast']],
    ['stage', ['credit', 'churn', 'idle', 'ranker', 'forecast']],
    ['riskTier', ['idle', 'ranker', 'forecast', 'credit', 'churn']],
    ['monitoring', ['idle', 'forecast', 'credit', 'ranker', 'churn']],
    ['signOff', ['forecast', 'idle', 'ranker', 'credit', 'churn']],
  ])('is sorted by %s, and among equals by title', async (sort, names) => {
    expect(await find(`sort=${sort}`)).toEqual(names);
  });

  it.each(FLEET_SORTS)(
    'sorted by %s shows every model once on pages of any size',
    async sort => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 6 }),
          fc.constantFrom('asc', 'desc'),
          async (limit, order) => {
            const query = `sort=${sort}&order=${order}`;
            const whole = (await read(`fleet?${query}`)).items;
            const paged = [];
            let cursor = '';
            do {
              const page = await read(`fleet?${query}&limit=${limit}${cursor}`);
              expect(page.totalItems).toBe(FLEET.length);
              paged.push(...page.items);
              const { nextCursor } = page.pageInfo;
              cursor = nextCursor ? `&cursor=${nextCursor}` : '';
            } while (cursor);
            expect(paged).toEqual(whole);
          },
        ),
        { numRuns: 8 },
      );
    },
  );

  it.each([
    ['fleet?sort=size', /query.sort/],
    ['fleet?riskTier=huge', /query.riskTier/],
    ['fleet?stage=Production', /query.stage/],
    ['fleet?colour=red', /colour/],
    [`fleet?${Array(51).fill('tag=a').join('&')}`, /query.tag/],
    [`fleet?text=${'x'.repeat(201)}`, /query.text: must be at most 200/],
    ['fleet?cursor=abc', /query.cursor: not a cursor/],
    ['fleet-facets?monitoring=bad', /query.monitoring/],
  ])('refuses %s, naming the field', async (path, message) => {
    const { body } = await request(backend.server)
      .get(`/api/models/${path}`)
      .set('Authorization', machine)
      .expect(400);
    expect(body.error.message).toMatch(message);
  });

  it('refuses the cursor of another order', async () => {
    const { pageInfo } = await read('fleet?limit=1&sort=owner');
    for (const query of ['sort=title', 'sort=stage', 'sort=owner&order=desc']) {
      const { body } = await request(backend.server)
        .get(`/api/models/fleet?${query}&cursor=${pageInfo.nextCursor}`)
        .set('Authorization', machine)
        .expect(400);
      expect(body.error.message).toMatch(/query.cursor: belongs to .* another/);
    }
  });

  it.each([
    [['title', 'asc', 1.5, 'a', 'b']],
    [['stage', 'asc', 'x', 'a', 'b']],
  ])('refuses the cursor %j that somebody made up', async place => {
    const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
    await request(backend.server)
      .get(`/api/models/fleet?sort=${place[0]}&cursor=${cursor}`)
      .set('Authorization', machine)
      .expect(400);
  });

  it('shows people what is theirs, and machines own nothing', async () => {
    expect(await find('mine=true', person('dario-datasci'))).toEqual([
      'churn',
      'ranker',
    ]);
    expect(await find('mine=true')).toEqual([]);
  });

  it('shows and counts for each only what they may see', async () => {
    const rosa = person('rosa-risk');
    const seen = ['churn', 'idle', 'ranker'];
    const { items, totalItems } = await readBoard(
      restricted.server,
      'fleet',
      rosa,
    );
    expect(items.map((row: FleetRow) => row.modelRef)).toEqual(
      seen.map(name => `model:default/${name}`),
    );
    expect(totalItems).toBe(3);
    expect(await readBoard(restricted.server, 'fleet-refs', rosa)).toEqual({
      modelRefs: seen.map(name => `model:default/${name}`),
      totalItems: 3,
    });
  });

  it('forgets a tag, a text and a source with the entity that had them', async () => {
    const model = backend.addModel({
      ...{ name: 'passing', metadata: { tags: ['passing-tag'] } },
      spec: { riskTier: 'limited' },
    });
    await backend.runTask('reconcile-governance');
    expect(await find('tag=passing-tag')).toEqual(['passing']);
    backend.addModel({ name: 'passing', metadata: { tags: ['other-tag'] } });
    await backend.runTask('reconcile-governance');
    expect(await find('tag=passing-tag')).toEqual([]);
    expect(await find('text=other-tag')).toEqual(['passing']);
    backend.catalog.remove(model.modelRef);
    await backend.runTask('reconcile-governance');
    expect(await find('tag=other-tag')).toEqual([]);
    expect(await find('')).toHaveLength(FLEET.length);
  });
});
