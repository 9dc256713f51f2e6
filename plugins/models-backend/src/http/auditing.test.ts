import request from 'supertest';
import { endpoints } from '@modelry/backstage-plugin-models-common';
import {
  callersOf,
  everyEndpoint,
  guardedReads,
  prepare,
  validRequest,
  writingEndpoints,
} from '../__testUtils__/everyEndpoint';
import { governedConfig } from '../__testUtils__/governance';
import { machine, person } from '../__testUtils__/people';
import { TestModel } from '../__testUtils__/TestModel';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('the audit log on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  async function call(
    endpoint: (typeof everyEndpoint)[number],
    name: string,
    body?: object,
    prepared = {},
  ) {
    backend.auditor.createEvent.mockClear();
    const { status } = await validRequest(
      ...([backend.server, endpoint, name, body, prepared] as const),
    ).set('Authorization', callersOf(endpoint)[0]);
    const { calls, results } = backend.auditor.createEvent.mock;
    const events = await Promise.all(
      calls.map(async ([event], index) => ({
        ...event,
        ...(await results[index].value),
      })),
    );
    return { status, events };
  }

  async function freshModel(operation?: string) {
    const model: TestModel = backend.addHighRiskModel();
    return { model, prepared: await prepare(model, { operation }) };
  }

  const aboutOneModel = writingEndpoints.filter(([, { path }]) =>
    path.startsWith('/:namespace/:name'),
  );

  describe.each(aboutOneModel)('of %s', (...endpoint) => {
    const [operation, { feature, status: ok }] = endpoint;
    const eventId = operation.replace(
      /[A-Z]/g,
      letter => `-${letter.toLowerCase()}`,
    );

    it('has a write that succeeds, with the model and the request', async () => {
      const { model, prepared } = await freshModel(operation);
      const { status, events } = await call(
        ...([endpoint, model.name, undefined, prepared] as const),
      );
      expect(status).toBe(ok);
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject({
        eventId,
        severityLevel: 'medium',
        request: expect.objectContaining({ method: 'POST' }),
        meta: { feature, namespace: 'default', name: model.name },
      });
      expect(events[0].success).toHaveBeenCalledTimes(1);
      expect(events[0].fail).not.toHaveBeenCalled();
    });

    it.each([
      ['that is not understood', 400, { nonsense: true }],
      ['that lacks the permission', 403, undefined],
      ['about a model that is not there', 404, undefined],
    ])(
      'has a write %s as failed, with the reason',
      async (_, expected, body) => {
        const { model, prepared } = await freshModel(operation);
        if (expected === 403) {
          backend.denyPermission(endpoint[1].permission ?? '', model.modelRef);
        }
        const { status, events } = await call(
          endpoint,
          expected === 404 ? 'nowhere' : model.name,
          body,
          prepared,
        );
        expect(status).toBe(expected);
        expect(events).toMatchObject([{ eventId }]);
        expect(events[0].success).not.toHaveBeenCalled();
        expect(events[0].fail.mock.calls).toEqual([
          [{ error: expect.any(Error) }],
        ]);
      },
    );
  });

  it('has a write about many models once, with what was asked for', async () => {
    const { model, prepared } = await freshModel('assignOwners');
    const { status, events } = await call(
      ['assignOwners', endpoints.assignOwners],
      ...([model.name, undefined, prepared] as const),
    );
    expect(status).toBe(200);
    expect(events).toMatchObject([
      { eventId: 'assign-owners', meta: { feature: 'ownership' } },
    ]);
    expect(events[0].success).toHaveBeenCalledTimes(1);
  });

  it('says what was decided, and leaves out why', async () => {
    const { model } = await freshModel();
    const { events } = await call(['decide', endpoints.decide], model.name);
    expect(events[0].meta).toEqual({
      ...{ feature: 'governance', namespace: 'default', name: model.name },
      ...{ requirement: 'validation', stage: 'production' },
      ...{ version: '1', decision: 'approved' },
    });
  });

  it('has only short text of what was sent', async () => {
    const model = backend.addModel();
    backend.auditor.createEvent.mockClear();
    await model.post('/versions', { version: 'v'.repeat(10_000), stage: {} });
    const [[event]] = backend.auditor.createEvent.mock.calls;
    expect(event.meta).toMatchObject({ version: 'v'.repeat(200) });
    expect(event.meta).not.toHaveProperty('stage');
  });

  it.each([
    ['decides a model of their own', 'decide', 'You own this model'],
    ['waives without being entitled', 'grantWaiver', 'Only group:default'],
  ] as const)('has why somebody is refused who %s', async (_, name, reason) => {
    const { model } = await freshModel();
    backend.auditor.createEvent.mockClear();
    await validRequest(backend.server, [name, endpoints[name]], model.name)
      .set('Authorization', person('otto-ownvalidator'))
      .expect(403);
    const [{ value }] = backend.auditor.createEvent.mock.results;
    const [[{ error }]] = (await value).fail.mock.calls;
    expect(error.message).toContain(reason);
  });

  it.each([
    ['reportSource', 'low'],
    ['runSource', 'medium'],
  ] as const)('has %s as of %s severity', async (name, severityLevel) => {
    backend.auditor.createEvent.mockClear();
    await validRequest(backend.server, [name, endpoints[name]]);
    const [[event]] = backend.auditor.createEvent.mock.calls;
    expect(event).toMatchObject({ severityLevel });
  });

  it('has of runs of a source what is new, and what is refused', async () => {
    const { createEvent } = backend.auditor;
    const run = (minute: number, facts: object = {}) => ({
      ...{ id: 'pushed', kind: 'airflow', title: 'Nightly' },
      run: {
        startedAt: `2026-11-25T10:0${minute}:00Z`,
        endedAt: `2026-11-25T10:0${minute}:30Z`,
        ...facts,
      },
    });
    const counts = [{ what: 'models', count: 3 }];
    const error = { message: 'It is down.', remedy: 'Start it.' };
    const eventsOf = async (body: object) => {
      createEvent.mockClear();
      await request(backend.server)
        .post('/api/models/source-reports')
        .set('Authorization', machine)
        .send(body);
      return createEvent.mock.calls.length;
    };
    expect(await eventsOf(run(0, { counts }))).toBe(1);
    expect(
      await eventsOf({ ...run(1), run: { startedAt: run(1).run.startedAt } }),
    ).toBe(0);
    expect(await eventsOf(run(1, { counts }))).toBe(0);
    expect(await eventsOf(run(2, { error }))).toBe(1);
    expect(await eventsOf(run(3, { error }))).toBe(1);
    expect(await eventsOf(run(4, { counts }))).toBe(1);
    expect(await eventsOf(run(3, { error }))).toBe(0);
    expect(await eventsOf({ id: 'No!' })).toBe(1);
    const [{ value }] = createEvent.mock.results;
    expect((await value).fail).toHaveBeenCalledTimes(1);
  });

  it('has a machine that tries to decide', async () => {
    const model = backend.addHighRiskModel();
    backend.auditor.createEvent.mockClear();
    await model.post('/decisions', {}, machine).expect(403);
    const [{ value }] = backend.auditor.createEvent.mock.results;
    expect((await value).fail).toHaveBeenCalledTimes(1);
  });

  it.each(guardedReads)('has who reads by %s', async (...endpoint) => {
    const { model } = await freshModel();
    const { status, events } = await call(endpoint, model.name);
    expect(status).toBe(200);
    expect(events).toMatchObject([{ severityLevel: 'low' }]);
    expect(events[0].success).toHaveBeenCalledTimes(1);
  });

  it('has no other reads', async () => {
    const { model, prepared } = await freshModel('getDecision');
    const reading = everyEndpoint.filter(([, { permission }]) => !permission);
    expect(reading.length).toBeGreaterThan(3);
    for (const endpoint of reading) {
      expect(
        await call(...([endpoint, model.name, undefined, prepared] as const)),
      ).toEqual({
        ...{ status: 200, events: [] },
      });
    }
  });
});
