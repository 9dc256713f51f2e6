import { answers, standsIn } from '@internal/test-utils';
import { SourceError } from '@modelry/backstage-plugin-models-node';
import { KubernetesStandIn, cluster } from './__testUtils__/KubernetesStandIn';
import { serving } from './__testUtils__/servings';
import { startSource } from './__testUtils__/startSource';

const ISVC = 'apis/serving.kserve.io/v1beta1/inferenceservices';

const kubernetes = standsIn(new KubernetesStandIn());
beforeEach(() => {
  kubernetes.clusters = [{ name: 'eu', authProvider: 'serviceAccount' }];
  kubernetes.answers = new Map([[`eu ${ISVC}`, []]]);
  kubernetes.revisions.clear();
});

const start = (options: Omit<Parameters<typeof startSource>[0], 'url'> = {}) =>
  startSource({ url: kubernetes.url, ...options });

const runs = (...items: object[]) =>
  kubernetes.answers.set(`eu ${ISVC}`, items);

describe('clusters', () => {
  it('are those of Backstage, or those that are configured', async () => {
    kubernetes.clusters.push({ name: 'us', authProvider: 'aws' });
    expect(await start().source.scopes()).toEqual(['eu', 'us']);
    const config = { clusters: ['us', 'old'] };
    expect(await start({ config }).source.scopes()).toEqual(['us', 'old']);
  });

  it('that know nothing that serves models have none', async () => {
    kubernetes.answers.clear();
    expect((await start().list()).deployments).toEqual([]);
    kubernetes.trouble = (request, response) =>
      Boolean(request.url?.endsWith('/version')) &&
      answers(403)(request, response);
    expect((await start().list()).deployments).toEqual([]);
  });

  it('that are there no more are told of, and not taken for empty ones', async () => {
    kubernetes.clusters = [{ name: 'us', authProvider: 'aws' }];
    await expect(start().list()).rejects.toMatchObject({
      message: "There is no cluster at 'eu'.",
      remedy: expect.stringContaining('a cluster of this name'),
    });
  });

  it('whose address leads elsewhere are not taken for empty ones', async () => {
    kubernetes.trouble = answers(404, 'default backend');
    await expect(start().list()).rejects.toThrow("no cluster at 'eu'");
    kubernetes.trouble = (request, response) =>
      answers(request.url?.endsWith('/version') ? 200 : 404)(request, response);
    await expect(start().list()).rejects.toThrow('not understood');
  });

  it('that users sign in to themselves are told of', async () => {
    kubernetes.clusters = [{ name: 'eu', authProvider: 'oidc' }];
    const { source, list } = start();
    await source.scopes();
    await expect(list()).rejects.toMatchObject({
      message: expect.stringContaining('with oidc'),
      remedy: expect.stringContaining('service account'),
    });
  });

  it('with many are read to the end, each once', async () => {
    runs(
      ...Array.from({ length: 1_200 }, (_, i) => serving({ name: `n-${i}` })),
      serving({ name: 'n-0' }),
    );
    expect((await start().list()).deployments).toHaveLength(1_200);
  });

  it('that forgot where the list was are read from the start', async () => {
    runs(...Array.from({ length: 600 }, (_, i) => serving({ name: `n-${i}` })));
    let forgotten = 1;
    kubernetes.trouble = (request, response) => {
      if (!request.url?.includes('continue') || forgotten-- <= 0) {
        return false;
      }
      response.writeHead(410).end('{"code":410,"reason":"Expired"}');
      return true;
    };
    expect((await start().list()).deployments).toHaveLength(600);
  });

  const clusterAnswers = (status: number, body = '{}') =>
    ((request, response) => {
      if (!cluster(request)) {
        return false;
      }
      response.writeHead(status).end(body);
      return true;
    }) as typeof kubernetes.trouble;

  it.each<[string, typeof kubernetes.trouble, RegExp, RegExp]>([
    [
      'forbids',
      clusterAnswers(403),
      /'eu' answered .* with 403/,
      /get and list/,
    ],
    [
      'knows nobody',
      clusterAnswers(401),
      /with 401/,
      /credentials of the cluster/,
    ],
    ['is down', clusterAnswers(502), /with 502/, /still stands/],
    ['is asked too much', clusterAnswers(429), /with 429/, /still stands/],
    [
      'shows a page',
      clusterAnswers(200, '<html>'),
      /a web page/,
      /still stands/,
    ],
    [
      'breaks off',
      clusterAnswers(200, '{"items":['),
      /not understood/,
      /still/,
    ],
    [
      'turns in circles',
      (request, response) => {
        response.end('{"metadata":{"continue":"again"},"items":[]}');
        return Boolean(request.url);
      },
      /again and again/,
      /still stands/,
    ],
  ])(
    'of which one %s lists nothing, and says what to do',
    async (_, bad, ...said) => {
      runs(serving());
      kubernetes.trouble = bad;
      const error = await start()
        .list()
        .catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(SourceError);
      expect((error as SourceError).message).toMatch(said[0]);
      expect((error as SourceError).remedy).toMatch(said[1]);
    },
  );
});
