import { answers, standsIn } from '@internal/test-utils';
import { PrometheusStandIn } from './__testUtils__/PrometheusStandIn';
import { startSource } from './__testUtils__/startSource';

const prometheus = standsIn(new PrometheusStandIn());

const latency = {
  ...{ check: 'Latency', kind: 'service-health', critical: 800 },
  query: 'latency{model="{{ name }}"}',
};

const says = (query: string) => {
  prometheus.series[query] = [{ metric: {}, valueAt: () => '250' }];
};

describe('a query', () => {
  it('that takes too long keeps no other from being asked', async () => {
    says('latency{model="churn"}');
    says('latency{model="fraud"}');
    const refusal =
      '{"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"}';
    let slow = 0;
    prometheus.trouble = (request, response) =>
      Boolean(request.url?.includes('slow')) &&
      ++slow > 0 &&
      answers(503, refusal)(request, response);
    const check = { ...latency, check: 'Slow', query: 'slow{m="{{ name }}"}' };
    const { run, record } = startSource({
      ...{ url: prometheus.url, backfill: 'PT20M', checks: [check, latency] },
    });
    ['churn', 'fraud', 'a', 'b', 'c', 'd'].forEach(name => record.add(name));
    const { problems } = await run();
    expect(problems).toMatchObject([
      {
        message: expect.stringMatching(/'Slow'.*timeout: query timed out/),
        remedy: expect.stringContaining('takes too long'),
      },
    ]);
    expect(record.reported).toHaveLength(10);
    // Four models at a time, each asked four times; then no more.
    expect(slow).toBe(16);
  });
});
