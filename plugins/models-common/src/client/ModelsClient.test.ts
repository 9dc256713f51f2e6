import { ResponseError } from '@backstage/errors';
import { endpoints } from '../api/endpoints';
import { ModelsClient } from './ModelsClient';

const BASE = 'https://portal.example.com/api/models';

const emptyPage = { items: [], pageInfo: {} };
const receipt = {
  format: 'results',
  accepted: 1,
  alreadyKnown: 0,
  status: 'ok',
};
const deployment = {
  environment: 'production',
  name: 'primary',
  version: '7',
  status: 'running',
  role: 'primary',
  since: '2026-03-01T00:00:00Z',
  lastSeen: '2026-03-01T00:00:00Z',
  reportedBy: 'reporter',
};
const version = {
  version: '7',
  stage: 'development',
  stageSince: '2026-03-01T00:00:00Z',
  createdAt: '2026-03-01T00:00:00Z',
  registeredAt: '2026-03-01T00:00:00Z',
  registeredBy: 'reporter',
};

function setup(answer: unknown, init: ResponseInit = { status: 200 }) {
  const requests: Request[] = [];
  const client = new ModelsClient({
    discoveryApi: {
      getBaseUrl: async id => `https://portal.example.com/api/${id}`,
    },
    fetchApi: {
      fetch: async (input, options) => {
        requests.push(new Request(input, options));
        return new Response(JSON.stringify(answer), {
          headers: { 'Content-Type': 'application/json' },
          ...init,
        });
      },
    },
  });
  return { client, requests };
}

describe('the client', () => {
  it.each<[string, unknown, (c: ModelsClient) => Promise<unknown>, string]>([
    [
      'lists versions',
      emptyPage,
      c => c.listVersions('model:retail/churn', { limit: 5, cursor: 'a/b&c' }),
      'GET /retail/churn/versions?limit=5&cursor=a%2Fb%26c',
    ],
    [
      'lists deployment changes of one environment',
      emptyPage,
      c => c.listDeploymentChanges('churn', { environment: 'production' }),
      'GET /default/churn/deployment-changes?environment=production',
    ],
    [
      'lists the results of a check',
      emptyPage,
      c => c.listCheckResults('churn', { check: 'Drift of age & income' }),
      'GET /default/churn/check-results?check=Drift+of+age+%26+income',
    ],
    [
      'lists decisions',
      emptyPage,
      c => c.listDecisions('churn'),
      'GET /default/churn/decisions',
    ],
    [
      'reports a version',
      { changed: true, version },
      c => c.reportVersion('churn', { version: '7' }),
      'POST /default/churn/versions {"version":"7"}',
    ],
    [
      'reports a deployment',
      { changed: true, deployment },
      c =>
        c.reportDeployment('churn', {
          environment: 'production',
          version: '7',
        }),
      'POST /default/churn/deployments {"environment":"production","version":"7"}',
    ],
    [
      'reports check results',
      receipt,
      c =>
        c.reportCheckResults('churn', {
          results: [{ check: 'A', kind: 'performance', status: 'ok' }],
        }),
      'POST /default/churn/check-results {"results":[{"check":"A","kind":"performance","status":"ok"}]}',
    ],
    [
      'reports the document of a monitoring tool as it is',
      receipt,
      c =>
        c.reportMonitoringReport(
          'churn',
          { metrics: [], odd: null },
          { version: '7' },
        ),
      'POST /default/churn/monitoring-reports?version=7 {"metrics":[],"odd":null}',
    ],
    [
      'asks for summaries',
      { items: [] },
      c => c.getSummaries({ modelRefs: ['model:default/churn'] }),
      'POST /summaries {"modelRefs":["model:default/churn"]}',
    ],
  ])('%s', async (_, answer, call, expected) => {
    const { client, requests } = setup(answer);

    await expect(call(client)).resolves.toEqual(answer);

    const [request] = requests;
    const body = await request.text();
    expect(
      `${request.method} ${request.url.replace(BASE, '')} ${body}`.trim(),
    ).toBe(expected);
    expect(request.headers.get('Content-Type')).toBe(
      request.method === 'POST' ? 'application/json' : null,
    );
    expect(requests).toHaveLength(1);
  });

  it('can call every endpoint', () => {
    const { client } = setup({});

    expect(
      Object.keys(endpoints).filter(
        name => typeof Reflect.get(client, name) !== 'function',
      ),
    ).toEqual([]);
  });

  it('leaves out what is not asked', async () => {
    const { client, requests } = setup(emptyPage);

    await client.listVersions('churn', { limit: undefined });

    expect(requests[0].url).toBe(`${BASE}/default/churn/versions`);
  });

  it('cannot be led out of its path by the name of a model', async () => {
    const { client, requests } = setup(emptyPage);

    await client.listVersions('model:default/a/../../catalog?x#y');

    expect(requests[0].url).toBe(
      `${BASE}/default/a%2F..%2F..%2Fcatalog%3Fx%23y/versions`,
    );
  });

  it('asks nothing about what is no model', async () => {
    const { client, requests } = setup(emptyPage);

    await expect(client.listVersions('component:default/x')).rejects.toThrow(
      "is of kind 'component'",
    );
    expect(requests).toEqual([]);
  });

  it('passes the error of the server on', async () => {
    const { client } = setup(
      {
        error: { name: 'ConflictError', message: 'The policy has changed' },
        response: { statusCode: 409 },
      },
      { status: 409, statusText: 'Conflict' },
    );
    const error = await client.listVersions('churn').catch(e => e);

    expect(error).toBeInstanceOf(ResponseError);
    expect(error.statusCode).toBe(409);
    expect(error.cause.message).toBe('The policy has changed');
  });

  it.each([
    ['lacks a field', { changed: true }],
    ['has a field of another type', { changed: 'yes', version }],
    [
      'has a stage that can be none',
      { changed: true, version: { ...version, stage: 'Live!' } },
    ],
    ['is no object', 'ok'],
  ])('refuses an answer that %s', async (_, answer) => {
    const { client } = setup(answer);

    await expect(
      client.reportVersion('churn', { version: '7' }),
    ).rejects.toThrow(/Invalid|must be/);
  });

  it('takes an answer that says more than it knows', async () => {
    const { client } = setup({ ...receipt, newer: 'field' });

    await expect(client.reportMonitoringReport('churn', {})).resolves.toEqual(
      receipt,
    );
  });
});
