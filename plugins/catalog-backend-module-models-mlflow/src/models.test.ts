import { modelNamed, refusal, standsIn } from '@internal/test-utils';
import { MlflowStandIn } from './__testUtils__/MlflowStandIn';
import { fromMlflow, startProvider } from './__testUtils__/startProvider';

const mlflow = standsIn(new MlflowStandIn());

const start = (
  options: Omit<Parameters<typeof startProvider>[0], 'url'> = {},
) => startProvider({ url: mlflow.url, ...options });

describe('registered models', () => {
  it('become entities, with what their tags say', async () => {
    mlflow.models = [
      {
        name: 'churn',
        description: ' Who leaves next month ',
        tags: [
          { key: 'owner', value: 'group:default/marketing' },
          { key: 'system', value: 'crm' },
          { key: 'risk_tier', value: 'High' },
          { key: 'tags', value: 'Tabular, personal-data, no good!' },
          { key: 'task', value: 'classification' },
        ],
      },
    ];
    const { run, written } = await start({
      config: { tags: { type: 'task' } },
    });
    const { counts } = await run();
    expect(counts).toContainEqual({ what: 'models', count: 1 });
    expect(written()).toEqual([
      [
        {
          apiVersion: 'modelry.dev/v1alpha1',
          kind: 'Model',
          metadata: {
            ...{ name: 'churn', namespace: 'default' },
            description: 'Who leaves next month',
            annotations: expect.objectContaining({
              'mlflow.org/registered-model': 'churn',
              'mlflow.org/instance': 'research',
              'backstage.io/managed-by-location': 'mlflow:research',
            }),
            tags: ['tabular', 'personal-data'],
            links: [{ url: `${mlflow.url}/#/models/churn`, title: 'MLflow' }],
          },
          spec: {
            ...{ type: 'classification', lifecycle: 'development' },
            ...{ owner: 'group:default/marketing', system: 'crm' },
            riskTier: 'high',
          },
        },
      ],
    ]);
  });

  it('whose tags mean nothing get what is configured', async () => {
    const tags = [
      { key: 'owner', value: 'component:default/not an owner' },
      { key: 'risk_tier', value: 'enormous' },
    ];
    mlflow.models = [{ name: 'churn', tags }];
    const { run, written } = await start({
      config: { defaults: { type: 'regression', owner: 'ml-platform' } },
    });
    await run();
    expect(written()[0][0].spec).toEqual({
      ...{ type: 'regression', lifecycle: 'development', owner: 'ml-platform' },
    });
  });

  it('that are prompts are none', async () => {
    const tags = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }];
    mlflow.models = [{ name: 'greeting', tags }, { name: 'churn' }];
    const { run, written } = await start();
    await run();
    expect(written()[0].map(one => one.metadata.name)).toEqual(['churn']);
  });

  it('that an entity stands for already are joined, not doubled', async () => {
    mlflow.models = [{ name: 'churn', versions: [{ version: '1' }] }];
    const { run, written, reportVersion } = await start({
      entities: [
        modelNamed('customer-churn', {
          'mlflow.org/registered-model': 'churn',
        }),
      ],
    });
    await run();
    expect(written()).toEqual([[]]);
    expect(reportVersion).toHaveBeenCalledWith(
      'model:default/customer-churn',
      expect.objectContaining({ version: '1' }),
    );
  });

  it('that are called like another entity are left out, and that is said', async () => {
    mlflow.models = [{ name: 'churn' }, { name: 'fraud' }];
    const { run, written } = await start({
      entities: [modelNamed('churn', {})],
    });
    const { problems } = await run();
    expect(written()[0].map(one => one.metadata.name)).toEqual(['fraud']);
    expect(problems).toMatchObject([
      {
        message: expect.stringContaining('model:default/churn is another'),
        remedy: expect.stringContaining('add the annotation'),
      },
    ]);
  });

  it('fill many pages, of which some come twice', async () => {
    mlflow.models = Array.from({ length: 2_500 }, (_, i) => ({
      name: `model-${i}`,
      versions: [{ version: '1' }],
    }));
    mlflow.models[600] = mlflow.models[1];
    const { run, written } = await start();
    await run();
    expect(written()[0]).toHaveLength(2_499);
  });
});

