import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DEFAULT_LIFECYCLE,
  readModelCard,
} from '@modelry/backstage-plugin-models-common';
import {
  SourceError,
  SourcedModels,
  VersionTeller,
} from '@modelry/backstage-plugin-models-node';
import { BridgeClient } from './BridgeClient';
import { BridgeModels } from './BridgeModels';
import { BridgeStandIn } from './__testUtils__/BridgeStandIn';
import longerStrings from './__testUtils__/documents/longer-strings.json';
import nonTechdocs from './__testUtils__/documents/non-techdocs.json';
import { readBridgeInstances } from './config';

const bridge = new BridgeStandIn();
beforeAll(() => bridge.start());
afterAll(() => bridge.stop());
beforeEach(() => {
  bridge.documents = {};
  bridge.trouble = undefined;
});

const LOCATION = 'model-catalog-bridge:openshift';

async function start(entities: Entity[] = [], config = {}) {
  const [instance] = readBridgeInstances(
    new ConfigReader({
      catalog: {
        providers: {
          modelCatalogBridge: { openshift: { url: bridge.url, ...config } },
        },
      },
    }),
  );
  const models = new SourcedModels({
    location: LOCATION,
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities }),
  });
  const mutations: EntityProviderMutation[] = [];
  await models.connect({
    refresh: async () => {},
    applyMutation: async mutation => {
      mutations.push(mutation);
    },
  });
  const reportVersion = jest.fn();
  const bridged = new BridgeModels({
    ...{ instance, models, lifecycle: DEFAULT_LIFECYCLE },
    bridge: new BridgeClient(instance, async () => {}),
    versions: new VersionTeller({
      record: { reportVersion },
      remedy: 'Look there.',
    }),
  });
  const run = (signal = new AbortController().signal) => bridged.run(signal);
  return { run, mutations, reportVersion };
}

function modelOf(name: string, facts: object = {}) {
  return {
    ...{ name, owner: 'anna', description: `What ${name} does` },
    ...{ lifecycle: 'production', ...facts },
  };
}

function inCatalog(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'other', lifecycle: 'development' },
  };
}

const fromBridge = (name: string, document: string) =>
  inCatalog(name, {
    'backstage.io/managed-by-origin-location': LOCATION,
    'modelry.dev/model-catalog-document': document,
  });

function namesOf(mutation: EntityProviderMutation) {
  const entities =
    mutation.type === 'full' ? mutation.entities : mutation.added;
  return entities.map(({ entity }) => entity.metadata.name);
}

