import { ConfigReader } from '@backstage/config';
import { SourceError } from '@modelry/backstage-plugin-models-node';
import { RegistryStandIn } from './__testUtils__/RegistryStandIn';
import { fromRegistry, startProvider } from './__testUtils__/startProvider';
import { readKubeflowInstances } from './config';

const registry = new RegistryStandIn();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const entities = [fromRegistry('iris', '1')];
const start = (config: object = {}) =>
  startProvider({ url: registry.url, entities, config });

const answers = (status: number, body = '{}') =>
  ((_request, response) => {
    response.writeHead(status).end(body);
    return true;
  }) as typeof registry.trouble;

describe('a registry', () => {
  it.each<[string, typeof registry.trouble, RegExp, RegExp]>([
    ['without the right token', answers(401), /with 401/, /Renew the token/],
    ['at another address', answers(404), /with 404/, /'url' is the address/],
    ['that is broken', answers(503), /with 503/, /log of The model/],
    ['that is asked too much', answers(429), /with 429/, /less often/],
    ['behind a sign-in page', answers(200, '<html>'), /a web page/, /sign-in/],
    ['that answers half', answers(200, '{"items":[{'), /not under/, /url/],
    [
      'that turns in circles',
      answers(200, '{"items":[],"nextPageToken":"again"}'),
      /again and again/,
      /proxy/,
    ],
    [
      'that breaks off',
      request => {
        request.socket.destroy();
        return true;
      },
      /could not be reached/,
      /is up/,
    ],
  ])('%s loses no entity, and says what to do', async (_, trouble, ...said) => {
    registry.lists.registered_models = [{ id: '1', name: 'iris' }];
    registry.trouble = trouble;
    const { run, mutations } = await start();
    const error = await run().catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(SourceError);
    const { message, remedy } = error as SourceError;
    expect(message).toMatch(said[0]);
    expect(remedy).toMatch(said[1]);
    expect(remedy).toContain('are kept');
    expect(mutations).toEqual([]);
  });

  it('whose later page fails loses no entity', async () => {
    registry.lists.registered_models = Array.from({ length: 250 }, (_, i) => ({
      ...{ id: `${i}`, name: `m-${i}` },
    }));
    const { run, mutations } = await start();
    registry.trouble = (request, response) =>
      Boolean(request.url?.includes('nextPageToken')) &&
      answers(500)(request, response);
    await expect(run()).rejects.toThrow(/with 500/);
    expect(mutations).toEqual([]);
  });

  it('that lost all its models is not believed, unless it is told to be', async () => {
    const { run, mutations } = await start();
    await expect(run()).rejects.toThrow(/no model any more/);
    expect(mutations).toEqual([]);
    const trusting = await start({ allowEmpty: true });
    await trusting.run();
    expect(trusting.mutations).toEqual([[]]);
  });

  it('is asked with its token, and nothing says so', async () => {
    registry.lists.registered_models = [{ id: '1', name: 'iris' }];
    const { run } = await start({ token: 's3cret' });
    await run();
    expect(new Set(registry.asked.map(one => one.authorization))).toEqual(
      new Set(['Bearer s3cret']),
    );
    registry.trouble = answers(401, '"s3cret"');
    const error = await run().catch((cause: unknown) => cause);
    expect(JSON.stringify([String(error), error])).not.toContain('s3cret');
  });
});

describe('the configuration', () => {
  it('may be left out', () => {
    expect(readKubeflowInstances(new ConfigReader({}))).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['no url', {}, 'catalog.providers.kubeflow.a.url'],
    [
      'an environment that is none',
      { url: 'https://r.example', environments: { x: 'Prod!' } },
      'a.environments.x',
    ],
  ])('with %s stops the start', (_, instance, said) => {
    expect(() =>
      readKubeflowInstances(
        new ConfigReader({
          catalog: { providers: { kubeflow: { a: { ...instance } } } },
        }),
      ),
    ).toThrow(said);
  });
});
