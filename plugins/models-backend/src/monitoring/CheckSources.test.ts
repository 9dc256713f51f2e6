import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  CheckSource,
  checkSourcesExtensionPoint,
} from '@modelry/backstage-plugin-models-node';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

const result = {
  ...({
    check: 'Latency',
    kind: 'service-health',
    status: 'critical',
  } as const),
  ...{ environment: 'production', value: 900, threshold: 800 },
};

describe.each(databases.eachSupportedId())('sources of checks on %s', id => {
  let backend: ModelsBackend;
  let work: CheckSource['run'] = async () => ({ counts: [] });
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      services: {
        others: [
          createBackendModule({
            pluginId: 'models',
            moduleId: 'gauge',
            register: env =>
              env.registerInit({
                deps: { point: checkSourcesExtensionPoint },
                async init({ point }) {
                  point.addSource({
                    ...{ id: 'gauge', kind: 'gauge', title: 'Gauge' },
                    schedule: {
                      frequency: { minutes: 5 },
                      timeout: { minutes: 1 },
                    },
                    run: (record, signal) => work(record, signal),
                  });
                },
              }),
          }),
        ],
      },
    });
  });

  const run = (one: CheckSource['run']) => {
    work = one;
    return backend.runTask('model-source-gauge');
  };

  it('find the models, record what they say of them, and read it again', async () => {
    const model = backend.addModel();
    const found: unknown[] = [];
    await run(async record => {
      for await (const page of record.models()) {
        found.push(...page.map(({ metadata }) => metadata.name));
      }
      const receipt = await record.report(
        ...([{ id: 'gauge' }, model.modelRef, [result]] as const),
      );
      found.push(receipt.accepted, await record.checks(model.modelRef));
      return { counts: [] };
    });
    expect(found).toEqual(
      expect.arrayContaining([
        model.name,
        1,
        [expect.objectContaining({ check: 'Latency', status: 'critical' })],
      ]),
    );
    expect((await model.overview()).monitoring).toMatchObject({
      status: 'critical',
    });
    expect(backend.events.publish).toHaveBeenCalledWith(
      expect.objectContaining({
        eventPayload: expect.objectContaining({ actor: 'source:gauge' }),
      }),
    );
  });

  it('are held to the rules of the API', async () => {
    const model = backend.addModel();
    const refusals: string[] = [];
    await run(async record => {
      for (const [ref, results] of [
        [model.modelRef, [{ ...result, check: ' ' }]],
        [model.modelRef, []],
        ['model:default/nobody', [result]],
      ] as const) {
        await record
          .report({ id: 'gauge' }, ref, results)
          .catch(error => refusals.push(`${error.name}: ${error.message}`));
      }
      return { counts: [] };
    });
    expect(refusals).toEqual([
      expect.stringMatching(
        /^InputError: results\.0\.check: must not be empty/,
      ),
      expect.stringMatching(/^InputError: results: /),
      "NotFoundError: The catalog has no 'model:default/nobody'",
    ]);
  });

  it('find models by what they run as, and none by a part of it', async () => {
    const [one, other] = [backend.addModel(), backend.addModel()];
    const deploy = (model: typeof one, name: string) =>
      model
        .post('/deployments', { environment: 'production', version: '1', name })
        .expect(200);
    await deploy(one, 'eu/ml/churn');
    await deploy(other, 'eu/ml/x_churn');
    const found: string[][] = [];
    await run(async record => {
      for (const name of ['ml/churn', 'churn', 'l/churn', 'ml/%', 'ml/x%']) {
        found.push(await record.running(name));
      }
      return { counts: [] };
    });
    expect(found).toEqual([[one.modelRef], [one.modelRef], [], [], []]);
  });
});
