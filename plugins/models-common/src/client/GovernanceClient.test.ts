import { ResponseError } from '@backstage/errors';
import { ModelsClient } from './ModelsClient';

const BASE = 'https://portal.example.com/api/models';
const ID = '3f0a4f0e-6f53-4c43-8a52-6a8a8c2b1f11';

const emptyPage = { items: [], pageInfo: {} };
const act = { by: 'user:default/a', at: '2026-03-01T09:00:00Z', reason: 'No' };
const review = {
  id: ID,
  version: '7',
  stage: 'production',
  status: 'open',
  openedBy: 'user:default/dario-datasci',
  openedAt: '2026-03-01T09:00:00Z',
  sequence: 1,
};
const waiver = {
  id: ID,
  requirement: 'validation',
  requirementDigest: 'd',
  stage: 'production',
  facts: { trainedOn: [] },
  reason: 'At sea',
  until: '2026-04-01T00:00:00Z',
  grantedBy: 'user:default/rosa-risk',
  grantedAt: '2026-03-01T09:00:00Z',
  sequence: 2,
};
const decision = {
  id: ID,
  requirement: 'validation',
  requirementDigest: 'd',
  stage: 'production',
  version: '7',
  decision: 'approved',
  comment: 'Fine',
  evidence: [],
  reviewId: ID,
  facts: { trainedOn: [] },
  decidedBy: 'user:default/vera-validator',
  decidedAt: '2026-03-01T09:00:00Z',
  sequence: 2,
};
const gateAnswer = {
  decision: 'deny',
  compliant: false,
  enforcement: 'prevent',
  version: '7',
  reasons: ['Missing'],
  requirements: [],
  judgedAt: '2026-03-01T09:00:00Z',
};

function setup(answer: string, init: ResponseInit = { status: 200 }) {
  const requests: Request[] = [];
  const client = new ModelsClient({
    discoveryApi: { getBaseUrl: async () => BASE },
    fetchApi: {
      fetch: async (input, options) => {
        requests.push(new Request(input, options));
        return new Response(answer, init);
      },
    },
  });
  return { client, requests };
}

describe('the client of governance', () => {
  it.each<[string, unknown, (c: ModelsClient) => Promise<unknown>, string]>([
    [
      'opens a review',
      { opened: true, review },
      c => c.openReview('churn', { version: '7', stage: 'production' }),
      'POST /default/churn/reviews {"version":"7","stage":"production"}',
    ],
    [
      'closes a review',
      { ...review, status: 'closed', closed: act },
      c => c.closeReview('model:retail/churn', ID, { reason: 'No' }),
      `POST /retail/churn/reviews/${ID}/close {"reason":"No"}`,
    ],
    [
      'reads a review',
      { review, facts: [], metrics: [], checks: [], decisions: [] },
      c => c.getReview('churn', ID),
      `GET /default/churn/reviews/${ID}`,
    ],
    [
      'reads a decision',
      decision,
      c => c.getDecision('churn', ID),
      `GET /default/churn/decisions/${ID}`,
    ],
    [
      'grants a waiver',
      waiver,
      c =>
        c.grantWaiver('churn', {
          requirement: 'validation',
          stage: 'production',
          reason: 'At sea',
          until: '2026-04-01T00:00:00Z',
        }),
      'POST /default/churn/waivers {"requirement":"validation","stage":"production","reason":"At sea","until":"2026-04-01T00:00:00Z"}',
    ],
    [
      'revokes a waiver',
      { ...waiver, revoked: act },
      c => c.revokeWaiver('churn', ID, { reason: 'Back' }),
      `POST /default/churn/waivers/${ID}/revoke {"reason":"Back"}`,
    ],
    [
      'asks the gate',
      gateAnswer,
      c => c.askGate('churn', { version: '7', environment: 'production' }),
      'GET /default/churn/gate?version=7&environment=production',
    ],
    [
      'reads a page of the ledger',
      emptyPage,
      c => c.getLedger('churn', { limit: 2 }),
      'GET /default/churn/ledger?limit=2',
    ],
    [
      'reads the board',
      emptyPage,
      c => c.listBoard({ riskTier: 'high', status: 'expired' }),
      'GET /board?riskTier=high&status=expired',
    ],
    [
      'lists what expires',
      emptyPage,
      c => c.listExpiring({ days: 30 }),
      'GET /expiring-sign-offs?days=30',
    ],
    [
      'lists what waits, without a filter',
      emptyPage,
      c => c.listWaiting(),
      'GET /waiting-sign-offs',
    ],
  ])('%s', async (_, answer, call, expected) => {
    const { client, requests } = setup(JSON.stringify(answer));

    await expect(call(client)).resolves.toEqual(answer);

    const [request] = requests;
    const body = await request.text();
    expect(
      `${request.method} ${request.url.replace(BASE, '')} ${body}`.trim(),
    ).toBe(expected);
  });

  it.each<[string, (c: ModelsClient) => Promise<string>, string]>([
    [
      'of a model',
      c => c.exportLedger('churn'),
      '/default/churn/ledger-export',
    ],
    ['of all models', c => c.exportLedgers(), '/ledger-export'],
  ])('exports the ledger %s as it is', async (_, call, path) => {
    const lines = '{"type":"header"}\n{"type":"end"}\n';
    const { client, requests } = setup(lines);

    await expect(call(client)).resolves.toBe(lines);
    expect(requests[0].url).toBe(BASE + path);
  });

  it('never takes an error for an export', async () => {
    const { client } = setup(
      JSON.stringify({
        error: { name: 'NotAllowedError', message: 'Not for you' },
        response: { statusCode: 403 },
      }),
      { status: 403, headers: { 'Content-Type': 'application/json' } },
    );
    const error = await client.exportLedgers().catch(e => e);

    expect(error).toBeInstanceOf(ResponseError);
    expect(error.cause.message).toBe('Not for you');
  });

  it('cannot be led out of its path by an id', async () => {
    const { client, requests } = setup(JSON.stringify(waiver));

    await client.revokeWaiver('churn', '../../x?y', { reason: 'No' });

    expect(requests[0].url).toBe(
      `${BASE}/default/churn/waivers/..%2F..%2Fx%3Fy/revoke`,
    );
  });
});
