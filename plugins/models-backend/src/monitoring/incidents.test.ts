import { OWNERS, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

const AUC = { check: 'AUC', kind: 'performance' };
const HOUR_MS = 3_600_000;
const START = Date.now() - 24 * HOUR_MS;
const dario = person('dario-datasci');

function hour(n: number): string {
  return new Date(START + n * HOUR_MS).toISOString();
}

describe.each(databases.eachSupportedId())('incidents on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: {
        environments: [
          { name: 'production', stage: 'production' },
          { name: 'staging' },
        ],
        monitoring: {
          retraining: {
            link: 'https://ci.example.com/train?model={name}&version={version}&x={unknown}',
          },
        },
      },
    });
  });

  const at = (model: TestModel, n: number, status: string, more = {}) =>
    model
      .post('/check-results', {
        results: [{ ...AUC, status, observedAt: hour(n), ...more }],
      })
      .expect(200);

  async function incidentsOf(model: TestModel, query = '') {
    const { body } = await model.get(`/incidents${query}`).expect(200);
    return body.items;
  }

  const sentAbout = (model: TestModel) =>
    backend.notifications.send.mock.calls
      .map(([notification]) => notification)
      .filter(({ payload }) => payload.scope?.endsWith(model.modelRef));

  it('are runs of critical results, and the owner is told once of each end', async () => {
    const model = backend.addModel({ owner: OWNERS, title: 'Churn' });
    await at(model, 1, 'warning');
    expect(sentAbout(model)).toEqual([]);
    await at(model, 2, 'critical', { value: 0.6, threshold: 0.7 });
    await at(model, 3, 'critical', { value: 0.5, threshold: 0.7 });
    await at(model, 4, 'error');
    await at(model, 5, 'critical', { value: 0.65, threshold: 0.7 });
    const [incident, ...others] = await incidentsOf(model);
    expect(others).toEqual([]);
    expect(incident).toEqual({
      ...AUC,
      id: expect.any(String),
      startedAt: hour(2),
      worst: {
        ...{ status: 'critical', value: 0.5, threshold: 0.7 },
        observedAt: hour(3),
      },
    });
    const link = `/catalog/default/model/${model.name}/monitoring?incident=${incident.id}`;
    const scope = `models.incident:${incident.id}:${model.modelRef}`;
    const told = {
      recipients: { type: 'entity', entityRef: OWNERS },
      payload: {
        title: 'Churn is critical',
        description: 'Performance critical since 22 h: AUC 0.6 < 0.7',
        ...{ link, severity: 'critical', topic: 'models.monitoring', scope },
      },
    };
    expect(sentAbout(model)).toEqual([told]);
    await at(model, 6, 'ok');
    await at(model, 7, 'ok');
    expect(await incidentsOf(model)).toEqual([
      { ...incident, endedAt: hour(6) },
    ]);
    expect(sentAbout(model)).toEqual([
      told,
      {
        recipients: { type: 'entity', entityRef: OWNERS },
        payload: expect.objectContaining({
          title: 'Churn: AUC is no longer critical',
          ...{ link, severity: 'normal', scope },
        }),
      },
    ]);
    await at(model, 8, 'critical');
    expect(await incidentsOf(model, '?status=open')).toMatchObject([
      { startedAt: hour(8) },
    ]);
    expect(await incidentsOf(model, '?status=ended')).toMatchObject([
      { startedAt: hour(2) },
    ]);
    expect(sentAbout(model)).toHaveLength(3);
  });

  it('that were over before anybody heard of them are history and no news', async () => {
    const model = backend.addModel({ owner: OWNERS });
    await at(model, 5, 'ok');
    await at(model, 1, 'critical');
    await at(model, 2, 'warning');
    expect(await incidentsOf(model)).toMatchObject([
      { startedAt: hour(1), endedAt: hour(2) },
    ]);
    expect(sentAbout(model)).toEqual([]);
  });

  it('of a check that fell silent long ago are no news either', async () => {
    const model = backend.addModel({ owner: OWNERS });
    await at(model, 1, 'critical', { allowedSilence: 'PT1H' });
    expect(await incidentsOf(model)).toHaveLength(1);
    expect(sentAbout(model)).toEqual([]);
  });

  const acknowledge = (model: TestModel, incidentId: string) =>
    model
      .post(`/incidents/${incidentId}/acknowledgement`, {}, dario)
      .expect(200);

  const titlesAbout = (model: TestModel) =>
    sentAbout(model).map(({ payload }) => payload.title);

  it('stay what they are now when a late result takes them apart', async () => {
    const model = backend.addModel({ owner: OWNERS });
    await at(model, 1, 'critical', { value: 9, threshold: 1 });
    await at(model, 3, 'critical', { value: 2, threshold: 1 });
    await at(model, 5, 'critical', { value: 3, threshold: 1 });
    const [{ id: incidentId }] = await incidentsOf(model);
    await acknowledge(model, incidentId);
    const by = { acknowledged: { by: 'user:default/dario-datasci' } };
    backend.notifications.send.mockClear();
    await at(model, 2, 'ok');
    expect(await incidentsOf(model)).toMatchObject([
      { id: incidentId, startedAt: hour(3), worst: { value: 3 }, ...by },
      { startedAt: hour(1), endedAt: hour(2), worst: { value: 9 }, ...by },
    ]);
    await at(model, 4, 'ok');
    expect(await incidentsOf(model)).toMatchObject([
      { id: incidentId, startedAt: hour(5), ...by },
      { startedAt: hour(3), endedAt: hour(4), worst: { value: 2 }, ...by },
      { startedAt: hour(1), endedAt: hour(2), ...by },
    ]);
    expect(sentAbout(model)).toEqual([]);
    await at(model, 6, 'ok');
    expect(titlesAbout(model)).toEqual([
      expect.stringContaining('is no longer critical'),
    ]);
  });

  it('are joined by a late result, and the owner still hears of the end', async () => {
    const model = backend.addModel({ owner: OWNERS });
    await at(model, 1, 'critical', { value: 9, threshold: 1 });
    await at(model, 3, 'ok');
    await at(model, 4, 'critical', { value: 2, threshold: 1 });
    const [{ id: last }, { id: first }] = await incidentsOf(model);
    await acknowledge(model, first);
    backend.notifications.send.mockClear();
    // The worse of two at the same moment counts.
    await at(model, 3, 'critical', { value: 3, threshold: 1 });
    expect(await incidentsOf(model)).toMatchObject([
      {
        ...{ id: last, startedAt: hour(1), worst: { value: 9 } },
        acknowledged: { by: 'user:default/dario-datasci' },
      },
    ]);
    expect(sentAbout(model)).toEqual([]);
    await at(model, 5, 'ok');
    expect(titlesAbout(model)).toEqual([
      expect.stringContaining('is no longer critical'),
    ]);
  });

  it('that were not over after all are told of again, and so is their end', async () => {
    const model = backend.addModel({ owner: OWNERS, title: 'Churn' });
    await at(model, 1, 'critical');
    await at(model, 2, 'ok');
    await at(model, 2, 'critical');
    await at(model, 3, 'ok');
    const [begins, ends] = [
      'Churn is critical',
      'Churn: AUC is no longer critical',
    ];
    expect(titlesAbout(model)).toEqual([begins, ends, begins, ends]);
    expect(await incidentsOf(model)).toMatchObject([
      { startedAt: hour(1), endedAt: hour(3) },
    ]);
  });

  it('are acknowledged by people, with a cause and a comment', async () => {
    const model = backend.addModel({ owner: OWNERS });
    await at(model, 1, 'critical');
    const [{ id: incidentId }] = await incidentsOf(model);
    const path = `/incidents/${incidentId}`;
    const act = { by: 'user:default/dario-datasci', at: expect.any(String) };
    const { body: acknowledged } = await model
      .post(`${path}/acknowledgement`, { comment: 'Looking into it' }, dario)
      .expect(200);
    expect(acknowledged.acknowledged).toEqual({
      ...{ ...act, comment: 'Looking into it' },
    });
    const { body: explained } = await model
      .post(`${path}/cause`, { cause: 'data-changed' }, dario)
      .expect(200);
    expect(explained).toMatchObject({
      acknowledged: acknowledged.acknowledged,
      cause: { ...act, cause: 'data-changed' },
    });
    await at(model, 2, 'ok');
    expect(await incidentsOf(model)).toMatchObject([
      { ...explained, endedAt: hour(2) },
    ]);
  });

  it('are looked after by who said so first, and nobody else takes the place', async () => {
    const model = backend.addModel();
    await at(model, 1, 'critical');
    const [{ id: incidentId }] = await incidentsOf(model);
    const path = `/incidents/${incidentId}/acknowledgement`;
    await model.post(path, { comment: 'I look' }, dario).expect(200);
    await model.post(path, { comment: 'I still look' }, dario).expect(200);
    const { body } = await model.post(path, {}, person('lea-lead')).expect(409);
    expect(body.error.message).toContain("'user:default/dario-datasci'");
    expect(await incidentsOf(model)).toMatchObject([
      {
        acknowledged: {
          by: 'user:default/dario-datasci',
          comment: 'I still look',
        },
      },
    ]);
  });

  it('lead to a retraining, with the configured link', async () => {
    const model = backend.addModel({ owner: OWNERS, title: 'Churn' });
    await at(model, 1, 'critical', { version: '7 & more' });
    const [{ id: incidentId }] = await incidentsOf(model);
    backend.notifications.send.mockClear();
    const { body } = await model
      .post(`/incidents/${incidentId}/retraining`, { comment: 'Soon' }, dario)
      .expect(200);
    const link = `https://ci.example.com/train?model=${model.name}&version=7%20%26%20more&x={unknown}`;
    expect(body.retraining).toMatchObject({ link, comment: 'Soon' });
    expect(backend.notifications.send).toHaveBeenCalledWith({
      recipients: {
        type: 'entity',
        entityRef: OWNERS,
        excludeEntityRef: 'user:default/dario-datasci',
      },
      payload: expect.objectContaining({
        title: 'Churn: please train the model again',
        description: 'AUC was critical: Soon',
        link,
      }),
    });
  });

  it('of another model, and made-up ones, are not found', async () => {
    const [model, other] = [backend.addModel(), backend.addModel()];
    await at(model, 1, 'critical');
    const [{ id: incidentId }] = await incidentsOf(model);
    for (const made of [incidentId, '6c1ee1a2-6e0a-4d1c-9d0c-3a7c6a9d1e11']) {
      const { body } = await other
        .post(`/incidents/${made}/acknowledgement`, {}, dario)
        .expect(404);
      expect(body.error.message).toContain('has no incident');
    }
    await model
      .post(`/incidents/not-an-id/acknowledgement`, {}, dario)
      .expect(400);
  });

  it('are handled by people who may, and by no machine', async () => {
    const model = backend.addModel();
    await at(model, 1, 'critical');
    const [{ id: incidentId }] = await incidentsOf(model);
    const path = `/incidents/${incidentId}/acknowledgement`;
    await model.post(path, {}).expect(403);
    backend.denyPermission('models.incident.handle', model.modelRef);
    await model.post(path, {}, dario).expect(403);
    expect(await incidentsOf(model)).not.toMatchObject([
      { acknowledged: expect.anything() },
    ]);
  });
});