describe('models of a bridge', () => {
  it('become entities, with their server beside them', async () => {
    bridge.documents = { '/granite/20b/model-catalog.json': nonTechdocs };
    const { run, mutations } = await start();
    const { counts, problems } = await run();
    expect(problems).toEqual([]);
    expect(counts).toContainEqual({ what: 'models', count: 1 });
    expect(mutations).toMatchObject([
      {
        type: 'full',
        entities: [
          {
            locationKey: LOCATION,
            entity: {
              metadata: {
                ...{ name: 'ibm-granite-20b', namespace: 'default' },
                description: 'IBM Granite 20b model running on vLLM',
                tags: ['ibm', 'granite', 'vllm', '20b'],
                links: [
                  { title: 'Artifacts' },
                  { title: 'How to use it' },
                  { title: 'developer-model-service' },
                  { title: 'API' },
                ],
              },
              spec: {
                ...{ type: 'other', lifecycle: 'production' },
                owner: 'user:example-user',
              },
            },
          },
        ],
      },
    ]);
  });

  it('have the version that the path names, with a card of what is said of them', async () => {
    bridge.documents = { '/granite/20b/model-catalog.json': longerStrings };
    const { run, reportVersion } = await start();
    await run();
    await run();
    expect(reportVersion).toHaveBeenCalledTimes(1);
    const [modelRef, { version, link, card }] = reportVersion.mock.calls[0];
    expect(modelRef).toBe('model:default/ibm-granite-20b');
    expect([version, link]).toEqual([
      '20b',
      'https://huggingface.co/ibm-granite/granite-20b-code-instruct',
    ]);
    expect(readModelCard(card)).not.toHaveProperty('problem');
    expect(card).toContain('CommitPackFT');
    expect(card).toContain('## Bias, Risks, and Limitations');
  });

  it('are written only when something about them changed', async () => {
    bridge.documents = { '/a/1/x': { models: [modelOf('a'), modelOf('b')] } };
    const first = await start();
    await first.run();
    const [written] = first.mutations;
    const known =
      written.type === 'full' ? written.entities.map(one => one.entity) : [];
    const { run, mutations } = await start(known);
    await run();
    expect(mutations).toHaveLength(1);
    await run();
    expect(mutations).toHaveLength(1);
    bridge.documents = {
      '/a/1/x': { models: [modelOf('b', { description: 'Better' })] },
    };
    await run();
    expect(mutations[1]).toEqual({
      type: 'delta',
      added: [expect.anything()],
      removed: [{ entityRef: 'model:default/a', locationKey: LOCATION }],
    });
    expect(namesOf(mutations[1])).toEqual(['b']);
  });

  it('in a document that is not understood stay as they are, and that is said', async () => {
    bridge.documents = {
      '/a/1/x': { models: [modelOf('a')] },
      '/b/1/x': { models: [{ name: 'b' }] },
    };
    const { run, mutations } = await start([
      fromBridge('b', '/b/1/x'),
      fromBridge('c', '/c/1/x'),
    ]);
    const { problems } = await run();
    expect(problems).toEqual([
      {
        message: expect.stringContaining("'/b/1/x' was left out: models.0"),
        remedy: expect.stringContaining('before is kept'),
      },
    ]);
    expect(mutations).toMatchObject([
      { type: 'delta', removed: [{ entityRef: 'model:default/c' }] },
    ]);
    expect(namesOf(mutations[0])).toEqual(['a']);
  });

  it('that are called like another entity are left out, and that is said', async () => {
    bridge.documents = { '/a/1/x': { models: [modelOf('a')] } };
    const { run, mutations } = await start([inCatalog('a', {})]);
    const { problems } = await run();
    expect(problems).toMatchObject([
      { message: expect.stringContaining('model:default/a is another') },
    ]);
    expect(mutations.flatMap(namesOf)).toEqual([]);
  });

  it('say nothing that the catalog would refuse', async () => {
    const model = modelOf('Größe 2 (neu)', {
      ...{ owner: 'not an owner', lifecycle: 'sunset' },
      ...{ tags: ['ok', 'no good!'], howToUseURL: 'javascript:alert(1)' },
    });
    bridge.documents = { '/a/1/x': { models: [model] } };
    const { run, mutations } = await start();
    await run();
    const [mutation] = mutations;
    const [{ entity }] = mutation.type === 'full' ? mutation.entities : [];
    expect(entity.metadata).toMatchObject({
      name: expect.stringMatching(/^groe?.*-[0-9a-f]{8}$/),
      title: 'Größe 2 (neu)',
      tags: ['ok'],
    });
    expect(entity.metadata.links).toBeUndefined();
    expect(entity.spec).toEqual({ type: 'other', lifecycle: 'development' });
  });
});

describe('a bridge', () => {
  it.each<[string, number, string, RegExp]>([
    ['that is down', 503, '', /with 503/],
    ['without the right token', 401, '', /with 401/],
    ['behind a sign-in page', 200, '<html>', /with a web page/],
  ])('%s loses no entity', async (_, status, body, said) => {
    const { run, mutations } = await start([fromBridge('a', '/a/1/x')]);
    bridge.trouble = (_request, response) =>
      response.writeHead(status).end(body);
    const error = await run().catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(SourceError);
    expect(String(error)).toMatch(said);
    expect(mutations).toEqual([]);
  });

  it('that lists nothing any more is not believed, unless it is told to be', async () => {
    const known = [fromBridge('a', '/a/1/x')];
    const { run, mutations } = await start(known);
    await expect(run()).rejects.toThrow(/lists no model any more/);
    expect(mutations).toEqual([]);
    const trusting = await start(known, { allowEmpty: true });
    await trusting.run();
    expect(trusting.mutations).toEqual([{ type: 'full', entities: [] }]);
  });

  it('is refused with the path of what is wrong in its configuration', () => {
    const config = { url: 'bridge', colour: 'red' };
    expect(() =>
      readBridgeInstances(
        new ConfigReader({
          catalog: { providers: { modelCatalogBridge: { a: config } } },
        }),
      ),
    ).toThrow(/modelCatalogBridge\.a\.url: must be an http/);
  });
});
