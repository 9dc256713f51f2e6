import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

function cursorOf(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

describe.each(databases.eachSupportedId())('pages of versions on %s', id => {
  let backend: ModelsBackend;
  let model: TestModel;
  const newestFirst = Array.from(
    { length: 25 },
    (_, index) => `v${25 - index}`,
  );

  beforeAll(async () => {
    backend = await startModelsBackend({ knex: await databases.init(id) });
    model = backend.addModel();
    const neighbour = backend.addModel();
    for (const version of [...newestFirst].reverse()) {
      await model.post('/versions', { version }).expect(200);
      await neighbour.post('/versions', { version: `n${version}` }).expect(200);
    }
  });

  async function page(query: string) {
    const { body } = await model.get(`/versions?${query}`).expect(200);
    return {
      versions: body.items.map((item: { version: string }) => item.version),
      nextCursor: body.pageInfo.nextCursor,
    };
  }

  it.each([1, 7, 24, 25, 26, 200])(
    'of %d lose and repeat nothing',
    async limit => {
      const seen: string[] = [];
      let pages = 0;
      let cursor = '';
      do {
        const { versions, nextCursor } = await page(
          `limit=${limit}${cursor && `&cursor=${cursor}`}`,
        );
        expect(versions.length).toBeLessThanOrEqual(limit);
        seen.push(...versions);
        cursor = nextCursor;
        pages += 1;
      } while (cursor);
      expect(seen).toEqual(newestFirst);
      expect(pages).toBe(Math.ceil(25 / limit));
    },
  );

  it('do not shift when a version is registered in between', async () => {
    const growing = backend.addModel();
    for (const version of ['1', '2', '3']) {
      await growing.post('/versions', { version }).expect(200);
    }
    const first = await growing.get('/versions?limit=2').expect(200);
    await growing.post('/versions', { version: '4' }).expect(200);
    const { nextCursor } = first.body.pageInfo;
    const second = await growing.get(`/versions?limit=2&cursor=${nextCursor}`);
    expect(second.body).toEqual({
      items: [expect.objectContaining({ version: '1' })],
      pageInfo: {},
    });
  });

  it('are complete without a limit', async () => {
    expect((await page('')).versions).toEqual(newestFirst);
  });

  it('are empty for a model without versions', async () => {
    const { body } = await backend.addModel().get('/versions').expect(200);
    expect(body).toEqual({ items: [], pageInfo: {} });
  });

  it.each([
    ['nonsense'],
    [''],
    ['%00'],
    [cursorOf('5')],
    [cursorOf([])],
    [cursorOf(['5'])],
    [cursorOf([5, 6])],
    [cursorOf([null])],
    [cursorOf([1.5])],
    [cursorOf([Number.MAX_SAFE_INTEGER])],
    [cursorOf([2 ** 31])],
    [cursorOf([-(2 ** 40)])],
    [cursorOf({ 0: 5 })],
    [Buffer.from('[1e999]').toString('base64url')],
    ['a&cursor=b'],
    ['x'.repeat(1_001)],
  ])('are refused after the cursor %s', async cursor => {
    const { body } = await model.get(`/versions?cursor=${cursor}`).expect(400);
    expect(body.error.message).toContain('query.cursor');
  });

  it.each([
    '0',
    '-1',
    '201',
    '1.5',
    'many',
    '',
    'NaN',
    'Infinity',
    '5&limit=6',
  ])('are refused with the limit %s', async limit => {
    const { body } = await model.get(`/versions?limit=${limit}`).expect(400);
    expect(body.error.message).toContain('query.limit');
  });
});
