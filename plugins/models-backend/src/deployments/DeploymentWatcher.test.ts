import { DeploymentSource } from '@modelry/backstage-plugin-models-node';
import { Knex } from 'knex';
import request from 'supertest';
import { machine } from '../__testUtils__/people';
import {
  FakeSource,
  runs,
  startWatcher,
  withSource,
} from '../__testUtils__/sources';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';
import { DeploymentSources } from './DeploymentSources';
import { DeploymentWatcher } from './DeploymentWatcher';
import { dueDeployments } from './unseenDeployments';

jest.setTimeout(60_000);

const databases = testDatabases();
const MINUTE = 60_000;

describe.each(databases.eachSupportedId())('sources on %s', id => {
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

  it('say what runs, again and again', async () => {
    const [model, source] = [backend.addModel(), newSource()];
    source.answers.set('eu', [runs(model, { trafficPercent: 100 })]);
    await watcher.reconcile(source);
    now += MINUTE;
    await watcher.reconcile(source);
    expect(await deploymentsOf(model)).toMatchObject([
      {
        ...{ version: '1', status: 'running', trafficPercent: 100 },
        ...{ source: source.id, reportedBy: `source:${source.id}` },
        lastSeen: new Date(now).toISOString(),
      },
    ]);
    expect(await historyOf(model)).toEqual(['running']);
  });

  it('leave what they no longer list unknown, then gone, and never delete it', async () => {
    const [model, source] = [backend.addModel(), newSource()];
    source.answers.set('eu', [runs(model)]);
    await watcher.reconcile(source);
    source.answers.set('eu', []);
    const after = async (minutes: number) => {
      now += minutes * MINUTE;
      await watcher.reconcile(source);
      await watcher.noticeUnseen();
      return (await deploymentsOf(model)).map(
        (one: { status: string }) => one.status,
      );
    };
    expect(await after(9)).toEqual(['running']);
    expect(await after(2)).toEqual(['unknown']);
    expect(await after(58)).toEqual(['unknown']);
    expect(await after(1)).toEqual(['gone']);
    expect(await after(9_999)).toEqual(['gone']);
    expect(await historyOf(model)).toEqual(['gone', 'unknown', 'running']);
    expect((await model.summary()).environments).toEqual([]);
    source.answers.set('eu', [runs(model)]);
    expect(await after(1)).toEqual(['running']);
  });

  it('that fail make nothing gone, and do not keep others from being heard', async () => {
    const [model, other] = [backend.addModel(), backend.addModel()];
    const source = newSource();
    source.answers.set('eu', [runs(model)]);
    await watcher.reconcile(source);
    source.answers.set('eu', new Error('No route to eu'));
    source.answers.set('us', [runs(other)]);
    now += 9_999 * MINUTE;
    const run = await watcher.reconcile(source);
    await watcher.noticeUnseen();
    expect(await deploymentsOf(model)).toMatchObject([{ status: 'unknown' }]);
    expect(await deploymentsOf(other)).toMatchObject([{ status: 'running' }]);
    // What answers first after a failure may not be the whole yet.
    source.answers.set('eu', []);
    await watcher.reconcile(source);
    now += MINUTE;
    await watcher.noticeUnseen();
    expect(await deploymentsOf(model)).toMatchObject([{ status: 'unknown' }]);
    expect(run.counts).toEqual([{ what: 'deployments', count: 1 }]);
    expect(run.problems).toMatchObject([
      { message: expect.stringMatching(/could not list .* 'eu'.*No route/) },
    ]);
  });

  it('that neither answer nor heed that nobody waits any more hold up nothing', async () => {
    const [model, source] = [backend.addModel(), newSource()];
    source.answers.set('eu', [runs(model)]);
    const patience = new AbortController();
    source.list = () => {
      patience.abort(new Error('Too late'));
      return new Promise(() => {});
    };
    await expect(watcher.reconcile(source, patience.signal)).rejects.toThrow(
      /could not list .* 'eu'.*Too late/,
    );
  });

  it('that no longer name a scope have nothing in it', async () => {
    const [model, source] = [backend.addModel(), newSource()];
    source.answers.set('eu', [runs(model)]);
    await watcher.reconcile(source);
    source.answers.clear();
    for (const status of ['unknown', 'gone']) {
      now += 61 * MINUTE;
      await watcher.reconcile(source);
      await watcher.noticeUnseen();
      expect(await deploymentsOf(model)).toMatchObject([{ status }]);
    }
  });

  it('with one bad entry are heard of the rest, and told so', async () => {
    const [model, source] = [backend.addModel(), newSource()];
    source.answers.set('eu', [
      runs(model),
      runs(model, { environment: 'No such!' }),
    ]);
    const { problems } = await watcher.reconcile(source);
    expect(problems).toEqual([
      expect.objectContaining({
        message: `What runs of '${model.modelRef}' in 'eu' could not be recorded.`,
      }),
    ]);
    expect(await deploymentsOf(model)).toMatchObject([
      { environment: 'production' },
    ]);
  });

  it('reports go unseen too, when they say how long that may be', async () => {
    const [model, careless, brief] = Array.from({ length: 3 }, () =>
      backend.addModel(),
    );
    const report = { environment: 'production', version: '1' };
    now = Date.now();
    await model.post('/deployments', {
      ...{ ...report, allowedSilence: 'PT1H', goneAfter: 'P1D' },
    });
    await careless.post('/deployments', report).expect(200);
    await brief.post('/deployments', { ...report, goneAfter: 'PT1H' });
    now += 61 * MINUTE;
    await watcher.noticeUnseen();
    expect(await deploymentsOf(model)).toMatchObject([{ status: 'unknown' }]);
    expect(await deploymentsOf(brief)).toMatchObject([{ status: 'gone' }]);
    now += 1_440 * MINUTE;
    await watcher.noticeUnseen();
    expect(await deploymentsOf(model)).toMatchObject([{ status: 'gone' }]);
    expect(await deploymentsOf(careless)).toMatchObject([
      { status: 'running' },
    ]);
  });

  it('are read only as far as something of them is due', async () => {
    const source = newSource();
    const [due, ...others] = Array.from({ length: 4 }, () =>
      backend.addModel(),
    );
    source.answers.set(
      'eu',
      others.map(one => runs(one)),
    );
    source.answers.set('us', [runs(due)]);
    await watcher.reconcile(source);
    source.answers.set('us', []);
    now += 9 * MINUTE;
    await watcher.reconcile(source);
    now += 2 * MINUTE;
    const read = async () => {
      const pages = [];
      for await (const page of dueDeployments(knex, new Date(now))) {
        pages.push(...page.map(row => row.model_ref));
      }
      return pages;
    };
    expect(await read()).toEqual([due.modelRef]);
    await watcher.noticeUnseen();
    expect(await read()).toEqual([]);
  });

  it('tell which service runs what', async () => {
    const [named, related, other] = Array.from({ length: 3 }, () =>
      backend.addModel(),
    );
    const deploy = (model: TestModel, servedBy?: string) =>
      model
        .post('/deployments', { environment: 'live', version: '1', servedBy })
        .expect(200);
    await deploy(named, `component:default/scoring-${id.toLowerCase()}`);
    await deploy(related);
    await deploy(other, 'other-service');
    await related
      .post('/deployments', {
        ...{ environment: 'old', version: '1', status: 'stopped' },
      })
      .expect(200);
    const { body } = await request(backend.server)
      .post('/api/models/served')
      .set('Authorization', machine)
      .send({
        servedBy: `component:default/scoring-${id.toLowerCase()}`,
        modelRefs: [related.modelRef, other.modelRef],
      })
      .expect(200);
    expect(
      body.items.map((item: { modelRef: string }) => item.modelRef).sort(),
    ).toEqual([named.modelRef, related.modelRef].sort());
    const refused = await other.post('/deployments', {
      ...{ environment: 'live', version: '1', servedBy: 'group:default/a' },
    });
    expect(refused.body.error.message).toContain('body.servedBy');
  });
});

describe('a source of deployments', () => {
  it.each<[string, Partial<DeploymentSource>, RegExp]>([
    ['a bad id', { id: 'Our Clusters' }, /is no id of a source/],
    ['a bad duration', { every: '1 minute' }, /has no valid 'every'/],
  ])('with %s is refused', (_, facts, reason) => {
    const sources = new DeploymentSources();
    const source = Object.assign(new FakeSource('clusters'), facts);
    expect(() => sources.addSource(source)).toThrow(reason);
  });

  it('is added once, by a module', async () => {
    const sources = new DeploymentSources();
    sources.addSource(new FakeSource('clusters'));
    expect(() => sources.addSource(new FakeSource('clusters'))).toThrow(
      /is added twice/,
    );
    const { runTask } = await startModelsBackend({
      knex: await databases.init('SQLITE_3'),
      services: { others: [withSource(new FakeSource('clusters'))] },
    });
    await expect(runTask('model-source-clusters')).resolves.toBeUndefined();
  });
});
