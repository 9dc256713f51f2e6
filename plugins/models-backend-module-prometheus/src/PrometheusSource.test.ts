import { ConflictError } from '@backstage/errors';
import { Trouble, answers, standsIn } from '@internal/test-utils';
import { SourceError } from '@modelry/backstage-plugin-models-node';
import { PrometheusStandIn } from './__testUtils__/PrometheusStandIn';
import { startSource } from './__testUtils__/startSource';

const prometheus = standsIn(new PrometheusStandIn());

const latency = {
  ...{ check: 'Latency', kind: 'service-health', unit: 'ms' },
  query: 'latency{model="{{ name }}"}',
  ...{ environment: 'production', warning: 300, critical: 800 },
};

const start = (differences: object = {}, checks: object[] = [latency]) =>
  startSource({
    ...{ url: prometheus.url, backfill: 'PT20M', checks },
    ...differences,
  });

const says = (
  query: string,
  valueAt: (seconds: number) => string | undefined,
) => {
  prometheus.series[query] = [{ metric: {}, valueAt }];
};

const CHURN = 'latency{model="churn"}';

describe('checks by queries', () => {
  it('of a model that is new are filled in from before, and judged', async () => {
    says(CHURN, seconds => (seconds % 3_600 === 0 ? '900' : '250'));
    const { run, record } = start();
    record.add('churn');
    const { counts } = await run();
    expect(counts).toContainEqual({ what: 'results', count: 5 });
    expect(record.reported).toHaveLength(5);
    expect(record.reported[0]).toMatchObject({
      ...{ observedAt: '2026-11-25T09:40:00.000Z', status: 'ok', value: 250 },
      ...{ threshold: 300, unit: 'ms', environment: 'production' },
      allowedSilence: 'PT15M',
    });
    expect(record.reported[4]).toMatchObject({
      ...{ observedAt: '2026-11-25T10:00:00.000Z', status: 'critical' },
      ...{ value: 900, threshold: 800 },
    });
  });

  it('go on where they were heard of last, and miss nothing of a pause', async () => {
    says(CHURN, () => '250');
    const { run, record, pass } = start();
    record.add('churn');
    await run();
    prometheus.asked.length = 0;
    pass(1);
    await run();
    expect(prometheus.asked).toEqual([]);
    pass(15);
    await run();
    expect(record.reported.slice(5).map(one => one.observedAt)).toEqual([
      '2026-11-25T10:05:00.000Z',
      '2026-11-25T10:10:00.000Z',
      '2026-11-25T10:15:00.000Z',
    ]);
  });

  it.each<[string, (seconds: number) => string | undefined, string]>([
    ['nothing any more', () => undefined, 'found nothing'],
    ['what is no number', () => 'NaN', 'says NaN'],
    ['what has no end', () => '+Inf', 'says +Inf'],
  ])('that find %s could not be checked', async (_, valueAt, said) => {
    says(CHURN, () => '250');
    const { run, record, pass } = start();
    record.add('churn');
    await run();
    pass(5);
    says(CHURN, valueAt);
    await run();
    expect(record.reported.at(-1)).toMatchObject({
      ...{ status: 'error', message: expect.stringContaining(said) },
      observedAt: '2026-11-25T10:05:00.000Z',
    });
    expect(record.reported.at(-1)).not.toHaveProperty('value');
  });

  it('that find nothing say nothing where that is configured', async () => {
    says(CHURN, () => 'NaN');
    const { run, record } = start({}, [{ ...latency, noData: 'silent' }]);
    record.add('churn');
    await run();
    expect(record.reported).toEqual([]);
  });

  it('that never found anything are counted, and are news of models that expect some', async () => {
    const { run, record } = start();
    record.add('churn');
    const { counts } = await run();
    expect(record.reported).toEqual([]);
    expect(counts).toContainEqual({
      ...{ what: 'checks that nothing was ever found for', count: 1 },
    });
    record.add('fraud', { 'modelry.dev/prometheus-instance': 'main' });
    record.add('credit', { 'modelry.dev/prometheus-instance': 'other' });
    await run();
    expect(record.reported).toMatchObject([
      { modelRef: 'model:default/fraud', status: 'error' },
    ]);
  });

  it('that find several series are not guessed from', async () => {
    prometheus.series[CHURN] = ['a', 'b'].map(pod => ({
      ...{ metric: { pod }, valueAt: () => '1' },
    }));
    const { run, record } = start();
    record.add('churn');
    await run();
    expect(record.reported).toMatchObject([
      { status: 'error', message: expect.stringContaining('2 series') },
    ]);
  });

  it('can be told apart by labels', async () => {
    prometheus.series[CHURN] = ['pilot', 'production'].map((env, at) => ({
      ...{ metric: { env, v: `${at}` }, valueAt: () => '1' },
    }));
    const labels = { environmentLabel: 'env', versionLabel: 'v' };
    const { run, record } = start({}, [
      { ...latency, environment: undefined, ...labels },
    ]);
    record.add('churn');
    await run();
    expect(record.reported).toHaveLength(10);
    expect(record.reported).toContainEqual(
      expect.objectContaining({ environment: 'pilot', version: '0' }),
    );
  });

  it('fill in what the model says, and never more than a value', async () => {
    const query = 'latency{m="{{ served_as }}"}';
    const { run, record } = start({}, [{ ...latency, query }]);
    record.add('churn');
    record.add('evil', {
      'modelry.dev/prometheus-values': 'served_as=a"} or up{x="\\',
    });
    await run();
    expect(prometheus.asked.map(one => one.query.get('query'))).toEqual([
      'latency{m="a\\"} or up{x=\\"\\\\"}',
    ]);
  });
});

