import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import request from 'supertest';
import { OWNERS, machine } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

/** A real report of Evidently 0.7; SOURCES.md beside it says where it is from. */
const realReport = JSON.parse(
  readFileSync(
    resolvePackagePath(
      '@modelry/backstage-plugin-models-common',
      'src/monitoring/fixtures/evidently-0.7-report.json',
    ),
    'utf8',
  ),
);

function shareReport(value: unknown) {
  return {
    metrics: [
      {
        metric_name: 'DriftedColumnsCount(drift_share=0.5)',
        config: {
          type: 'evidently:metric_v2:DriftedColumnsCount',
          drift_share: 0.5,
        },
        value,
      },
    ],
  };
}

describe.each(databases.eachSupportedId())('monitoring reports on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({ knex: await databases.init(id) });
  });

  function send(model: TestModel, document: object, query = '') {
    return model.post(`/monitoring-reports${query}`, document);
  }

  async function checksOf(model: TestModel) {
    return (await model.get('/monitoring')).body.checks;
  }

  it('of Evidently become one check for each of their findings', async () => {
    const model = backend.addModel({ owner: OWNERS });
    const observedAt = new Date(Date.now() - 3_600_000).toISOString();
    const { body } = await send(
      model,
      realReport,
      `?environment=production&version=7&observedAt=${observedAt}`,
    ).expect(200);
    expect(body).toEqual({
      format: 'evidently-0.7',
      accepted: 9,
      alreadyKnown: 0,
      status: 'critical',
    });
    const { body: monitoring } = await model.get('/monitoring');
    expect(monitoring.reason).toBe(
      'Data drift critical since 1 h: Share of drifted columns in production 0.75 ≥ 0.5',
    );
    const about = { kind: 'data-drift', environment: 'production' };
    expect(monitoring.checks).toHaveLength(9);
    expect(monitoring.checks).toEqual(
      expect.arrayContaining([
        {
          ...{ ...about, check: 'Share of drifted columns' },
          ...{ status: 'critical', allowedSilence: 'P7D', since: observedAt },
          latest: {
            ...{ status: 'critical', value: 0.75, threshold: 0.5 },
            ...{ version: '7', observedAt, message: '6 columns drifted' },
          },
        },
        {
          ...{ ...about, check: 'Drift of Navy' },
          ...{ status: 'ok', allowedSilence: 'P7D', since: observedAt },
          latest: {
            ...{ status: 'ok', value: 0.02981068691982859, threshold: 0.1 },
            ...{ version: '7', observedAt },
            message: 'Jensen-Shannon distance',
          },
        },
      ]),
    );
    expect(backend.notifications.send).toHaveBeenCalledTimes(1);
  });

  it('that are sent twice for the same moment change nothing', async () => {
    const model = backend.addModel();
    const at = new Date(Date.now() - 3_600_000).toISOString();
    const query = `?observedAt=${at}`;
    await send(model, realReport, query).expect(200);
    const { body } = await send(model, realReport, query).expect(200);
    expect(body).toMatchObject({ accepted: 0, alreadyKnown: 9 });
  });

  it('are observed now when nobody says when', async () => {
    const model = backend.addModel();
    const before = Date.now();
    await send(model, shareReport({ count: 0, share: 0 })).expect(200);
    const [{ latest }] = await checksOf(model);
    const observedAt = Date.parse(latest.observedAt);
    expect(observedAt).toBeGreaterThanOrEqual(before);
    expect(observedAt).toBeLessThanOrEqual(Date.now());
  });

  it.each<[string, object]>([
    ['an empty document', {}],
    ['a report without findings', { metrics: [], tests: [] }],
    ['a Prometheus alert', { status: 'firing', alerts: [{ labels: {} }] }],
    ['metrics of another tool', { metrics: [{ name: 'auc', value: 0.9 }] }],
    ['metrics that are no list', { metrics: { auc: 0.9 } }],
    [
      'a hostile document',
      JSON.parse('{"__proto__": {"metrics": []}, "constructor": 1}'),
    ],
  ])(
    'that are %s are refused, with what is expected and an example',
    async (_, document) => {
      const model = backend.addModel();
      backend.events.publish.mockClear();
      const { body } = await send(model, document).expect(400);
      const { message } = body.error;
      expect(message).toContain('body: not a report that is understood here');
      for (const tool of ['Evidently', 'Great Expectations', 'SageMaker']) {
        expect(message).toContain(tool);
      }
      expect(message).toContain('e.g. {"results":[');
      expect(await checksOf(model)).toEqual([]);
      expect(backend.events.publish).not.toHaveBeenCalled();
      const example = JSON.parse(/e\.g\. (\{.*\})/.exec(message)?.[1] ?? '');
      await send(model, example).expect(200);
    },
  );

  it('may come as CloudEvents, in either mode, and count once each', async () => {
    const model = backend.addModel();
    const data = shareReport({ count: 1, share: 0.1 });
    const event = {
      ...{ specversion: '1.0', source: '/ci', type: 'org.example.report' },
    };
    const structured = (type: string, body: object) =>
      request(backend.server)
        .post(`/api/models/default/${model.name}/monitoring-reports`)
        .set('Authorization', machine)
        .set('Content-Type', type)
        .send(JSON.stringify(body));
    const { body: once } = await structured('application/cloudevents+json', {
      ...{ ...event, id: '1', data },
    }).expect(200);
    expect(once).toMatchObject({
      format: 'cloudevents+evidently-0.7',
      accepted: 1,
    });
    const binary = (ceId: string) =>
      model
        .post('/monitoring-reports', data, machine)
        .set({ 'ce-specversion': '1.0', 'ce-id': ceId, 'ce-source': '/ci' })
        .set({ 'ce-type': 'org.example.report', 'ce-modelversion': '7' })
        .expect(200);
    const { body: second } = await binary('2');
    const { body: again } = await binary('2');
    expect(second).toMatchObject({ format: once.format, accepted: 1 });
    expect(again).toEqual(second);
    await structured('application/cloudevents-batch+json', [
      { ...event, id: '3', data },
    ]).expect(200);
    const { body: history } = await model.get(
      '/check-results?check=Share%20of%20drifted%20columns',
    );
    expect(history.items).toHaveLength(3);
    expect(history.items[1]).toMatchObject({ version: '7' });
  });

  it('in batches without times count once each, however often and in whatever batch', async () => {
    const model = backend.addModel();
    const event = (n: number) => ({
      ...{ specversion: '1.0', source: '/ci', type: 'org.example.report' },
      ...{ id: String(n), data: shareReport({ count: n, share: n / 10 }) },
    });
    const batch = async (...numbers: number[]) => {
      const { body } = await send(model, numbers.map(event)).expect(200);
      return [body.accepted, body.alreadyKnown];
    };
    expect(await batch(1, 2)).toEqual([2, 0]);
    expect(await batch(1, 2)).toEqual([0, 2]);
    expect(await batch(2, 3, 3)).toEqual([1, 2]);
    const { body } = await send(model, event(3)).expect(200);
    expect(body).toMatchObject({ accepted: 0, alreadyKnown: 1 });
    const { body: history } = await model.get(
      '/check-results?check=Share%20of%20drifted%20columns',
    );
    expect(history.items).toHaveLength(3);
  });

  it('in a type that is no JSON are refused with those that are', async () => {
    const { name } = backend.addModel();
    const { body } = await request(backend.server)
      .post(`/api/models/default/${name}/monitoring-reports`)
      .set('Authorization', machine)
      .set('Content-Type', 'text/csv')
      .send('a,b')
      .expect(400);
    expect(body.error.message).toContain('application/cloudevents+json');
  });

  it('of ours with a wrong field are refused, naming the field', async () => {
    const model = backend.addModel();
    const { body } = await send(model, {
      results: [{ check: 'AUC', status: 'ok' }],
    }).expect(400);
    expect(body.error.message).toContain('body: results.0.kind: ');
  });

  it.each([
    [{ count: 6 }, 'share'],
    [{ count: 6, share: '0.75' }, 'share'],
    [{ count: null, share: 0.75 }, 'count'],
    [0.75, 'object'],
  ])(
    'whose metric holds %j are refused, naming the metric, and none is kept',
    async (value, problem) => {
      const model = backend.addModel();
      const { metrics } = shareReport(value);
      const { body } = await send(model, {
        metrics: [...realReport.metrics, ...metrics],
      }).expect(400);
      expect(body.error.message).toContain('body: DriftedColumnsCount(');
      expect(body.error.message).toContain(problem);
      expect(body.error.message).toMatch(
        /Nothing of it is kept\. Expected is one of: .*; e\.g\. \{"results"/s,
      );
      expect(await checksOf(model)).toEqual([]);
    },
  );

  it.each([
    ['?environment=Production!', 'query.environment'],
    ['?environment=a&environment=b', 'query.environment'],
    ['?version=', 'query.version'],
    ['?observedAt=yesterday', 'query.observedAt'],
  ])('are refused with the query %s', async (query, field) => {
    const { body } = await send(backend.addModel(), realReport, query);
    expect(body.response.statusCode).toBe(400);
    expect(body.error.message).toContain(field);
  });

  it('with texts too long to keep are cut between characters', async () => {
    const model = backend.addModel();
    const long = `a${'😀'.repeat(1_500)}`;
    const violation = {
      ...{ feature_name: long, constraint_check_type: 'data_type_check' },
      description: long,
    };
    await send(model, { violations: [violation] }, '?kind=data-quality').expect(
      200,
    );
    const texts = (await checksOf(model)).flatMap(
      (one: { check: string; latest: { message: string } }) =>
        [one.check, one.latest.message].filter(text => text.includes('😀')),
    );
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) {
      expect(text).toMatch(/😀$/u);
    }
  });

  it('of more than 5,000 findings are refused', async () => {
    const model = backend.addModel();
    const tests = Array.from({ length: 5_001 }, (_, index) => ({
      ...{ name: `test ${index}`, status: 'SUCCESS' },
    }));
    const { body } = await send(model, { metrics: [], tests }).expect(400);
    expect(body.error.message).toContain('at most 5000 findings');
    expect(await checksOf(model)).toEqual([]);
  });

  it('that are nested very deeply are answered', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const { body } = await backend
      .addModel()
      .post('/monitoring-reports', {}, machine)
      .set('Content-Type', 'application/json')
      .send(`{"metrics":${deep}}`);
    expect(body.response.statusCode).toBe(400);
  });
});