describe('versions', () => {
  const model = {
    name: 'churn',
    aliases: [{ alias: 'champion', version: '2' }],
    versions: [
      { version: '1', run_id: 'run-1', source: 's3://anna:pw@models/1' },
      { version: '2', run_id: 'gone' },
      { version: '3', status: 'PENDING_REGISTRATION' },
    ],
  };
  const config = { aliases: { champion: 'production' } };
  const entities = [fromMlflow('churn')];

  it('are told once, oldest first, with their metrics and the stage of their alias', async () => {
    mlflow.models = [model];
    mlflow.metrics = {
      'run-1': [
        { key: 'auc', value: 0.81 },
        { key: 'loss', value: 'NaN' },
      ],
    };
    mlflow.parameters = [{ key: 'max_depth', value: '6' }];
    const { run, reportVersion } = await start({ config, entities });
    await run();
    await run();
    expect(reportVersion.mock.calls).toEqual([
      [
        'model:default/churn',
        {
          version: '1',
          link: `${mlflow.url}/#/models/churn/versions/1`,
          createdAt: '2023-04-24T07:29:10.875Z',
          origin: {
            id: 'run-1',
            link: `${mlflow.url}/#/experiments/1/runs/run-1`,
          },
          trainedBy: 'dario',
          artifact: { uri: 's3://models/1' },
          metrics: { auc: 0.81 },
          parameters: { max_depth: '6' },
        },
      ],
      [
        'model:default/churn',
        expect.objectContaining({ version: '2', stage: 'production' }),
      ],
    ]);
    mlflow.models = [
      { ...model, aliases: [{ alias: 'champion', version: '1' }] },
    ];
    await run();
    expect(reportVersion.mock.calls.slice(2)).toMatchObject([
      ['model:default/churn', { version: '1', stage: 'production' }],
      ['model:default/churn', { version: '2' }],
    ]);
  });

  it('whose stage asks for sign-offs are told without it, and that is said', async () => {
    mlflow.models = [model];
    const { run, reportVersion } = await start({ config, entities });
    const refused = await refusal(409, 'Independent validation is missing');
    reportVersion.mockImplementation(async (_, report) => {
      if (report.stage) {
        throw refused;
      }
      return { changed: true, version: expect.anything() };
    });
    const { problems } = await run();
    expect(reportVersion).toHaveBeenLastCalledWith(
      'model:default/churn',
      expect.not.objectContaining({ stage: expect.anything() }),
    );
    expect(problems).toMatchObject([
      { message: expect.stringContaining('validation is missing') },
    ]);
  });

  it('of models that are new to the catalog wait until it knows them', async () => {
    mlflow.models = [model];
    const { run, reportVersion } = await start();
    const { counts } = await run();
    expect(reportVersion).not.toHaveBeenCalled();
    expect(counts).toContainEqual({
      ...{ what: 'models new to the catalog', count: 1 },
    });
  });

  it('that nobody takes fail the run, after the models were taken over', async () => {
    mlflow.models = [model];
    const { run, reportVersion, mutations } = await start({ entities });
    reportVersion.mockRejectedValue(new TypeError('fetch failed'));
    await expect(run()).rejects.toThrow(/models plugin did not take/);
    expect(mutations).toHaveLength(1);
  });

  it('are few, however many there are', async () => {
    const versions = Array.from({ length: 600 }, (_, i) => ({
      version: `${i + 1}`,
    }));
    mlflow.models = [{ name: 'churn', versions }];
    const { run, reportVersion } = await start({
      ...{ entities, config: { newestVersions: 2 } },
    });
    const { counts } = await run();
    expect(counts).toContainEqual({ what: 'versions', count: 600 });
    expect(reportVersion.mock.calls.map(([, { version }]) => version)).toEqual([
      '599',
      '600',
    ]);
  });

  it('say what made them, so that those of a model that is made anew are others', async () => {
    const versions = [{ version: '1', creation_timestamp: 1_700_000_000_000 }];
    mlflow.models = [{ name: 'churn', versions }];
    const { run, reportVersion } = await start({ entities });
    await run();
    const refused = await refusal(409, "body.origin.id: version '1' was made");
    reportVersion.mockRejectedValue(refused);
    versions[0].creation_timestamp = 1_700_000_000_001;
    const { problems } = await run();
    expect(
      reportVersion.mock.calls.map(([, { origin }]) => origin?.id),
    ).toEqual([
      'registered 2023-11-14T22:13:20.000Z',
      'registered 2023-11-14T22:13:20.001Z',
    ]);
    expect(problems).toMatchObject([
      { message: expect.stringContaining("version '1' was made") },
    ]);
  });

  it('have the digest that a tag names, and no creation that is still to come', async () => {
    const hex = 'AB'.repeat(32);
    mlflow.models = [
      {
        name: 'churn',
        versions: [
          { version: '1', tags: [{ key: 'digest', value: `sha256:${hex}` }] },
          { version: '2', tags: [{ key: 'digest', value: 'latest' }] },
          { version: '3', creation_timestamp: Date.now() + 3_600_000 },
        ],
      },
    ];
    const { run, reportVersion } = await start({ entities });
    await run();
    const [first, second, third] = reportVersion.mock.calls.map(
      ([, report]) => report,
    );
    expect(first.digest).toBe(`sha256:${'ab'.repeat(32)}`);
    expect(second).not.toHaveProperty('digest');
    expect(Date.parse(third.createdAt ?? '')).toBeLessThanOrEqual(Date.now());
  });
});