describe('checks that a model declares itself', () => {
  const annotations = {
    'modelry.dev/prometheus-checks': `
      - { check: Errors, kind: service-health, query: errors, critical: 5 }
      - { check: Latency, kind: service-health, query: own, critical: 5 }`,
  };

  it('are asked where that is allowed, before those of the configuration', async () => {
    says('errors', () => '7');
    says('own', () => '1');
    const { run, record } = start({ queriesInAnnotations: true });
    record.add('churn', annotations);
    await run();
    expect(prometheus.asked.map(one => one.query.get('query'))).toEqual([
      ...['errors', 'own'],
    ]);
    expect(record.reported).toContainEqual(
      expect.objectContaining({ check: 'Errors', status: 'critical' }),
    );
  });

  it('are not asked otherwise, which is told', async () => {
    const { run, record } = start();
    record.add('churn', annotations);
    const { problems } = await run();
    expect(prometheus.asked.map(one => one.query.get('query'))).toEqual([
      CHURN,
    ]);
    expect(problems).toMatchObject([
      { remedy: expect.stringContaining('queriesInAnnotations: true') },
    ]);
  });

  it.each([
    ['not YAML', '[{', /cannot be read/],
    ['no list', 'check: x', /the list/],
    ['of no kind', '[{ check: x, kind: y, query: up }]', /0\.kind/],
    ['a bomb', '[&a [*a, *a], *a]', /cannot be read/],
  ])('and are %s are named', async (_, text, said) => {
    const { run, record } = start({ queriesInAnnotations: true }, []);
    record.add('churn', { 'modelry.dev/prometheus-checks': text });
    const { problems } = await run();
    expect(problems).toMatchObject([{ message: expect.stringMatching(said) }]);
  });
});

describe('trouble', () => {
  it.each<[string, Trouble, RegExp]>([
    ['without the right token', answers(401, ''), /with 401/],
    ['that is down', answers(503, 'no'), /with 503/],
    ['that is asked too much', answers(429, ''), /with 429/],
    ['behind a sign-in page', answers(200, '<html>'), /a web page/],
    ['that answers half', answers(200, '{"status":"succ'), /not understood/],
    [
      'that breaks off',
      request => {
        request.socket.destroy();
        return true;
      },
      /could not be reached/,
    ],
  ])(
    'with a server %s ends the run and records nothing',
    async (_, bad, said) => {
      says(CHURN, () => '250');
      prometheus.trouble = bad;
      const { run, record, pass } = start();
      record.add('churn');
      await expect(run()).rejects.toThrow(said);
      await expect(run()).rejects.toBeInstanceOf(SourceError);
      expect(record.reported).toEqual([]);
      prometheus.trouble = () => false;
      pass(10);
      await run();
      expect(record.reported).toHaveLength(5);
    },
  );

  it('with one query keeps no other from being asked', async () => {
    says(CHURN, () => '250');
    const refusal =
      '{"status":"error","errorType":"bad_data","error":"1:5: parse error"}';
    prometheus.trouble = (request, response) =>
      Boolean(request.url?.includes('broken')) &&
      answers(400, refusal)(request, response);
    const broken = { ...latency, check: 'Broken', query: 'broken(' };
    const { run, record } = start({}, [broken, latency]);
    record.add('churn');
    record.add('fraud');
    const { problems } = await run();
    expect(problems).toMatchObject([
      {
        message: expect.stringMatching(/'Broken'.*bad_data: 1:5: parse error/),
        remedy: expect.stringContaining('broken('),
      },
    ]);
    expect(record.reported).toHaveLength(5);
  });

  it('that warns that it could not ask all is taken at its word, and told of', async () => {
    says(CHURN, () => '250');
    prometheus.warnings = ['No StoreAPIs matched for this query'];
    const { run, record } = start();
    record.add('churn');
    const { problems } = await run();
    expect(problems).toMatchObject([
      {
        message: expect.stringMatching(/'Latency'.*No StoreAPIs matched/),
        remedy: expect.stringContaining('every store'),
      },
    ]);
    expect(record.reported).toHaveLength(5);
  });

  it('with a check that the record refuses keeps no other from it', async () => {
    says(CHURN, () => '250');
    says('drift{model="churn"}', () => '1');
    const drift = {
      ...{ check: 'Drift', kind: 'data-drift' },
      query: 'drift{model="{{ name }}"}',
    };
    const { run, record } = start({}, [drift, latency]);
    record.add('churn');
    record.refusal = { check: 'Drift', error: new ConflictError('No kind') };
    const { problems } = await run();
    expect(problems).toMatchObject([
      { message: expect.stringContaining("'Drift' of model:default/churn") },
    ]);
    expect(record.reported).toHaveLength(5);
  });

  it('with clocks never asks for more points than the server gives', async () => {
    says(CHURN, () => '250');
    const { run, record } = start({ backfill: 'P31D' }, [
      { ...latency, step: 'PT10S' },
    ]);
    record.add('churn');
    await run();
    expect(record.reported).toHaveLength(4_000);
  });
});
