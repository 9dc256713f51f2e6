import {
  answers,
  describeRegistryTrouble,
  standsIn,
} from '@internal/test-utils';
import { RegistryStandIn } from './__testUtils__/RegistryStandIn';
import { fromRegistry, startProvider } from './__testUtils__/startProvider';

const registry = standsIn(new RegistryStandIn());

const start = (
  options: Omit<Parameters<typeof startProvider>[0], 'url'> = {},
) => startProvider({ url: registry.url, ...options });

describeRegistryTrouble({
  ...{ standIn: registry, start, knowsTimes: true },
  brought: name => fromRegistry(name, '0'),
  fill: models => {
    registry.lists = {
      registered_models: models.map(({ name }, id) => ({ id: `${id}`, name })),
      model_versions: models.map(({ createdAt = 1_709_287_890_365 }, id) => ({
        ...{ id: `${id}`, name: 'v1', registeredModelId: `${id}` },
        createTimeSinceEpoch: `${createdAt}`,
      })),
    };
  },
  isLater: ({ url }) => Boolean(url?.includes('nextPageToken')),
});

describe('a Kubeflow Model Registry', () => {
  it('whose pages turn in circles is left', async () => {
    const { run, mutations } = await start();
    registry.trouble = answers(200, '{"items":[],"nextPageToken":"again"}');
    await expect(run()).rejects.toThrow(/again and again/);
    expect(mutations).toEqual([]);
  });

  it('that does not say where models are served has them and their versions', async () => {
    const entities = [fromRegistry('iris', '1')];
    registry.lists = {
      registered_models: [{ id: '1', name: 'iris' }],
      model_versions: [{ id: '2', name: 'v1', registeredModelId: '1' }],
    };
    const { run, mutations, reportVersion } = await start({ entities });
    registry.trouble = (request, response) =>
      Boolean(request.url?.includes('inference_services')) &&
      answers(500)(request, response);
    await expect(run()).rejects.toThrow(/with 500/);
    expect(mutations).toHaveLength(1);
    expect(reportVersion).toHaveBeenCalledTimes(1);
  });
});
