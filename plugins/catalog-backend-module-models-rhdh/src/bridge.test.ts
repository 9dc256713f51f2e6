import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { modelNamed, standsIn } from '@internal/test-utils';
import { readModelCard } from '@modelry/backstage-plugin-models-common';
import { BridgeStandIn } from './__testUtils__/BridgeStandIn';
import longerStrings from './__testUtils__/documents/longer-strings.json';
import nonTechdocs from './__testUtils__/documents/non-techdocs.json';
import { LOCATION, fromBridge, startBridge } from './__testUtils__/startBridge';
import { readBridgeInstances } from './config';

const bridge = standsIn(new BridgeStandIn());

const start = (entities: Entity[] = []) =>
  startBridge({ url: bridge.url, entities });

function modelOf(name: string, facts: object = {}) {
  return {
    ...{ name, owner: 'anna', description: `What ${name} does` },
    ...{ lifecycle: 'production', ...facts },
  };
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
    await run();
    expect(reportVersion).toHaveBeenCalledTimes(1);
    const [modelRef, report] = reportVersion.mock.calls[0];
    const { version, link, card, artifact } = report;
    expect(modelRef).toBe('model:default/ibm-granite-20b');
    expect([version, link]).toEqual([
      '20b',
      'https://huggingface.co/ibm-granite/granite-20b-code-instruct',
    ]);
    expect(artifact).toEqual({ uri: link });
    expect(readModelCard(card ?? '')).not.toHaveProperty('problem');
    expect(card).toContain('CommitPackFT');
    expect(card).toContain('## Bias, Risks, and Limitations');
  });

  it('have a version of any name, and keep no other from being told', async () => {
    bridge.documents = {
      '/a/100%/x': { models: [modelOf('a')] },
      '/b/1%202/x': { models: [modelOf('b')] },
    };
    const { run, reportVersion } = await start();
    await run();
    await run();
    expect(
      reportVersion.mock.calls.map(([ref, { version }]) => [ref, version]),
    ).toEqual([
      ['model:default/a', '100%'],
      ['model:default/b', '1 2'],
    ]);
  });

  it('are written only when something about them changed', async () => {
    bridge.documents = { '/a/1/x': { models: [modelOf('a'), modelOf('b')] } };
    const { run, mutations, written } = await start();
    await run();
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
    expect(written()[1]).toMatchObject([{ metadata: { name: 'b' } }]);
  });

  it('in a document that is not understood stay as they are, and that is said', async () => {
    bridge.documents = {
      '/a/1/x': { models: [modelOf('a')] },
      '/b/1/x': { models: [{ name: 'b' }] },
    };
    const { run, mutations, written } = await start([
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
    expect(written()[0]).toMatchObject([{ metadata: { name: 'a' } }]);
  });

  it('that an entity stands for are joined, not doubled', async () => {
    bridge.documents = { '/a/1/x': { models: [modelOf('a')] } };
    const { run, written, reportVersion } = await start([
      modelNamed('ours', { 'modelry.dev/model-catalog-model': 'a' }),
    ]);
    await run();
    expect(written()).toEqual([[]]);
    expect(reportVersion).toHaveBeenCalledWith(
      'model:default/ours',
      expect.objectContaining({ version: '1' }),
    );
  });

  it('in several documents have a version of each, and are what the last says', async () => {
    bridge.documents = {
      '/a/10/x': { models: [modelOf('a', { description: 'Newer' })] },
      '/a/9/x': { models: [modelOf('a')] },
    };
    const { run, written, reportVersion } = await start();
    await run();
    await run();
    expect(written()).toMatchObject([[{ metadata: { description: 'Newer' } }]]);
    expect(reportVersion.mock.calls.map(([, { version }]) => version)).toEqual([
      '9',
      '10',
    ]);
  });

  it('of which a document was taken away since it was listed are no more', async () => {
    bridge.documents = { '/a/1/x': { models: [modelOf('a')] } };
    bridge.trouble = ({ url }, response) => {
      response.end('{"uris":["/a/1/x","/b/1/x"]}');
      bridge.trouble = () => false;
      return url === '/list';
    };
    const { run, mutations } = await start([fromBridge('b')]);
    await run();
    expect(mutations).toMatchObject([
      { type: 'full', entities: [{ entity: { metadata: { name: 'a' } } }] },
    ]);
  });

  it('say nothing that the catalog would refuse', async () => {
    const model = modelOf('Größe 2 (neu)', {
      ...{ owner: 'not an owner', lifecycle: 'sunset' },
      ...{ tags: ['ok', 'no good!'], howToUseURL: 'javascript:alert(1)' },
    });
    bridge.documents = { '/a/1/x': { models: [model] } };
    const { run, written } = await start();
    await run();
    const [[entity]] = written();
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
