import { ResponseError } from '@backstage/errors';
import { Knex } from 'knex';
import {
  callersOf,
  everyEndpoint,
  prepare,
  validRequest,
} from '../__testUtils__/everyEndpoint';
import { governedConfig } from '../__testUtils__/governance';
import { person } from '../__testUtils__/people';
import { rowsOf } from '../__testUtils__/rowsOf';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = testDatabases();

const FAILURES: Array<[string, () => Promise<never>]> = [
  [
    'is down',
    async () => {
      throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:7007'), {
        code: 'ECONNREFUSED',
      });
    },
  ],
  [
    'fails',
    async () => {
      throw await ResponseError.fromResponse(
        new Response('{"error":{"name":"Error","message":"insides"}}', {
          status: 500,
        }),
      );
    },
  ],
  [
    'is hidden behind a page of a proxy',
    async () => {
      throw new SyntaxError('Unexpected token <html>');
    },
  ],
];

/** Those that say nothing of models, or ask the catalog nothing. */
const WITHOUT_CATALOG = new Set([
  ...['listSources', 'reportSource', 'runSource', 'listCheckpoints'],
  ...['exportLedgers', 'listServed', 'getLifecycle'],
]);

const TASKS = [
  ...['reconcile-governance', 'tell-of-incidents', 'remind-expiring'],
];

describe.each(databases.eachSupportedId())('on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  beforeAll(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: governedConfig });
  });
  afterEach(() => backend.catalog.fail(undefined));

  it.each(everyEndpoint.filter(([name]) => !WITHOUT_CATALOG.has(name)))(
    '%s is answered in words while the catalog is away, and changes nothing',
    async (...endpoint) => {
      const model = backend.addHighRiskModel();
      const prepared = await prepare(model, { operation: endpoint[0] });
      backend.catalog.hideFromPeople('model:default/of-somebody-else');
      const before = await rowsOf(knex);
      const [caller] = endpoint[1].permission
        ? callersOf(endpoint)
        : [person('dario-datasci')];
      for (const [, failure] of FAILURES) {
        backend.catalog.fail(failure);
        const answer = await validRequest(
          ...([backend.server, endpoint, model.name] as const),
          ...([undefined, prepared] as const),
        ).set('Authorization', caller);
        expect({ status: answer.status, text: answer.text }).toEqual({
          status: 503,
          text: expect.stringContaining('The catalog does not answer'),
        });
        expect(answer.text).not.toMatch(/ECONN|10\.0\.0\.7|insides|html/);
      }
      expect(await rowsOf(knex)).toEqual(before);
    },
  );

  it.each(FAILURES)(
    'nothing is taken for gone while the catalog %s, and tasks go on afterwards',
    async (_, failure) => {
      await prepare(backend.addHighRiskModel());
      await backend.runTask('reconcile-governance');
      const before = await rowsOf(knex);
      for (const task of TASKS) {
        backend.catalog.fail(failure);
        await backend.runTask(task).catch(() => {});
        const { expiry_reminders, incident_notices, ...rows } = await rowsOf(
          knex,
        );
        expect(before).toMatchObject(rows);
        backend.catalog.fail(undefined);
        await backend.runTask(task);
      }
    },
  );
});
