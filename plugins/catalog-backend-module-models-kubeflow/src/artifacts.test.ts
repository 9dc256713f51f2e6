import { standsIn } from '@internal/test-utils';
import { RegistryStandIn } from './__testUtils__/RegistryStandIn';
import { iris, v1 } from './__testUtils__/recorded';
import { fromRegistry, startProvider } from './__testUtils__/startProvider';

const registry = standsIn(new RegistryStandIn());

const start = (
  options: Omit<Parameters<typeof startProvider>[0], 'url'> = {},
) => startProvider({ url: registry.url, ...options });

describe('artifacts', () => {
  // As it was recorded of the registry.
  const artifact = {
    ...{ id: '1', name: 'iris-model-v1', artifactType: 'model-artifact' },
    ...{ createTimeSinceEpoch: '1709287972637', state: 'UNKNOWN' },
    ...{ modelFormatName: 'sklearn', modelFormatVersion: '1' },
    uri: 'gs://kfserving-examples/models/sklearn/1.0/model',
  };
  const entities = [fromRegistry('iris', '1')];
  const told = async (artifacts: object[], version: object = v1) => {
    registry.lists = {
      registered_models: [iris],
      model_versions: [version],
      'model_versions/2/artifacts': artifacts,
    };
    const { run, reportVersion } = await start({ entities });
    await run();
    return reportVersion.mock.calls[0][1].artifact;
  };

  it.each<[string, object[], object | undefined]>([
    [
      'say where a version lies',
      [artifact],
      { uri: artifact.uri, format: 'sklearn 1' },
    ],
    ['need not be there', [], undefined],
    [
      'that are documents are none',
      [{ ...artifact, artifactType: 'doc-artifact' }],
      undefined,
    ],
    [
      'that were deleted are none',
      [{ ...artifact, state: 'DELETED' }],
      undefined,
    ],
    [
      'are told without what opens them',
      [
        {
          ...{ id: '2', storageKey: 'models-s3', modelFormatName: 'onnx' },
          uri: 'https://anna:pw@store.example.com/iris?X-Amz-Signature=s3cret',
        },
      ],
      {
        uri: 'https://store.example.com/iris',
        ...{ format: 'onnx', storage: 'models-s3' },
      },
    ],
    [
      'of which several are there are the newest, wherever it lies',
      [
        artifact,
        {
          ...{ id: '3', createTimeSinceEpoch: '1709287999999' },
          ...{ storageKey: 'models-s3', storagePath: 'iris/2' },
        },
      ],
      { uri: 'iris/2', storage: 'models-s3' },
    ],
  ])('%s', async (_, artifacts, expected) => {
    expect(await told(artifacts)).toEqual(expected);
  });

  it('that come after their version are found', async () => {
    registry.lists = {
      registered_models: [iris],
      model_versions: [{ ...v1, createTimeSinceEpoch: `${Date.now()}` }],
    };
    const { run, reportVersion } = await start({ entities });
    await run();
    registry.lists['model_versions/2/artifacts'] = [artifact];
    await run();
    expect(
      reportVersion.mock.calls.map(([, one]) => one.artifact?.format),
    ).toEqual([undefined, 'sklearn 1']);
  });

  it('of old versions are asked for once', async () => {
    await told([artifact]);
    const { run, restart } = await start({ entities });
    await run();
    await restart();
    registry.asked.length = 0;
    await run();
    expect(registry.asked.map(({ path }) => path)).not.toContain(
      'model_versions/2/artifacts',
    );
  });
});
