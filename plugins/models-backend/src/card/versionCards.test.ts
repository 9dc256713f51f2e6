import { mockServices } from '@backstage/backend-test-utils';
import { Readable } from 'node:stream';
import { TestModel } from '../__testUtils__/TestModel';
import {
  addReviewedVersion,
  decide,
  governedConfig,
} from '../__testUtils__/governance';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const OWN = '---\nlicense: mit\n---\n# Of version 7\n\n## Limitations\nSmall';
const SHARED = '# Of the model';

describe.each(databases.eachSupportedId())('cards of versions on %s', id => {
  const readUrl = jest.fn(async () => ({
    buffer: async () => Buffer.from(SHARED),
    stream: () => Readable.from([Buffer.from(SHARED)]),
  }));
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
      services: {
        others: [mockServices.urlReader.mock({ readUrl }).factory],
      },
    });
  });

  const report = (model: TestModel, facts: object) =>
    model.post('/versions', { version: '7', ...facts }, machine);
  const cardOf = async (model: TestModel, query: string = '') =>
    (await model.get(`/card${query}`).expect(200)).body;
  const titleOf = async (model: TestModel, query?: string) =>
    (await cardOf(model, query)).card?.title;
  const modelWithCard = () =>
    backend.addModel({ spec: { card: 'https://example.com/CARD.md' } });

  it('are shown for their version, and that of the model for the others', async () => {
    const model = modelWithCard();
    await report(model, { card: OWN }).expect(200);
    await report(model, { version: '8' }).expect(200);

    expect(await cardOf(model, '?version=7')).toMatchObject({
      ...{ declared: true, version: '7' },
      reported: { at: expect.any(String), by: 'external:trainer' },
      card: {
        title: 'Of version 7',
        licenses: [{ name: 'mit' }],
        markdown: expect.stringContaining('Small'),
      },
    });
    const shared = await cardOf(model, '?version=8');
    expect(shared).toMatchObject({
      ...{ declared: true, version: '8', card: { title: 'Of the model' } },
      location: 'https://example.com/CARD.md',
    });
    expect(shared).not.toHaveProperty('reported');
  });

  it('are shown for the version in question when none is named', async () => {
    const model = modelWithCard();
    await report(model, { card: OWN }).expect(200);
    expect(await titleOf(model)).toBe('Of version 7');
    await report(model, { version: '8' }).expect(200);
    expect(await titleOf(model)).toBe('Of the model');
  });

  it('are there also when the entity names none', async () => {
    const model = backend.addModel();
    await report(model, { card: OWN }).expect(200);
    await report(model, { version: '8' }).expect(200);
    expect(await titleOf(model, '?version=7')).toBe('Of version 7');
    expect(await cardOf(model, '?version=8')).toEqual({
      ...{ declared: false, known: [], version: '8' },
    });
  });

  it('stay when a report does not speak of them, and can be replaced', async () => {
    const model = backend.addModel();
    await report(model, { card: OWN }).expect(200);
    const again = await report(model, { card: OWN }).expect(200);
    expect(again.body.changed).toBe(false);
    await report(model, { description: 'Better' }).expect(200);
    expect(await titleOf(model)).toBe('Of version 7');

    const other = await report(model, { card: '# Other' }).expect(200);
    expect(other.body.changed).toBe(true);
    expect(other.body.version).not.toHaveProperty('card');
    expect(await titleOf(model)).toBe('Other');
  });

  it('stay as they were when somebody has decided about the version', async () => {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    const facts = { version: '1', card: OWN };
    await report(model, facts).expect(200);
    await decide(model, person('vera-validator')).expect(201);
    const { body } = await report(model, {
      ...{ ...facts, card: '# Safer than it is', description: 'Half written' },
    }).expect(409);
    expect(body.error.message).toMatch(
      /^body.card: version '1' was decided about and keeps the card/,
    );
    expect(await titleOf(model)).toBe('Of version 7');
    expect((await model.get('/versions')).body.items[0]).not.toHaveProperty(
      'description',
    );
    await report(model, facts).expect(200);
  });

  it('may be the JSON of the toolkit', async () => {
    const model = backend.addModel();
    const card = JSON.stringify({ model_details: { name: 'Churn' } });
    await report(model, { card }).expect(200);
    expect(await cardOf(model)).toMatchObject({
      card: { format: 'google-model-card', title: 'Churn' },
    });
  });

  it.each([
    ['', 'body.card: The card is empty'],
    ['{"a": 1}', 'body.card: The JSON is no model card'],
    ['{', 'body.card: The card is no valid JSON'],
    ['ä'.repeat(500_001), 'body.card: must be at most 1000 kB'],
    ['# A\0', 'body.card: holds a NUL'],
    [7, 'body.card: Invalid input'],
  ])('are refused when they are none: %.9j', async (card, problem) => {
    const model = backend.addModel();
    const { body } = await report(model, { card }).expect(400);
    expect(body.error.message).toContain(problem);
    expect((await model.get('/versions')).body.items).toEqual([]);
  });

  it('are asked for of known versions only', async () => {
    const model = modelWithCard();
    const { body } = await model.get('/card?version=9').expect(404);
    expect(body.error.message).toContain("has no version '9'");
    backend.catalog.hideFromPeople(model.modelRef);
    await report(model, { card: OWN }).expect(200);
    await model.get('/card?version=7', person('vera-validator')).expect(404);
  });
});
