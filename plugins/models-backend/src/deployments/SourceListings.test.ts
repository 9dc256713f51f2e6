import { Knex } from 'knex';
import { FakeSource, runs, startWatcher } from '../__testUtils__/sources';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';
import { countStatements } from '../__testUtils__/countStatements';
import { DeploymentWatcher } from './DeploymentWatcher';

jest.setTimeout(60_000);

const databases = testDatabases();
const MINUTE = 60_000;

describe.each(databases.eachSupportedId())('listings of sources on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  let watcher: DeploymentWatcher;
  let now = Date.now();
  let sources = 0;
  beforeAll(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex });
    watcher = await startWatcher({ backend, knex, now: () => new Date(now) });
  });

  function newSource() {
    return new FakeSource(`source-${++sources}`);
  }

  async function deploymentsOf(model: TestModel) {
    return (await model.overview()).deployments;
  }

  async function historyOf(model: TestModel) {
    const { body } = await model.get('/deployment-changes').expect(200);
    return body.items.map((item: { status: string }) => item.status);
  }

  it('note what is known already with a handful of statements, however much it is', async () => {
    const models = Array.from({ length: 60 }, () => backend.addModel());
    const source = newSource();
    const listed = models.flatMap(model =>
      Array.from({ length: 20 }, (_, i) => runs(model, { name: `copy-${i}` })),
    );
    source.answers.set('eu', listed);
    await watcher.reconcile(source);
    backend.events.publish.mockClear();

    now += MINUTE;
    const statements = await countStatements(knex, () =>
      watcher.reconcile(source),
    );

    expect(statements).toBeLessThanOrEqual(20);
    expect(backend.events.publish).not.toHaveBeenCalled();
    const [first, last] = [models[0], models[59]];
    for (const model of [first, last]) {
      const deployments = await deploymentsOf(model);
      expect(deployments).toHaveLength(20);
      expect(
        new Set(deployments.map((one: { lastSeen: string }) => one.lastSeen)),
      ).toEqual(new Set([new Date(now).toISOString()]));
    }

    // One of them changed: that one alone is news.
    source.answers.set('eu', [
      ...listed.slice(0, -1),
      runs(last, { name: 'copy-19', version: '2' }),
    ]);
    now += MINUTE;
    await watcher.reconcile(source);
    expect(backend.events.publish).toHaveBeenCalledTimes(1);
    expect(await historyOf(first)).toHaveLength(20);
    expect(await historyOf(last)).toHaveLength(21);
  });

  it('count what they list last of one deployment, and say that it is listed twice', async () => {
    const [model, source] = [backend.addModel(), newSource()];
    source.answers.set('eu', [runs(model)]);
    await watcher.reconcile(source);
    source.answers.set('eu', [runs(model), runs(model, { version: '2' })]);
    for (let round = 0; round < 2; round++) {
      now += MINUTE;
      const { problems } = await watcher.reconcile(source);
      expect(problems).toMatchObject([
        {
          message: `'primary' of '${model.modelRef}' in 'production' is listed more than once in 'eu'.`,
          remedy: expect.stringContaining('names of their own'),
        },
      ]);
    }
    expect(await deploymentsOf(model)).toMatchObject([{ version: '2' }]);
    expect(await historyOf(model)).toHaveLength(2);
  });

  it('leave a deployment to the part of a source that listed it first, while it does', async () => {
    const model = backend.addModel();
    const [first, second] = [newSource(), newSource()];
    first.answers.set('eu', [runs(model)]);
    first.answers.set('us', [runs(model, { version: '2' })]);
    second.answers.set('eu', [runs(model, { version: '3' })]);
    const listAll = async () => {
      now += MINUTE;
      const ran = [
        await watcher.reconcile(first),
        await watcher.reconcile(second),
      ];
      return ran.flatMap(({ problems = [] }) => problems);
    };
    for (let round = 0; round < 2; round++) {
      expect(await listAll()).toMatchObject(
        ['us', 'eu'].map(scope => ({
          message: `'primary' of '${model.modelRef}' in 'production' is listed in '${scope}', and by '${first.id}' in 'eu' before.`,
          remedy: expect.stringContaining('names of their own'),
        })),
      );
    }
    expect(await deploymentsOf(model)).toMatchObject([{ version: '1' }]);
    expect(await historyOf(model)).toEqual(['running']);
    first.answers.clear();
    first.answers.set('eu', []);
    expect(await listAll()).toEqual([]);
    expect(await deploymentsOf(model)).toMatchObject([
      { version: '3', source: second.id },
    ]);
  });

  it('note that they list it, whoever said so before', async () => {
    const [model, source] = [backend.addModel(), newSource()];
    await model
      .post('/deployments', { environment: 'production', version: '1' })
      .expect(200);
    source.answers.set('eu', [runs(model)]);
    now = Math.max(now, Date.now()) + MINUTE;
    await watcher.reconcile(source);
    expect(await deploymentsOf(model)).toMatchObject([
      { source: source.id, reportedBy: `source:${source.id}` },
    ]);
  });

  it('that list too much of one model are heard of the others, and make nothing of it gone', async () => {
    const [full, other, ended] = Array.from({ length: 3 }, () =>
      backend.addModel(),
    );
    const source = newSource();
    source.answers.set('eu', [runs(full), runs(other), runs(ended)]);
    await watcher.reconcile(source);
    source.answers.set('eu', [
      ...Array.from({ length: 501 }, (_, i) => runs(full, { name: `n-${i}` })),
      runs(other, { version: '2' }),
    ]);
    for (let round = 0; round < 2; round++) {
      now += 61 * MINUTE;
      const { problems } = await watcher.reconcile(source);
      await watcher.noticeUnseen();
      expect(problems).toMatchObject([
        {
          message: `What runs of '${full.modelRef}' in 'eu' could not be recorded.`,
        },
      ]);
    }
    expect(await deploymentsOf(other)).toMatchObject([{ version: '2' }]);
    expect(await deploymentsOf(ended)).toMatchObject([{ status: 'gone' }]);
    expect(await deploymentsOf(full)).toMatchObject([{ status: 'unknown' }]);
    expect(backend.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(`of '${full.modelRef}' in 'eu'`),
      { cause: expect.stringContaining('more than 500 deployments') },
    );
  });

  it('that cannot tell all of one model leave what was known of it unknown', async () => {
    const [model, other] = [backend.addModel(), backend.addModel()];
    const source = newSource();
    const stable = runs(model, { name: 'churn' });
    source.answers.set('eu', [stable, runs(other)]);
    await watcher.reconcile(source);
    const answer = (unclear: string[]) =>
      source.answers.set('eu', {
        deployments: [runs(model, { name: 'churn#canary', version: '2' })],
        ...{ problems: [], unclear },
      });
    // It was on its way to be gone before it was known that this is not clear.
    answer([]);
    await watcher.reconcile(source);
    answer([model.modelRef]);
    for (let round = 0; round < 2; round++) {
      now += 61 * MINUTE;
      await watcher.reconcile(source);
      await watcher.noticeUnseen();
    }
    expect(await deploymentsOf(model)).toMatchObject([
      { name: 'churn', version: '1', status: 'unknown' },
      { name: 'churn#canary', version: '2', status: 'running' },
    ]);
    expect(await deploymentsOf(other)).toMatchObject([{ status: 'gone' }]);
  });

  it('that are not understood in part are heard of the rest, and nothing that may be listed is missed', async () => {
    const [model, other, missed] = Array.from({ length: 3 }, () =>
      backend.addModel(),
    );
    const source = newSource();
    source.answers.set('eu', [runs(model), runs(missed)]);
    await watcher.reconcile(source);
    for (let round = 0; round < 2; round++) {
      now += 61 * MINUTE;
      const since = new Date(now + 60 * MINUTE).toISOString();
      source.answers.set('eu', [runs(other), runs(model, { since })]);
      const { problems } = await watcher.reconcile(source);
      expect(problems).toMatchObject([
        { message: expect.stringContaining(model.modelRef) },
      ]);
      await watcher.noticeUnseen();
    }
    expect(await deploymentsOf(other)).toMatchObject([{ status: 'running' }]);
    expect(await deploymentsOf(missed)).toMatchObject([{ status: 'gone' }]);
    expect(await deploymentsOf(model)).toMatchObject([{ status: 'unknown' }]);
    expect(backend.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('is not understood'),
      { cause: expect.stringContaining('lies in the future') },
    );
    source.answers.set('eu', [runs(other), runs(model)]);
    now += MINUTE;
    expect((await watcher.reconcile(source)).problems).toEqual([]);
    expect(await deploymentsOf(model)).toMatchObject([{ status: 'running' }]);
  });
});
