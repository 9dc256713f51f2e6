import { refusal, standsIn } from '@internal/test-utils';
import { RegistryStandIn } from './__testUtils__/RegistryStandIn';
import { iris, v1 } from './__testUtils__/recorded';
import { fromRegistry, startProvider } from './__testUtils__/startProvider';

const registry = standsIn(new RegistryStandIn());

const start = (
  options: Omit<Parameters<typeof startProvider>[0], 'url'> = {},
) => startProvider({ url: registry.url, ...options });

describe('inference services', () => {
  const service = {
    ...{ id: '5', name: 'iris-svc', registeredModelId: '1', runtime: 'ovms' },
    ...{ servingEnvironmentId: '4', desiredState: 'DEPLOYED' },
  };
  beforeEach(() => {
    registry.lists.registered_models = [iris];
    registry.lists.model_versions = [
      v1,
      { ...v1, id: '3', name: 'v2', createTimeSinceEpoch: '1709287899999' },
    ];
    registry.lists.serving_environments = [{ id: '4', name: 'ML Prod' }];
  });
  const entities = [fromRegistry('iris', '1')];

  it.each<[string, object, object[], object]>([
    ['without a version serves the newest', {}, [], { version: 'v2' }],
    ['with a version', { modelVersionId: '2' }, [], { version: 'v1' }],
    ['of which nothing is known', {}, [], { status: 'unknown' }],
    [
      'that is not wanted any more',
      { desiredState: 'UNDEPLOYED' },
      [],
      { status: 'stopped' },
    ],
    [
      'that runs since it was last tried',
      {},
      [
        { id: '1', createTimeSinceEpoch: '2', lastKnownState: 'RUNNING' },
        { id: '2', createTimeSinceEpoch: '1', lastKnownState: 'FAILED' },
      ],
      { status: 'running', environment: 'ml-prod', platform: 'ovms' },
    ],
  ])('%s', async (_, differences, serves, report) => {
    registry.lists.inference_services = [{ ...service, ...differences }];
    registry.lists['inference_services/5/serves'] = serves;
    const { run, reportDeployment } = await start({ entities });
    await run();
    expect(reportDeployment).toHaveBeenCalledWith(
      'model:default/iris',
      expect.objectContaining({
        ...{ name: 'iris-svc', allowedSilence: 'PT45M', ...report },
      }),
    );
  });

  it('are in the environment that is configured, or not asked for at all', async () => {
    registry.lists.inference_services = [service];
    const environments = { 'ML Prod': 'production' };
    const { run, reportDeployment } = await start({
      ...{ entities, config: { environments } },
    });
    await run();
    expect(reportDeployment).toHaveBeenCalledWith(
      'model:default/iris',
      expect.objectContaining({ environment: 'production' }),
    );
    registry.asked.length = 0;
    await (await start({ entities, config: { deployments: false } })).run();
    expect(registry.asked.map(({ path }) => path)).not.toContain(
      'inference_services',
    );
  });

  it('that the record refuses, or of versions that are gone, are told of', async () => {
    registry.lists.inference_services = [
      service,
      { ...service, id: '6', name: 'gone', modelVersionId: '99' },
      { ...service, id: '7', name: 'elsewhere', registeredModelId: '99' },
    ];
    const { run, reportDeployment } = await start({ entities });
    reportDeployment.mockRejectedValueOnce(await refusal(400, 'No good'));
    const { problems } = await run();
    expect(problems?.map(({ message }) => message).sort()).toEqual([
      "The inference service 'gone' of model:default/iris was left out: the registry does not have the version that it serves.",
      "The inference service 'iris-svc' of model:default/iris was refused: No good.",
    ]);
    reportDeployment.mockRejectedValue(new TypeError('fetch failed'));
    await expect(run()).rejects.toThrow(/did not take a deployment/);
  });
});
