import { verifyLedgerExport } from '@modelry/backstage-plugin-models-common';
import { randomUUID } from 'node:crypto';
import createKnex, { Knex } from 'knex';
import request, { Response } from 'supertest';
import { LossyProxy } from '../__testUtils__/LossyProxy';
import { TestModel } from '../__testUtils__/TestModel';
import {
  callersOf,
  everyEndpoint,
  prepare,
  validRequest,
  writingEndpoints,
} from '../__testUtils__/everyEndpoint';
import { fetchLines } from '../__testUtils__/exportLines';
import {
  addReviewedVersion,
  decide,
  governedConfig,
  ledgerOf,
} from '../__testUtils__/governance';
import { createOwnDatabase } from '../__testUtils__/ownDatabase';
import { person } from '../__testUtils__/people';
import { rowsOf } from '../__testUtils__/rowsOf';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';

jest.setTimeout(180_000);

/** Those that are answered without a look into the database. */
const FROM_ELSEWHERE = [
  ...['getCard', 'exportModelCard', 'listDependants', 'getLifecycle'],
];

/** Drivers and pools log each broken connection, and here all of them are. */
const quietly = { warn() {}, error() {}, debug() {}, deprecate() {} };

function expectNoInsides({ text }: Response) {
  expect(text).not.toMatch(
    /ECONN|127\.0\.0\.1|localhost|models_|insert |select |\.js:|stack/i,
  );
}

describe('a backend whose PostgreSQL goes away and comes back', () => {
  let database: Awaited<ReturnType<typeof createOwnDatabase>>;
  let proxy: LossyProxy;
  let knex: Knex;
  let direct: Knex;
  let backend: ModelsBackend;

  beforeAll(async () => {
    database = await createOwnDatabase();
    proxy = await LossyProxy.before(database.url);
    direct = createKnex({ client: 'pg', connection: database.url });
    knex = createKnex({
      ...{ client: 'pg', connection: proxy.url, pool: { min: 0, max: 10 } },
      log: quietly,
    });
    backend = await startModelsBackend({ knex, config: governedConfig });
  });
  afterEach(() => proxy.mend());
  afterAll(async () => {
    await Promise.all([knex.destroy(), direct.destroy()]);
    await proxy.close();
    await database.drop();
  });

  it.each(writingEndpoints)(
    'refuses %s in words, and takes it when it is back',
    async (...endpoint) => {
      const model = backend.addHighRiskModel();
      const prepared = await prepare(model, { operation: endpoint[0] });
      const send = () =>
        validRequest(backend.server, endpoint, model.name, undefined, prepared)
          .set('Authorization', callersOf(endpoint)[0])
          .then(answer => answer);
      const before = await rowsOf(direct);

      proxy.cut();
      const refused = await send();
      proxy.mend();
      expect(refused.status).toBe(503);
      expect(refused.body.error.message).toMatch(/^The database cannot be/);
      expectNoInsides(refused);
      expect(await rowsOf(direct)).toEqual(before);

      expect((await send()).status).toBe(endpoint[1].status);
    },
  );

  it.each(
    everyEndpoint.filter(
      ([name, { method }]) =>
        method === 'get' && !FROM_ELSEWHERE.includes(name),
    ),
  )('answers %s in words', async (...endpoint) => {
    const model = backend.addHighRiskModel();
    proxy.cut();
    const answer = await validRequest(
      ...([backend.server, endpoint, model.name] as const),
    ).set('Authorization', callersOf(endpoint)[0]);
    expect({ status: answer.status, text: answer.text }).toMatchObject({
      status: 503,
    });
    expectNoInsides(answer);
  });

  it('keeps what it acknowledged when it goes away in the middle of many writes', async () => {
    const models = await Promise.all(
      Array.from({ length: 10 }, () =>
        addReviewedVersion(backend.addHighRiskModel()),
      ),
    );
    const sent = models.flatMap((model: TestModel) =>
      ['vera-validator', 'victor-validator'].map(name => ({
        model,
        send: (key: string) =>
          decide(
            model,
            person(name === 'vera-validator' ? name : 'victor-validator'),
          ).set('Idempotency-Key', key),
        key: randomUUID(),
      })),
    );
    let acknowledged = 0;
    const first = await Promise.all(
      sent.map(async ({ send, key }) => {
        const answer = await send(key);
        if (answer.status === 201 && ++acknowledged === 5) {
          proxy.cut();
        }
        return answer;
      }),
    );
    proxy.mend();
    expect(new Set(first.map(({ status }) => status))).toEqual(
      new Set([201, 503]),
    );

    const again = await Promise.all(sent.map(({ send, key }) => send(key)));
    expect(again.map(({ status }) => status)).toEqual(sent.map(() => 201));
    const idsOf = (answers: Response[]) =>
      answers
        .filter((_, i) => first[i].status === 201)
        .map(({ body }) => body.decision.id);
    expect(idsOf(again)).toEqual(idsOf(first));
    for (const model of models) {
      const decisions = (await ledgerOf(model)).filter(
        ({ action }) => action === 'decision',
      );
      expect(decisions).toHaveLength(2);
    }
    const { lines } = await fetchLines(backend.server, '/ledger-export');
    expect(verifyLedgerExport(lines)).toMatchObject({ ok: true });
  });

  it('finishes what it was doing when the network was only silent', async () => {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    proxy.silence();
    const waiting = decide(model, person('vera-validator')).then(a => a);
    const other = request(backend.server)
      .get('/api/models/openapi.json')
      .expect(200);
    await other;
    proxy.mend();
    expect((await waiting).status).toBe(201);
  });

  it('lives on when the server ends its connections', async () => {
    const model = backend.addHighRiskModel();
    await model.overview();
    await direct.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    // What was asked of a connection that is gone may be refused, once for each.
    let answer;
    do {
      answer = await model.post('/versions', { version: '1' });
      expect([200, 503]).toContain(answer.status);
    } while (answer.status === 503);
  });

  it.each([
    ...['renew-lapsed-sign-offs', 'reconcile-governance', 'remind-expiring'],
    ...['check-record', 'renew-stale-monitoring', 'record-fleet-day'],
    ...['tell-of-incidents', 'notice-unseen-deployments'],
    ...['retain-check-results', 'apply-changed-thresholds'],
  ])('runs %s again afterwards', async task => {
    proxy.cut();
    await backend.runTask(task).catch(() => {});
    proxy.mend();
    await expect(backend.runTask(task)).resolves.toBeUndefined();
  });
});
