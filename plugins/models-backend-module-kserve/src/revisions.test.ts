import { standsIn } from '@internal/test-utils';
import { KubernetesStandIn } from './__testUtils__/KubernetesStandIn';
import { canary, serving } from './__testUtils__/servings';
import { startSource } from './__testUtils__/startSource';

const ISVC = 'apis/serving.kserve.io/v1beta1/inferenceservices';

const kubernetes = standsIn(new KubernetesStandIn());
beforeEach(() => {
  kubernetes.answers = new Map([[`eu ${ISVC}`, []]]);
  kubernetes.revisions.clear();
});

const start = () => startSource({ url: kubernetes.url });

const runs = (...items: object[]) =>
  kubernetes.answers.set(`eu ${ISVC}`, items);

describe('inference services that run two revisions', () => {
  it('with a canary are two deployments', async () => {
    runs(serving({ status: canary(20) }));
    kubernetes.revisions.set('churn-00001', {
      annotations: {
        'internal.serving.kserve.io/storage-initializer-sourceuri':
          's3://models/churn/6',
      },
    });
    const { deployments } = await start().list();
    expect(deployments.map(({ report }) => report)).toMatchObject([
      { name: 'eu/ml/churn', version: '6', trafficPercent: 80 },
      {
        ...{ name: 'eu/ml/churn#canary', version: '7', trafficPercent: 20 },
        role: 'canary',
      },
    ]);
  });

  it('with a canary whose neighbour is not told are the canary, and a word about the other', async () => {
    runs(serving({ status: canary(20) }), serving({ name: 'other' }));
    const { deployments, problems, unclear } = await start().list();
    expect(deployments.map(({ report }) => report)).toMatchObject([
      { name: 'eu/ml/churn#canary', version: '7', trafficPercent: 20 },
      { name: 'eu/ml/other' },
    ]);
    expect(unclear).toEqual(['model:default/churn']);
    expect(problems).toMatchObject([
      {
        message: expect.stringMatching(/ran before the canary is not known/),
        remedy: expect.stringContaining('get revisions'),
      },
    ]);
  });

  it('with a canary whose neighbour says nothing of a version say so', async () => {
    runs(serving({ status: canary(20) }));
    kubernetes.revisions.set('churn-00001', {});
    const { deployments, problems, unclear } = await start().list();
    expect(deployments).toMatchObject([{ report: { role: 'canary' } }]);
    expect(unclear).toHaveLength(1);
    expect(problems).toMatchObject([
      { remedy: expect.stringContaining('modelry.dev/version') },
    ]);
  });

  it('with canaries of a cluster that answers no more are told as far as they are known', async () => {
    runs(
      serving({ status: canary(20) }),
      serving({ name: 'other', status: canary(50) }),
    );
    kubernetes.trouble = (request, response) => {
      const isRevision = request.url?.includes('/revisions/') ?? false;
      if (isRevision) {
        response.writeHead(503).end('{}');
      }
      return isRevision;
    };
    const { deployments, problems } = await start().list();
    expect(deployments).toHaveLength(2);
    expect(problems).toMatchObject(
      ['eu/ml/churn', 'eu/ml/other'].map(place => ({
        message: expect.stringMatching(`${place}, .* with 503`),
        remedy: expect.stringContaining('becomes unknown'),
      })),
    );
    const asked = kubernetes.asked
      .map(({ path }) => path)
      .filter(path => path.includes('/revisions/'));
    expect(new Set(asked).size).toBe(1);
  });

  it('that cannot start the newest run what ran before', async () => {
    const predictor = {
      latestReadyRevision: 'churn-00001',
      latestCreatedRevision: 'churn-00002',
    };
    runs(
      serving({
        status: {
          components: { predictor },
          modelStatus: { transitionStatus: 'BlockedByFailedLoad' },
        },
      }),
    );
    kubernetes.revisions.set('churn-00001', {
      labels: { 'modelry.dev/version': '6' },
    });
    expect((await start().list()).deployments).toMatchObject([
      { report: { version: '6', status: 'degraded' } },
    ]);
  });

  it.each([
    ['True', 'degraded'],
    ['False', 'failed'],
  ])(
    'that are not ready, and of which the route is ready: %s, have what ran before %s',
    async (isRouted, status) => {
      const predictor = {
        latestReadyRevision: 'churn-00001',
        latestCreatedRevision: 'churn-00002',
      };
      const conditions = [
        { type: 'Ready', status: 'False' },
        { type: 'PredictorRouteReady', status: isRouted },
      ];
      kubernetes.revisions.set('churn-00001', {
        labels: { 'modelry.dev/version': '6' },
      });
      runs(serving({ status: { conditions, components: { predictor } } }));
      expect((await start().list()).deployments).toMatchObject([
        { report: { version: '6', status } },
      ]);
      runs(serving({ status: { conditions, ...canary(20) } }));
      expect((await start().list()).deployments).toMatchObject([
        { report: { version: '6', status, trafficPercent: 80 } },
        { report: { status: 'failed', role: 'canary' } },
      ]);
    },
  );

  it('that cannot start the newest, and do not tell what runs, are not said to run it', async () => {
    const predictor = {
      latestReadyRevision: 'churn-00001',
      latestCreatedRevision: 'churn-00002',
    };
    runs(serving({ status: { components: { predictor } } }));
    const { deployments, problems, unclear } = await start().list();
    expect(deployments).toEqual([]);
    expect(unclear).toEqual(['model:default/churn']);
    expect(problems).toMatchObject([
      { message: expect.stringContaining('while the newest cannot') },
    ]);
  });
});
