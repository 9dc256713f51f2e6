import {
  answers,
  describeRegistryTrouble,
  standsIn,
} from '@internal/test-utils';
import { MlflowStandIn } from './__testUtils__/MlflowStandIn';
import { fromMlflow, startProvider } from './__testUtils__/startProvider';

const mlflow = standsIn(new MlflowStandIn());

const start = (
  options: Omit<Parameters<typeof startProvider>[0], 'url'> = {},
) => startProvider({ url: mlflow.url, ...options });

describeRegistryTrouble({
  ...{ standIn: mlflow, start, brought: fromMlflow, knowsTimes: true },
  fill: models => {
    mlflow.models = models.map(({ name, createdAt: creation_timestamp }) => ({
      ...{ name, versions: [{ version: '1', creation_timestamp }] },
    }));
  },
  isLater: ({ url }) => Boolean(url?.includes('page_token')),
});

describe('a registry of MLflow', () => {
  it('of ten thousand models and versions is read in few requests', async () => {
    mlflow.models = Array.from({ length: 10_000 }, (_, i) => ({
      name: `m-${i}`,
      versions: [{ version: '1' }],
    }));
    const { run } = await start();
    await run();
    expect(mlflow.asked).toHaveLength(40);
  });

  it('of which a model is deleted while it is read loses no other', async () => {
    const models = Array.from({ length: 600 }, (_, i) => ({ name: `m-${i}` }));
    mlflow.models = models;
    const { run, mutations } = await start();
    await run();
    // The first page is read by then: all that follow move up by one.
    mlflow.trouble = request => {
      if (request.url?.includes('page_token')) {
        mlflow.models = models.slice(1);
      }
      return false;
    };
    await run();
    expect(mutations).toHaveLength(1);
    await run();
    expect(mutations.at(-1)).toMatchObject({
      ...{ type: 'delta', added: [] },
      removed: [{ entityRef: 'model:default/m-0' }],
    });
  });

  it('that does not say whether a model is gone loses none', async () => {
    mlflow.models = [{ name: 'churn' }, { name: 'fraud' }];
    const { run, mutations } = await start();
    await run();
    mlflow.models = [{ name: 'churn' }];
    mlflow.trouble = (request, response) =>
      Boolean(request.url?.includes('registered-models/get')) &&
      answers(500)(request, response);
    await expect(run()).rejects.toThrow('with 500');
    expect(mutations).toHaveLength(1);
  });

  it('whose versions are registered while their run goes on tells what it measures in the end', async () => {
    const registered = Date.parse('2026-11-25T10:00:00Z');
    let minutes = 0;
    const now = () => new Date(registered + minutes * 60_000);
    const version = { version: '1', run_id: 'run-1' };
    mlflow.models = [
      {
        name: 'churn',
        versions: [{ ...version, creation_timestamp: registered }],
      },
    ];
    mlflow.metrics = { 'run-1': [] };
    const { run, reportVersion } = await start({
      ...{ entities: [fromMlflow('churn')], now },
    });
    await run();
    mlflow.metrics = { 'run-1': [{ key: 'auc', value: 0.81 }] };
    minutes = 15;
    await run();
    expect(reportVersion.mock.calls).toMatchObject([
      ['model:default/churn', { metrics: {} }],
      ['model:default/churn', { metrics: { auc: 0.81 } }],
    ]);
    for (minutes = 30; minutes < 7 * 24 * 60; minutes += 15) {
      await run();
    }
    // At ages that double, and not at each of hundreds of runs.
    expect(reportVersion.mock.calls.length).toBeLessThan(12);
  });

  it('whose pages turn in circles is left', async () => {
    const { run, mutations } = await start();
    mlflow.trouble = answers(200, '{"next_page_token":"again"}');
    await expect(run()).rejects.toThrow(/again and again/);
    expect(mutations).toEqual([]);
  });

  it('is asked again when it says', async () => {
    mlflow.models = [{ name: 'churn' }];
    const { run, waited } = await start();
    let busy = 2;
    mlflow.trouble = (request, response) =>
      busy-- > 0 && answers(429, '', { 'Retry-After': '7' })(request, response);
    await run();
    expect(waited).toEqual([7_000, 7_000]);
  });

  it('after a restart reads no run again that it has told of', async () => {
    const versions = [{ version: '1', run_id: 'run-1' }];
    mlflow.models = [{ name: 'churn', versions }];
    mlflow.metrics = { 'run-1': [{ key: 'auc', value: 0.81 }] };
    const entities = [fromMlflow('churn')];
    const { run, restart, reportVersion } = await start({ entities });
    await run();
    await restart();
    mlflow.asked.length = 0;
    await run();
    expect(reportVersion).toHaveBeenCalledTimes(1);
    expect(mlflow.asked.map(({ path }) => path)).not.toContain('runs/get');
  });
});
