import { Knex } from 'knex';
import { TestModel } from '../../__testUtils__/TestModel';
import {
  approve,
  boardConfig,
  readAllPages,
  readBoard,
} from '../../__testUtils__/board';
import { OWNERS } from '../../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../../__testUtils__/startModelsBackend';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const TASK = 'reconcile-governance';

describe.each(databases.eachSupportedId())('the board in step on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  beforeAll(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: boardConfig });
  });

  async function rowOf(model: TestModel, from: ModelsBackend = backend) {
    const rows = await readAllPages(from.server, 'board');
    return rows.find(({ modelRef }) => modelRef === model.modelRef);
  }

  async function approvedModel() {
    const model = backend.addHighRiskModel();
    await model.post('/versions', { version: '1' }).expect(200);
    await approve(model);
    expect(await rowOf(model)).toMatchObject({ signOff: 'approved' });
    return model;
  }

  it('finds a model of which nothing was ever reported', async () => {
    const model = backend.addHighRiskModel({ title: 'Churn' });
    expect(await rowOf(model)).toBeUndefined();
    await backend.runTask(TASK);
    expect(await rowOf(model)).toMatchObject({
      ...{ title: 'Churn', owner: OWNERS, riskTier: 'high' },
      ...{ stage: 'development', signOff: 'missing', unsanctioned: 0 },
      requirements: [{ id: 'validation', status: 'missing' }],
    });
  });

  it('follows an entity whose facts change', async () => {
    const model = await approvedModel();
    backend.addHighRiskModel({
      name: model.name,
      title: 'Renamed',
      spec: { intendedUse: 'Something else' },
    });
    await backend.runTask(TASK);
    expect(await rowOf(model)).toMatchObject({
      ...{ title: 'Renamed', signOff: 'outdated' },
      requirements: [{ reason: expect.stringContaining('intendedUse') }],
    });
  });

  it('tells open pages what it found, and only once', async () => {
    const model = await approvedModel();
    await backend.runTask(TASK);
    backend.events.publish.mockClear();
    backend.addHighRiskModel({
      name: model.name,
      spec: { intendedUse: 'Something else' },
    });
    await backend.runTask(TASK);
    await backend.runTask(TASK);
    expect(backend.events.publish.mock.calls).toEqual([
      [
        expect.objectContaining({
          topic: 'models.governance.changed',
          eventPayload: expect.objectContaining({
            ...{ modelRef: model.modelRef, actor: 'modelry' },
          }),
        }),
      ],
    ]);
  });

  it('leaves out a model that no policy applies to any more', async () => {
    const model = await approvedModel();
    backend.addModel({ name: model.name, spec: { riskTier: 'minimal' } });
    await backend.runTask(TASK);
    expect(await rowOf(model)).toBeUndefined();
  });

  it('follows a policy that changes between two starts', async () => {
    const model = await approvedModel();
    const [policy] = boardConfig.governance.policies;
    const [requirement] = policy.requirements;
    const stricter = { ...requirement, minApprovals: 2 };
    const second = await startModelsBackend({
      knex,
      config: {
        ...boardConfig,
        governance: { policies: [{ ...policy, requirements: [stricter] }] },
      },
    });
    second.addHighRiskModel({ name: model.name });
    await second.runTask(TASK);
    expect(await rowOf(model, second)).toMatchObject({ signOff: 'outdated' });
    // The others were not in the catalog of this start.
    await backend.runTask(TASK);
    expect(await rowOf(model)).toMatchObject({ signOff: 'approved' });
  });

  it('removes a model that is gone, with what was found, and takes it back', async () => {
    const model = backend.addHighRiskModel();
    const running = { environment: 'production', version: '1' };
    await model.post('/deployments', running).expect(200);
    const seen = async () => [
      Boolean(await rowOf(model)),
      (await readAllPages(backend.server, 'unsanctioned-deployments')).some(
        ({ modelRef }) => modelRef === model.modelRef,
      ),
    ];
    expect(await seen()).toEqual([true, true]);
    const { totalModels } = await readBoard(backend.server, 'board-facets');

    backend.catalog.remove(model.modelRef);
    await backend.runTask(TASK);
    expect(await seen()).toEqual([false, false]);
    expect(await readBoard(backend.server, 'board-facets')).toMatchObject({
      totalModels: totalModels - 1,
    });

    backend.addHighRiskModel({ name: model.name });
    await backend.runTask(TASK);
    expect(await seen()).toEqual([true, true]);
  });

  it('removes nothing when the catalog cannot be read', async () => {
    const model = await approvedModel();
    backend.catalog.breakLists();
    await expect(backend.runTask(TASK)).rejects.toThrow('cannot be reached');
    backend.catalog.breakLists(false);
    expect(await rowOf(model)).toMatchObject({ signOff: 'approved' });
  });
});
