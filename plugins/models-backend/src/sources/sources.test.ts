import { FakeSource, withSource } from '../__testUtils__/sources';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { ConflictError } from '@backstage/errors';
import { SourceError } from '@modelry/backstage-plugin-models-node';
import request from 'supertest';

jest.setTimeout(60_000);

const databases = testDatabases();
const victor = person('victor-validator');

const BODY = { id: 'nightly', kind: 'airflow', title: 'Nightly training' };

describe.each(databases.eachSupportedId())('the sources on %s', id => {
  let backend: ModelsBackend;
  const clusters = new FakeSource('clusters');
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      services: { others: [withSource(clusters)] },
    });
  });

  const report = (body: object) =>
    request(backend.server)
      .post('/api/models/source-reports')
      .set('Authorization', machine)
      .send({ ...BODY, ...body });

  async function list() {
    const { body } = await request(backend.server)
      .get('/api/models/sources')
      .set('Authorization', victor)
      .expect(200);
    return body.items;
  }

  async function find(wanted: string) {
    return (await list()).find((one: { id: string }) => one.id === wanted);
  }

  const runNow = (wanted: string) =>
    request(backend.server)
      .post('/api/models/source-runs')
      .set('Authorization', victor)
      .send({ id: wanted });

  it('are there before they ran', async () => {
    expect(await find('clusters')).toMatchObject({
      ...{ status: 'waiting', canRunNow: true, counts: [], problems: [] },
    });
  });

  it('of deployments say what they left out, and what to do, in their own words', async () => {
    const remedy = 'Label it.';
    clusters.answers.set('eu', {
      ...{ deployments: [], problems: [{ message: 'One is odd.', remedy }] },
    });
    clusters.answers.set(
      'us',
      new SourceError('It says no.', { remedy: 'Ask it nicely.' }),
    );
    await backend.runTask('model-source-clusters');
    clusters.answers.delete('us');
    expect(await find('clusters')).toMatchObject({
      status: 'incomplete',
      problems: [
        {
          message: "'us' could not be listed: It says no.",
          remedy: 'Ask it nicely.',
        },
        { message: 'One is odd.', remedy },
      ],
    });
  });

  it('of deployments say what they listed, and why they could not', async () => {
    clusters.answers.set('eu', []);
    await backend.runTask('model-source-clusters');
    expect(await find('clusters')).toMatchObject({
      status: 'ok',
      counts: [{ what: 'deployments', count: 0 }],
      lastRun: { durationMs: expect.any(Number) },
      nextRunAt: expect.any(String),
      failuresInARow: 0,
    });
    clusters.answers.set('us', new Error('No route to us'));
    await backend.runTask('model-source-clusters');
    expect(await find('clusters')).toMatchObject({
      status: 'incomplete',
      problems: [{ message: expect.stringContaining('No route to us') }],
    });
    clusters.answers.set('eu', new Error('No route to eu'));
    await backend.runTask('model-source-clusters');
    await backend.runTask('model-source-clusters');
    expect(await find('clusters')).toMatchObject({
      status: 'failing',
      failuresInARow: 2,
      counts: [{ what: 'deployments', count: 0 }],
      problems: [{ remedy: expect.stringContaining('still stands') }],
    });
  });

  it('keep the newest run, in whatever order runs are reported', async () => {
    const run = (minute: number, facts: object = {}) => ({
      startedAt: `2026-11-25T10:0${minute}:00Z`,
      endedAt: `2026-11-25T10:0${minute}:30Z`,
      ...facts,
    });
    const error = { message: 'It is down.', remedy: 'Start it.' };
    const newest = { ...BODY, run: run(5, { counts: [] }) };
    expect((await report(newest).expect(200)).body).toEqual({ changed: true });
    for (const old of [
      { run: run(4, { error }) },
      { run: { startedAt: run(5).startedAt } },
      { run: { startedAt: run(3).startedAt } },
      newest,
    ]) {
      const { body } = await report(old).expect(200);
      expect(body).toEqual({ changed: false });
    }
    expect(await find(BODY.id)).toMatchObject({
      ...{ status: 'ok', lastRun: { durationMs: 30_000 }, canRunNow: false },
    });
    await report({ run: { startedAt: run(6).startedAt } }).expect(200);
    expect(await find(BODY.id)).toMatchObject({ status: 'running' });
    await report({ run: run(6, { error }) }).expect(200);
    expect(await find(BODY.id)).toMatchObject({
      ...{ status: 'failing', problems: [error], failuresInARow: 1 },
    });
    const [first] = await list();
    expect(first.status).toBe('failing');
  });

  it('reported by many at once are all there', async () => {
    await Promise.all(
      Array.from({ length: 5 }, () => report({ id: 'at-once' }).expect(200)),
    );
    expect(await find('at-once')).toMatchObject({ status: 'waiting' });
  });

  it('of one id are one source', async () => {
    const { body } = await report({ id: 'clusters' }).expect(409);
    expect(body.error.message).toContain('choose another id');
  });

  it('cannot offer tasks that are not theirs', async () => {
    const { body } = await report({
      ...{ id: 'sly', task: { plugin: 'catalog', id: 'cleanup' } },
    }).expect(400);
    expect(body.error.message).toContain('body.task');
  });

  it.each([
    ['id', { id: 'No Such!' }],
    ['run.startedAt', { run: { startedAt: 'yesterday' } }],
    ['link', { link: 'javascript:alert(1)' }],
    [
      'run.error.remedy',
      { run: { startedAt: '2026-11-25T10:00:00Z', error: { message: 'No' } } },
    ],
  ])('with a bad %s are refused', async (path, facts) => {
    const { body } = await report(facts).expect(400);
    expect(body.error.message).toContain(`body.${path}`);
  });

  it('run when somebody asks, and it is written down who', async () => {
    backend.auditor.createEvent.mockClear();
    await runNow('clusters').expect(200, { requested: true });
    expect(backend.triggered).toEqual(['model-source-clusters']);
    expect(backend.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'run-source',
        meta: { feature: 'sources', id: 'clusters' },
      }),
    );
  });

  it('that run already go on, and who asks is told', async () => {
    backend.scheduler.triggerTask.mockRejectedValueOnce(
      new ConflictError('Task is currently running'),
    );
    await runNow('clusters').expect(200, { requested: false });
  });

  it('that are run elsewhere say so', async () => {
    await report({ id: 'pushed' }).expect(200);
    const { body } = await runNow('pushed').expect(409);
    expect(body.error.message).toContain('start it where it runs');
    await runNow('nowhere').expect(404);
  });

  it.each([
    ['models.sources.read', 'get', '/sources', undefined],
    ['models.sources.run', 'post', '/source-runs', { id: 'clusters' }],
    ['models.sources.report', 'post', '/source-reports', BODY],
  ] as const)('need %s', async (permission, method, path, body) => {
    const { denyPermission, server } = await startModelsBackend({
      knex: await databases.init(id),
    });
    denyPermission(permission);
    const { text } = await request(server)
      [method](`/api/models${path}`)
      .set('Authorization', machine)
      .send(body)
      .expect(403);
    expect(text).toContain(permission);
  });
});
