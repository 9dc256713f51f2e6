import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { TestModel } from '../__testUtils__/TestModel';
import { fakeDates } from '../__testUtils__/fakeDates';
import { person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';

jest.setTimeout(60_000);

// Cards are not in the database.
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const REPOSITORY = 'https://github.com/acme/models/tree/main/churn/';
const CARD_URL = 'https://github.com/acme/models/tree/main/churn/CARD.md';
const CARD = '---\nlicense: mit\n---\n# Churn\n\n## Evaluation\nGood';

const MINUTE = 60_000;

describe('the card of a model', () => {
  const readUrl = jest.fn();
  const directory = mkdtempSync(join(tmpdir(), 'cards-'));
  const catalogFile = join(directory, 'open', 'catalog-info.yaml');
  let backend: ModelsBackend;
  let added = 0;

  beforeAll(async () => {
    mkdirSync(join(directory, 'open'));
    writeFileSync(join(directory, 'secret.md'), '# Secret');
    writeFileSync(join(directory, 'open', 'CARD.md'), '# From the disk');
    writeFileSync(join(directory, 'open', 'passwords.txt'), 'x');
    symlinkSync(join(directory, 'secret.md'), join(directory, 'open/link.md'));
    backend = await startModelsBackend({
      knex: await databases.init('SQLITE_3'),
      catalogConfig: { locations: [{ type: 'file', target: catalogFile }] },
      services: {
        others: [mockServices.urlReader.mock({ readUrl }).factory],
      },
    });
  });
  beforeEach(() => readUrl.mockReset());
  afterEach(() => jest.useRealTimers());

  function addModel(
    card: string | undefined,
    source: string = `url:${REPOSITORY}`,
  ): TestModel {
    const name = `carded-${++added}`;
    backend.catalog.add({
      apiVersion: 'modelry.dev/v1alpha1',
      kind: 'Model',
      metadata: {
        ...{ name, namespace: 'default' },
        annotations: {
          'backstage.io/managed-by-location': source,
          'huggingface.co/repo-id': `acme/${name}`,
        },
      },
      spec: {
        ...{ type: 'classification', lifecycle: 'development' },
        ...(card !== undefined && { card }),
      },
    });
    return new TestModel({
      ...{ server: backend.server, namespace: 'default', name },
    });
  }

  function serve(text: string | Buffer, etag?: string) {
    readUrl.mockImplementation(async () => ({
      buffer: async () => Buffer.from(text),
      stream: () => Readable.from([Buffer.from(text)]),
      ...(etag && { etag }),
    }));
  }

  async function cardOf(
    model: TestModel,
    caller?: Parameters<TestModel['get']>[1],
  ) {
    const { body } = await model.get('/card', caller).expect(200);
    return body;
  }

  // Every test has a card of its own: what was read once is kept.
  const ownUrl = () => `https://example.com/cards/${++added}.md`;

  it('is none when the entity names none', async () => {
    expect(await cardOf(addModel(undefined))).toEqual({
      ...{ declared: false, known: [] },
    });
    expect(readUrl).not.toHaveBeenCalled();
  });

  it('is read from beside the source of the entity', async () => {
    serve(CARD);
    expect(await cardOf(addModel('./CARD.md'))).toMatchObject({
      ...{ declared: true, location: CARD_URL, known: [] },
      readAt: expect.any(String),
      card: { title: 'Churn', licenses: [{ name: 'mit' }] },
    });
    expect(readUrl).toHaveBeenCalledWith(CARD_URL, expect.anything());
  });

  it('is asked for once in some minutes, and then only for what changed', async () => {
    fakeDates();
    const model = addModel(ownUrl());
    serve(CARD, 'v1');
    await Promise.all([cardOf(model), cardOf(model), cardOf(model)]);
    await cardOf(model);
    expect(readUrl).toHaveBeenCalledTimes(1);

    jest.setSystemTime(Date.now() + 6 * MINUTE);
    readUrl.mockRejectedValue(
      Object.assign(new Error('same'), { name: 'NotModifiedError' }),
    );
    const { card, readAt, problem } = await cardOf(model);
    expect(readUrl).toHaveBeenLastCalledWith(
      ...[expect.anything(), expect.objectContaining({ etag: 'v1' })],
    );
    expect({ title: card.title, problem }).toEqual({ title: 'Churn' });
    expect(Date.parse(readAt)).toBe(Date.now());
  });

  it('stays when its source is down, and says so; it is soon asked again', async () => {
    fakeDates();
    const model = addModel(ownUrl());
    serve(CARD);
    await cardOf(model);
    jest.setSystemTime(Date.now() + 6 * MINUTE);
    readUrl.mockRejectedValue(new Error('502 Bad Gateway'));
    expect(await cardOf(model)).toMatchObject({
      card: { title: 'Churn' },
      problem: expect.stringContaining('502 Bad Gateway'),
    });
    serve('# Newer');
    jest.setSystemTime(Date.now() + 2 * MINUTE);
    const newer = await cardOf(model);
    expect(newer).toMatchObject({ card: { title: 'Newer' } });
    expect(newer).not.toHaveProperty('problem');
  });

  it.each([
    [new NotFoundError('no'), 'correct spec.card'],
    [new NotAllowedError('host'), 'integrations or backend.reading.allow'],
    [
      Object.assign(new Error('slow'), { name: 'TimeoutError' }),
      'did not answer in time',
    ],
    [new Error('500 oops'), '500 oops'],
  ])('says what to do about %s', async (error, remedy) => {
    readUrl.mockRejectedValue(error);
    const answer = await cardOf(addModel(ownUrl()));
    expect(answer.problem).toContain(remedy);
    expect(answer).not.toHaveProperty('card');
  });

  it.each([
    ['too long', '#'.repeat(1_000_001), 'longer than 1000 kB'],
    ['no UTF-8', Buffer.from([0x23, 0xff, 0xfe]), 'save it as UTF-8'],
    ['empty', '', 'empty'],
    ['some JSON', '{"a": 1}', 'no model card'],
  ])('that is %s is told so', async (_, content, problem) => {
    serve(content);
    const answer = await cardOf(addModel(ownUrl()));
    expect(answer.problem).toContain(problem);
    expect(answer).not.toHaveProperty('card');
  });

  it.each([
    'file:///etc/passwd',
    'ftp://example.com/card.md',
    'data:text/plain,x',
    'javascript:alert(1)',
  ])('is not read from %s', async url => {
    const { problem } = await cardOf(addModel(url));
    expect(problem).toContain('only http and https');
    expect(readUrl).not.toHaveBeenCalled();
  });

  it('is not read with a password, nor is that shown', async () => {
    const answer = await cardOf(addModel('https://me:secret@example.com/a.md'));
    expect(answer.problem).toContain('must not hold credentials');
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  describe('on the disk of the backend', () => {
    it('is read below a configured location', async () => {
      const answer = await cardOf(addModel('./CARD.md', `file:${catalogFile}`));
      expect(answer).toMatchObject({
        ...{ location: './CARD.md', card: { title: 'From the disk' } },
      });
    });

    it.each([
      ['above it', '../secret.md', () => catalogFile],
      ['through a link', './link.md', () => catalogFile],
      ['when it is no card', './passwords.txt', () => catalogFile],
      ['by an absolute path', '/etc/hosts.md', () => catalogFile],
      [
        'where an author says the model is from',
        './secret.md',
        () => join(directory, 'model.yaml'),
      ],
    ])('is not read %s', async (_, card, source) => {
      const answer = await cardOf(addModel(card, `file:${source()}`));
      expect(answer.problem).toMatch(/may not be read|relative path/);
      expect(answer).not.toHaveProperty('card');
      expect(JSON.stringify(answer)).not.toContain(directory);
    });
  });

  it('links to what of it the caller sees in the catalog', async () => {
    const base = addModel(undefined);
    const hidden = addModel(undefined);
    backend.catalog.hideFromPeople(hidden.modelRef);
    serve(
      `---\nbase_model: [acme/${base.name}, acme/${hidden.name}, other/x]\n---\n# Fine-tuned`,
    );
    const model = addModel(ownUrl());
    const named = { name: `acme/${base.name}`, entityRef: base.modelRef };
    expect((await cardOf(model, person('vera-validator'))).known).toEqual([
      named,
    ]);
    expect((await cardOf(model)).known).toEqual([
      named,
      { name: `acme/${hidden.name}`, entityRef: hidden.modelRef },
    ]);
  });
});
