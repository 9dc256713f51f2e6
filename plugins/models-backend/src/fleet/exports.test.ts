import { mockServices } from '@backstage/backend-test-utils';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { readModelCard } from '@modelry/backstage-plugin-models-common';
import { Readable } from 'node:stream';
import request from 'supertest';
import {
  addReviewedVersion,
  decide,
  governedConfig,
} from '../__testUtils__/governance';
import { Caller, machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = testDatabases();
const DIGEST = `sha256:${'b'.repeat(64)}`;
const CARD = '---\nlicense: mit\n---\n# Card\n\n## Limitations\n\nSmall firms';
const schema = new Validation.JsonStrictValidator(Spec.Version.v1dot6);

describe.each(databases.eachSupportedId())('exports on %s', id => {
  const readUrl = jest.fn(async () => ({
    buffer: async () => Buffer.from(CARD),
    stream: () => Readable.from([Buffer.from(CARD)]),
  }));
  let backend: ModelsBackend;
  // What is exported depends on all models: every test has a backend of its own.
  beforeEach(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
      services: { others: [mockServices.urlReader.mock({ readUrl }).factory] },
    });
  });

  const download = (path: string, caller: Caller = machine) =>
    request(backend.server)
      .get(`/api/models${path}`)
      .set('Authorization', caller)
      .buffer(true)
      .parse((response, done) => {
        let text = '';
        response.on('data', chunk => (text += chunk));
        response.on('end', () => done(null, text));
      });

  async function csv(caller?: Caller, query = ''): Promise<string[]> {
    const path = `/inventory-export${query}`;
    const { body } = await download(path, caller).expect(200);
    return body.trimEnd().split('\r\n');
  }

  async function bom(path: string, caller?: Caller) {
    const { body } = await download(path, caller).expect(200);
    expect(await schema.validate(body)).toBeNull();
    return JSON.parse(body);
  }

  const refsIn = ({ components }: { components: object[] }) =>
    components.map(component => Object(component)['bom-ref']);

  it('list all models, with what runs', async () => {
    const model = backend.addHighRiskModel({ title: '=Churn' });
    const report = { version: '1', digest: DIGEST, metrics: { auc: 0.8 } };
    await model.post('/versions', report).expect(200);
    await model.post('/versions', { version: '2' }).expect(200);
    await model
      .post('/deployments', { environment: 'production', version: '1' })
      .expect(200);
    const other = backend.addModel();

    const [titles, ...lines] = await csv();
    expect(titles).toMatch(/^Model,Title,/);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(`${model.modelRef},'=Churn,`);
    expect(lines[0]).toContain('production/primary: version 1, running');
    expect(lines[1]).toContain(other.modelRef);

    const document = await bom('/bom-export');
    expect(refsIn(document)).toEqual([
      ...[`${model.modelRef}@2`, `${model.modelRef}@1`, other.modelRef],
    ]);
    expect(document.components[1]).toMatchObject({
      hashes: [{ content: 'b'.repeat(64) }],
      modelCard: {
        quantitativeAnalysis: {
          performanceMetrics: [{ type: 'auc', value: '0.8' }],
        },
      },
    });
  });

  it('hold nothing that the caller may not see', async () => {
    const seen = backend.addModel();
    const hidden = backend.addModel();
    backend.catalog.hideFromPeople(hidden.modelRef);
    const vera = person('vera-validator');
    expect((await csv(vera)).join()).not.toContain(hidden.name);
    expect(refsIn(await bom('/bom-export', vera))).toEqual([seen.modelRef]);
    expect(refsIn(await bom('/bom-export'))).toHaveLength(2);
    for (const path of ['bom-export', 'card-export']) {
      await download(`/default/${hidden.name}/${path}`, vera).expect(404);
      await download(`/default/nobody/${path}`, vera).expect(404);
    }
  });

  it('hold nothing for a machine that may not read the catalog', async () => {
    backend.addModel();
    backend.denyPermission('catalog.entity.read');
    expect(await csv()).toHaveLength(1);
    expect(refsIn(await bom('/bom-export'))).toEqual([]);
  });

  it('have every model once, on however many pages', async () => {
    const models = Array.from({ length: 450 }, () => backend.addModel());
    const refs = models.map(({ modelRef }) => modelRef).sort();
    expect(refsIn(await bom('/bom-export')).sort()).toEqual(refs);
    const lines = (await csv()).slice(1);
    expect(lines.map(line => line.split(',')[0]).sort()).toEqual(refs);
  });

  it('hold what a filter of the fleet lets through, however much it is', async () => {
    const ranked = Array.from({ length: 405 }, () =>
      backend.addModel({ spec: { type: 'ranking' } }),
    );
    const other = backend.addModel({ spec: { type: 'embedding' } });
    const [hidden] = ranked;
    backend.catalog.hideFromPeople(hidden.modelRef);
    await backend.runTask('reconcile-governance');
    const refs = ranked.map(({ modelRef }) => modelRef).sort();
    const named = (lines: string[]) =>
      lines.slice(1).map(line => line.split(',')[0]);
    const lines = await csv(machine, '?type=ranking');
    expect(named(lines).sort()).toEqual(refs);
    const vera = person('vera-validator');
    expect(named(await csv(vera, '?type=ranking')).sort()).toEqual(
      refs.filter(ref => ref !== hidden.modelRef),
    );
    expect(refsIn(await bom('/bom-export?type=embedding&type=none'))).toEqual([
      other.modelRef,
    ]);
    expect(refsIn(await bom('/bom-export?mine=true', vera))).toEqual([]);
    await download('/inventory-export?monitoring=fine').expect(400);
  });

  it.each(['/inventory-export', '/bom-export'])(
    'say that the catalog is away: %s',
    async path => {
      backend.catalog.breakLists();
      const { body } = await download(path).expect(500);
      expect(body).toContain('The catalog cannot be reached');
    },
  );

  it('are files that are not kept', async () => {
    backend.addModel({ name: 'churn' });
    const { headers } = await download('/default/churn/card-export');
    expect(headers).toMatchObject({
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': 'attachment; filename="default-churn-card.md"',
      'cache-control': 'no-store',
    });
    const all = await download('/bom-export');
    expect(all.headers['content-type']).toMatch(
      /^application\/vnd\.cyclonedx\+json/,
    );
    expect(all.headers['content-disposition']).toContain('"models.cdx.json"');
  });

  it('make a bill of materials of one version, with its card', async () => {
    const model = backend.addModel({
      spec: { card: 'https://example.com/CARD.md' },
    });
    const path = `/default/${model.name}/bom-export`;
    await model.post('/versions', { version: '1', digest: DIGEST });
    await model.post('/versions', { version: '2', card: '# Own' });
    expect((await bom(`${path}?version=1`)).metadata.component).toMatchObject({
      ...{ 'bom-ref': `${model.modelRef}@1`, version: '1' },
      licenses: [{ license: { id: 'MIT' } }],
      modelCard: {
        considerations: { technicalLimitations: ['Small firms'] },
      },
    });
    const newest = await bom(path);
    expect(newest.metadata.component.version).toBe('2');
    expect(newest.metadata.component).not.toHaveProperty('licenses');
    await download(`${path}?version=3`).expect(404);
  });

  it('write a card from the record, and say what is missing', async () => {
    const model = await addReviewedVersion(
      backend.addHighRiskModel({
        spec: { card: 'https://example.com/CARD.md' },
      }),
    );
    await decide(model, person('vera-validator')).expect(201);
    const path = `/default/${model.name}/card-export`;
    const { body } = await download(path).expect(200);
    const read = readModelCard(body);
    expect(read).toMatchObject({
      card: { licenses: [{ name: 'mit' }], problems: [] },
    });
    expect(body).toContain('## Bias, risks and limitations\n\nSmall firms');
    expect(body).toMatch(
      /\| Independent validation \|.*user:default\/vera-validator on/,
    );
    expect(body).toContain('## What is missing');
    expect(body).toContain('- Environmental impact:');
    await download(`${path}?version=9`).expect(404);
  });
});
