import { standsIn } from '@internal/test-utils';
import { KubernetesStandIn } from './__testUtils__/KubernetesStandIn';
import { serving } from './__testUtils__/servings';
import { model, startSource } from './__testUtils__/startSource';
import recorded from './fixtures/inference-service.json';

const ISVC = 'apis/serving.kserve.io/v1beta1/inferenceservices';
const LLM = 'apis/serving.kserve.io/v1alpha1/llminferenceservices';
const SELDON = 'apis/mlops.seldon.io/v1alpha1/models';

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

describe('inference services', () => {
  it('become deployments of the models that they name', async () => {
    runs(serving());
    expect(await start().list()).toEqual({
      deployments: [
        {
          modelRef: 'model:default/churn',
          report: {
            ...{ environment: 'eu', name: 'eu/ml/churn', version: '7' },
            ...{ status: 'running', platform: 'kserve' },
            endpoint: 'http://churn.ml.example.com',
          },
        },
      ],
      problems: [],
      unclear: [],
    });
  });

  it('are read as KServe writes them', async () => {
    runs({
      ...recorded,
      metadata: {
        ...recorded.metadata,
        labels: { 'modelry.dev/model': 'churn' },
      },
    });
    const { deployments } = await start().list();
    expect(deployments).toMatchObject([
      {
        report: {
          ...{ name: 'eu/kserve-test/flower-sample', version: 'flowers-2' },
          status: 'running',
        },
      },
    ]);
  });

  it.each<[string, object, string]>([
    ['was never seen', { conditions: {} }, 'progressing'],
    [
      'is not known to be ready',
      { conditions: { Ready: 'Unknown' } },
      'progressing',
    ],
    ['is not ready', { conditions: { Ready: 'False' } }, 'failed'],
    [
      'is ready although a part says no',
      { conditions: { Ready: 'True', PredictorRouteReady: 'False' } },
      'running',
    ],
    [
      'changed and was not looked at since',
      { status: { observedGeneration: 1 } },
      'progressing',
    ],
    [
      'runs on although the newest cannot be loaded',
      { status: { modelStatus: { transitionStatus: 'BlockedByFailedLoad' } } },
      'degraded',
    ],
    [
      'is ready with a failure of the past',
      {
        status: {
          modelStatus: {
            transitionStatus: 'UpToDate',
            lastFailureInfo: { reason: 'ModelLoadFailed' },
          },
        },
      },
      'running',
    ],
    [
      'was stopped',
      { conditions: { Ready: 'False', Stopped: 'True' } },
      'stopped',
    ],
    [
      'is to stop',
      { annotations: { 'serving.kserve.io/stop': 'true' } },
      'stopped',
    ],
  ])('of which one %s', async (_, options, status) => {
    runs(serving(options));
    const { deployments } = await start().list();
    expect(deployments).toMatchObject([{ report: { status } }]);
  });

  it('say where they run, by rules or by themselves', async () => {
    runs(
      serving({ name: 'a', namespace: 'crm-staging' }),
      serving({ name: 'b' }),
      serving({
        name: 'c',
        annotations: {
          'modelry.dev/environment': 'pilot',
          'modelry.dev/model': 'Model:default/churn',
          'modelry.dev/version': 'v 8',
          'modelry.dev/served-by': 'component:default/scoring',
        },
      }),
    );
    const environments = [
      { namespace: '*-staging', environment: 'staging' },
      { cluster: 'eu', environment: 'production' },
    ];
    const { deployments } = await start({ config: { environments } }).list();
    expect(deployments).toMatchObject([
      { report: { environment: 'staging' } },
      { report: { environment: 'production' } },
      {
        report: {
          ...{ environment: 'pilot', version: 'v 8' },
          servedBy: 'component:default/scoring',
        },
      },
    ]);
  });

  it('are joined by what the model registry wrote', async () => {
    const labels = {
      'modelregistry.kubeflow.org/registered-model-id': '1',
      'modelregistry.kubeflow.org/model-version-id': '2',
    };
    runs(serving({ labels }));
    const registered = {
      'kubeflow.org/registered-model-id': '1',
      'kubeflow.org/model-versions': '1=v1,2=v2%2C%20final',
    };
    const { list } = start({ models: [model('iris', registered)] });
    expect((await list()).deployments).toMatchObject([
      { modelRef: 'model:default/iris', report: { version: 'v2, final' } },
    ]);
    const twins = ['a', 'b'].map(name => model(name, registered));
    expect((await start({ models: twins }).list()).deployments).toEqual([]);
  });

  it('that serve no known model are named, or joined by name where that is wanted', async () => {
    runs(serving({ labels: {} }));
    const { deployments, problems } = await start().list();
    expect(deployments).toEqual([]);
    expect(problems).toMatchObject([
      {
        message: expect.stringContaining('eu/ml/churn'),
        remedy: expect.stringContaining("label 'modelry.dev/model'"),
      },
    ]);
    const named = await start({ config: { joinByName: true } }).list();
    expect(named.deployments).toHaveLength(1);
  });

  it('that say nonsense keep no other from being taken', async () => {
    const annotations = { 'modelry.dev/served-by': 'user:default/x' };
    runs(serving({ name: 'bad', annotations }), serving());
    const { deployments, problems } = await start().list();
    expect(deployments).toMatchObject([{ report: { name: 'eu/ml/churn' } }]);
    expect(problems).toMatchObject([
      { message: expect.stringMatching(/eu\/ml\/bad .*servedBy/) },
    ]);
  });
});

describe('other kinds', () => {
  it('of KServe and Seldon are listed where a cluster has them', async () => {
    kubernetes.answers.set(`eu ${LLM}`, [
      serving({ spec: { model: { uri: 'hf://meta/llama-3' } } }),
      serving({
        name: 'bad',
        spec: { model: { uri: 'hf://meta/llama-3' } },
        conditions: { Ready: 'True', PresetsCombined: 'False' },
      }),
    ]);
    kubernetes.answers.set(`eu ${SELDON}`, [
      serving({
        spec: { storageUri: 'gs://x/y', artifactVersion: 3 },
        conditions: { ModelReady: 'False' },
      }),
    ]);
    const { deployments } = await start().list();
    expect(deployments.map(({ report }) => report)).toMatchObject([
      {
        ...{ name: 'llminferenceservices:eu/ml/churn', version: 'llama-3' },
        ...{ platform: 'kserve-llm', status: 'running' },
      },
      { status: 'degraded' },
      { platform: 'seldon', version: '3', status: 'failed' },
    ]);
  });
});
