import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  DEFAULT_LIFECYCLE,
  RISK_TIERS,
} from '@modelry/backstage-plugin-models-common';
import fc from 'fast-check';
import { TestModel } from '../__testUtils__/TestModel';
import { HOSTILE } from '../__testUtils__/arbitraryValues';
import { readBoard } from '../__testUtils__/board';
import { fetchLines } from '../__testUtils__/exportLines';
import { governedConfig } from '../__testUtils__/governance';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(180_000);

const databases = testDatabases();

const ENTITIES = 80;

/** Texts of whatever length and content: the catalog takes all of them. */
const text = fc.oneof(
  fc.constantFrom(
    ...HOSTILE.filter(value => typeof value === 'string' && value !== ''),
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
  fc.string({ minLength: 250, maxLength: 700 }),
);
const word = fc.stringMatching(/^[a-z0-9]{1,63}$/);
const entityRef = (kind: string) =>
  fc
    .tuple(word, word)
    .map(([namespace, name]) => `${kind}:${namespace}/${name}`);

/** What authors may write that the catalog and the schema of the kind let through. */
const models: fc.Arbitrary<Entity> = fc.record({
  apiVersion: fc.constant('modelry.dev/v1alpha1'),
  kind: fc.constantFrom('Model', 'model'),
  metadata: fc.record(
    {
      name: fc.stringMatching(
        /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
      ),
      namespace: word,
      title: text,
      description: text,
      tags: fc.array(word, { maxLength: 50 }),
      annotations: fc.dictionary(
        fc.constantFrom(
          ...['modelry.dev/former-name', 'modelry.dev/declared-owner'],
          ...['backstage.io/managed-by-origin-location', 'modelry.dev/licence'],
          ...['backstage.io/source-location', 'backstage.io/view-url'],
        ),
        text.map(String),
      ),
    },
    { requiredKeys: ['name', 'namespace'] },
  ) as fc.Arbitrary<Entity['metadata']>,
  spec: fc.record(
    {
      type: text,
      lifecycle: fc.constantFrom(
        ...DEFAULT_LIFECYCLE.stages.map(({ id }) => id),
      ),
      owner: entityRef('group'),
      riskTier: fc.constantFrom(...RISK_TIERS),
      intendedUse: text,
      trainedOn: fc.array(entityRef('resource'), { maxLength: 20 }),
      baseModel: entityRef('model'),
      card: text,
      monitoring: fc.record({
        thresholds: fc.array(
          fc.record({ check: text, warning: fc.double({ noNaN: true }) }),
          { maxLength: 5 },
        ),
      }),
    },
    { requiredKeys: ['type', 'lifecycle'] },
  ) as fc.Arbitrary<Entity['spec']>,
  relations: fc.array(
    fc.record({
      type: fc.constantFrom('ownedBy', 'partOf', 'servedBy', 'trainedOn'),
      targetRef: fc.oneof(entityRef('group'), entityRef('system')),
    }),
    { maxLength: 5 },
  ),
});

describe.each(databases.eachSupportedId())(
  'whatever a YAML says, on %s,',
  id => {
    let backend: ModelsBackend;
    beforeAll(async () => {
      backend = await startModelsBackend({
        knex: await databases.init(id),
        config: governedConfig,
      });
    });
    afterEach(() => backend.logger.error.mockClear());

    it('the record of the model can be written and read', async () => {
      await fc.assert(
        fc.asyncProperty(models, async entity => {
          backend.catalog.add(entity);
          const { name, namespace = 'default' } = entity.metadata;
          const model = new TestModel({
            ...{ server: backend.server, name, namespace },
          });
          const answers = [
            await model.post('/versions', { version: '1' }),
            await model.post('/check-results', {
              results: [{ check: 'AUC', kind: 'performance', value: 0.7 }],
            }),
            await model.get(),
            await model.get('/card'),
            await model.get('/monitoring'),
          ];
          expect(
            answers
              .filter(({ status }) => status >= 500)
              .map(({ body }) => body.error),
          ).toEqual([]);
          expect(answers[2].status).toBe(200);
          expect(await model.summary()).toMatchObject({
            modelRef: stringifyEntityRef(entity),
          });
        }),
        // A smaller example would take minutes to find.
        { numRuns: ENTITIES, endOnFailure: true },
      );
    });

    it('lists and exports of all models hold them', async () => {
      await backend.runTask('reconcile-governance');
      expect(backend.logger.error).not.toHaveBeenCalled();
      const { totalItems } = await readBoard(backend.server, 'fleet');
      expect(totalItems).toBeGreaterThan(ENTITIES / 2);
      await readBoard(backend.server, 'fleet-facets');
      await readBoard(backend.server, 'board');
      const { status, lines } = await fetchLines(
        ...([backend.server, '/inventory-export'] as const),
      );
      expect(status).toBe(200);
      expect(lines.length).toBeGreaterThan(totalItems);
    });
  },
);
