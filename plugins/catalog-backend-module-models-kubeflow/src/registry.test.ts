import { modelNamed, refusal, standsIn } from '@internal/test-utils';
import { RegistryStandIn } from './__testUtils__/RegistryStandIn';
import { iris, v1 } from './__testUtils__/recorded';
import { fromRegistry, startProvider } from './__testUtils__/startProvider';

const registry = standsIn(new RegistryStandIn());

const start = (
  options: Omit<Parameters<typeof startProvider>[0], 'url'> = {},
) => startProvider({ url: registry.url, ...options });

const text = (string_value: string) => ({
  ...{ metadataType: 'MetadataStringValue', string_value },
});

describe('registered models', () => {
  it('become entities, with what their properties say', async () => {
    registry.lists.registered_models = [
      {
        ...iris,
        tasks: ['classification'],
        customProperties: {
          Owner: text('group:default/botany'),
          License: text('Apache-2.0'),
          'Risk tier': text('Limited'),
          'Open Data': text(''),
          _lastModified: text('2026-11-01'),
          accuracy: { metadataType: 'MetadataDoubleValue', double_value: 0.9 },
        },
      },
    ];
    registry.lists.model_versions = [v1];
    const uiUrl = 'https://ui.example/models/{id}';
    const { run, written } = await start({ config: { uiUrl } });
    await run();
    expect(written()).toEqual([
      [
        {
          ...{ apiVersion: 'modelry.dev/v1alpha1', kind: 'Model' },
          metadata: {
            ...{ name: 'iris', namespace: 'default', tags: ['open-data'] },
            description: 'Iris model',
            annotations: {
              'backstage.io/managed-by-location': 'kubeflow:main',
              'backstage.io/managed-by-origin-location': 'kubeflow:main',
              'modelry.dev/source-digest': expect.any(String),
              'kubeflow.org/registered-model-id': '1',
              'kubeflow.org/model-registry': 'main',
              'kubeflow.org/model-versions': '2=v1',
              'modelry.dev/licence': 'Apache-2.0',
            },
            links: [
              { url: 'https://ui.example/models/1', title: 'Model registry' },
            ],
          },
          spec: {
            ...{ type: 'classification', lifecycle: 'development' },
            ...{ owner: 'group:default/botany', riskTier: 'limited' },
          },
        },
      ],
    ]);
  });

  it('that were archived are archived, and no more is told of their versions', async () => {
    registry.lists.registered_models = [{ ...iris, state: 'ARCHIVED' }];
    registry.lists.model_versions = [v1];
    const { run, written, reportVersion } = await start({
      entities: [fromRegistry('iris', '1')],
    });
    await run();
    expect(written()[0]).toMatchObject([{ spec: { lifecycle: 'archived' } }]);
    expect(reportVersion).not.toHaveBeenCalled();
  });

  it('that an entity stands for are joined, and names that are taken are told of', async () => {
    registry.lists.registered_models = [
      iris,
      { ...iris, id: '7', name: 'churn' },
    ];
    registry.lists.model_versions = [v1];
    const { run, written, reportVersion } = await start({
      entities: [
        modelNamed('flowers', { 'kubeflow.org/registered-model-id': '1' }),
        modelNamed('churn', {}),
      ],
    });
    const { problems } = await run();
    expect(written()).toEqual([[]]);
    expect(reportVersion).toHaveBeenCalledWith(
      'model:default/flowers',
      expect.objectContaining({ version: 'v1' }),
    );
    expect(problems).toMatchObject([
      {
        message: expect.stringContaining('model:default/churn'),
        remedy: expect.stringContaining(
          "kubeflow.org/registered-model-id: '7'",
        ),
      },
    ]);
  });

  it('are read to the last page, each once', async () => {
    registry.lists.registered_models = [
      ...Array.from({ length: 250 }, (_, i) => ({
        ...{ ...iris, id: `${i}`, name: `m-${i}` },
      })),
      { ...iris, id: '0', name: 'm-0' },
    ];
    const { run, written } = await start();
    await run();
    expect(written()[0]).toHaveLength(250);
  });
});

describe('versions', () => {
  const entities = [fromRegistry('iris', '1')];

  it('are told once, the oldest first, until they change', async () => {
    registry.lists.registered_models = [iris];
    registry.lists.model_versions = [
      {
        ...{ ...v1, id: '11', name: 'v3', author: 'dario' },
        createTimeSinceEpoch: '1709287899999',
      },
      {
        ...v1,
        customProperties: {
          f1: { metadataType: 'MetadataDoubleValue', double_value: 0.93 },
          rows: { metadataType: 'MetadataIntValue', int_value: '150' },
        },
      },
      { ...v1, id: '9', name: 'v2', state: 'ARCHIVED' },
    ];
    const { run, reportVersion } = await start({ entities });
    await run();
    expect(reportVersion.mock.calls).toMatchObject([
      [
        'model:default/iris',
        {
          ...{ version: 'v1', createdAt: '2024-03-01T10:11:30.365Z' },
          metrics: { f1: 0.93, rows: 150 },
        },
      ],
      ['model:default/iris', { version: 'v3', trainedBy: 'dario' }],
    ]);
    await run();
    expect(reportVersion).toHaveBeenCalledTimes(2);
  });

  it('of a clock that runs ahead were made now', async () => {
    registry.lists.registered_models = [iris];
    const ahead = `${Date.now() + 86_400_000}`;
    registry.lists.model_versions = [{ ...v1, createTimeSinceEpoch: ahead }];
    const { run, reportVersion } = await start({ entities });
    await run();
    const [[, { createdAt = '' }]] = reportVersion.mock.calls;
    expect(Date.parse(createdAt)).toBeLessThanOrEqual(Date.now());
  });

  it('that the record refuses are told of, and no other waits for them', async () => {
    registry.lists.registered_models = [iris];
    registry.lists.model_versions = [v1, { ...v1, id: '3', name: 'v2' }];
    const { run, reportVersion } = await start({ entities });
    reportVersion.mockRejectedValueOnce(await refusal(409, 'Made again'));
    const { problems, counts } = await run();
    expect(problems).toMatchObject([
      { message: 'Version v1 of model:default/iris: Made again.' },
    ]);
    expect(counts).toContainEqual({ what: 'versions told anew', count: 1 });
    reportVersion.mockRejectedValue(new TypeError('fetch failed'));
    await expect(run()).rejects.toThrow(/models plugin did not take/);
  });
});
