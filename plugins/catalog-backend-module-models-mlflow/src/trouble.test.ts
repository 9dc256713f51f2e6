import { SourceError } from '@modelry/backstage-plugin-models-node';
import { MlflowStandIn } from './__testUtils__/MlflowStandIn';
import { fromMlflow, startProvider } from './__testUtils__/startProvider';

const mlflow = new MlflowStandIn();
beforeAll(() => mlflow.start());
afterAll(() => mlflow.stop());
beforeEach(() => {
  mlflow.models = [];
  mlflow.metrics = {};
  mlflow.trouble = () => false;
  mlflow.asked.length = 0;
});

const start = (
  options: Omit<Parameters<typeof startProvider>[0], 'url'> = {},
) => startProvider({ url: mlflow.url, ...options });

describe('a registry', () => {
  const answers = (status: number, body = '{}', headers = {}) =>
    ((_request, response) => {
      response.writeHead(status, headers).end(body);
      return true;
    }) as typeof mlflow.trouble;

  it.each<[string, typeof mlflow.trouble, RegExp, RegExp]>([
    ['without the right token', answers(401), /with 401/, /Renew the token/],
    ['at another address', answers(404), /with 404/, /'url' is the address/],
    ['that is broken', answers(500), /with 500/, /log of MLflow/],
    ['that is asked too much', answers(429), /with 429/, /less often/],
    [
      'behind a sign-in page',
      answers(200, '<!doctype html>'),
      /with a web page/,
      /not of a sign-in page/,
    ],
    [
      'that redirects',
      answers(302, '', { Location: 'https://sign-in.example' }),
      /could not be reached/,
      /without redirects/,
    ],
    [
      'that breaks off',
      (request, _response) => {
        request.socket.destroy();
        return true;
      },
      /could not be reached/,
      /server is up/,
    ],
    [
      'that answers something else',
      answers(200, '{"registered_models":[{"title":"x"}]}'),
      /not understood/,
      /tracking server/,
    ],
  ])('%s loses no entity, and says what to do', async (_, trouble, ...said) => {
    mlflow.models = [{ name: 'churn' }];
    const { run, mutations } = await start({ entities: [fromMlflow('churn')] });
    mlflow.trouble = trouble;
    const error = await run().catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(SourceError);
    const { message, remedy } = error as SourceError;
    expect(message).toMatch(said[0]);
    expect(remedy).toMatch(said[1]);
    expect(remedy).toContain('are kept');
    expect(mutations).toEqual([]);
  });

  it.each([
    ['fails on a later page', 500],
    ['does not know its own page any more', 400],
  ])('that %s loses no entity', async (_, status) => {
    mlflow.models = Array.from({ length: 900 }, (__, i) => ({
      name: `m-${i}`,
    }));
    const { run, mutations } = await start();
    mlflow.trouble = (request, response) =>
      Boolean(request.url?.includes('page_token')) &&
      answers(status)(request, response);
    await expect(run()).rejects.toThrow(`with ${status}`);
    expect(mutations).toEqual([]);
  });

  it('of ten thousand models and versions is read in few requests, and written once', async () => {
    mlflow.models = Array.from({ length: 10_000 }, (_, i) => ({
      name: `m-${i}`,
      versions: [{ version: '1' }],
    }));
    const { run, mutations } = await start();
    const { counts } = await run();
    expect(counts).toContainEqual({ what: 'models', count: 10_000 });
    expect(mutations.map(({ length }) => length)).toEqual([10_000]);
    expect(mlflow.asked).toHaveLength(40);
  });

  it('whose pages turn in circles is left', async () => {
    const { run, mutations } = await start();
    mlflow.trouble = answers(200, '{"next_page_token":"again"}');
    await expect(run()).rejects.toThrow(/again and again/);
    expect(mutations).toEqual([]);
  });

  it('that is busy is asked again, when it says', async () => {
    mlflow.models = [{ name: 'churn' }];
    const { run, mutations, waited } = await start();
    let busy = 2;
    mlflow.trouble = (request, response) =>
      busy-- > 0 && answers(429, '', { 'Retry-After': '7' })(request, response);
    await run();
    expect(waited).toEqual([7_000, 7_000]);
    expect(mutations[0]).toHaveLength(1);
  });

  it('that lost all its models is not believed, unless it is told to be', async () => {
    const entities = [fromMlflow('churn')];
    const { run, mutations } = await start({ entities });
    await expect(run()).rejects.toThrow(/no registered model any more/);
    expect(mutations).toEqual([]);
    const trusting = await start({ entities, config: { allowEmpty: true } });
    await trusting.run();
    expect(trusting.mutations).toEqual([[]]);
  });

  it('is not taken over while the catalog does not say what it has', async () => {
    mlflow.models = [{ name: 'churn' }];
    const { run, mutations, catalog } = await start();
    catalog.streamEntities = () => {
      throw new Error('No database');
    };
    await expect(run()).rejects.toThrow(/catalog did not say/);
    expect(mutations).toEqual([]);
  });

  it.each([
    ['Bearer s3cret', { token: 's3cret' }],
    ['Basic YW5uYTpzM2NyZXQ=', { username: 'anna', password: 's3cret' }],
  ])('is asked with %s, and nothing says so', async (authorization, config) => {
    mlflow.models = [{ name: 'churn' }];
    const { run } = await start({ config });
    await run();
    expect(new Set(mlflow.asked.map(one => one.authorization))).toEqual(
      new Set([authorization]),
    );
    mlflow.trouble = answers(401, '"s3cret"');
    const error = await run().catch((cause: unknown) => cause);
    expect(JSON.stringify([String(error), error])).not.toContain('s3cret');
  });
});
