import fc from 'fast-check';
import request from 'supertest';
import {
  ArbitraryRequest,
  RequestMaker,
} from '../__testUtils__/arbitraryRequest';
import { THE_ID, THE_MODEL } from '../__testUtils__/arbitraryValues';
import { prepare } from '../__testUtils__/everyEndpoint';
import { governedConfig } from '../__testUtils__/governance';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = testDatabases();

/** Times two databases times all operations: thousands of requests. */
const REQUESTS_EACH = 40;

const callers = fc.constantFrom(
  machine,
  person('vera-validator'),
  person('rosa-risk'),
  person('dario-datasci'),
);

describe.each(databases.eachSupportedId())('whatever is sent, on %s,', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  async function send(
    { method, path, body }: ArbitraryRequest,
    caller: string,
    aboutModel: (text: string) => string,
  ) {
    const sent = request(backend.server)
      [method](`/api/models${aboutModel(path)}`)
      .set('Authorization', caller);
    return body === undefined
      ? sent
      : sent
          .set('Content-Type', 'application/json')
          .send(aboutModel(JSON.stringify(body)));
  }

  it.each(new RequestMaker().operations())(
    '%s answers, and never with a failure of its own',
    async (operation, requests) => {
      const model = backend.addHighRiskModel();
      const { [operation]: itemId = THE_ID } = await prepare(model, {
        operation,
      });
      await backend.runTask('reconcile-governance');
      const aboutModel = (text: string) =>
        text.replaceAll(THE_MODEL, model.name).replaceAll(THE_ID, itemId);
      await fc.assert(
        fc.asyncProperty(requests, callers, async (sent, caller) => {
          const { status, text } = await send(sent, caller, aboutModel);
          expect({ status, text }).toEqual({
            status: expect.any(Number),
            text: expect.not.stringMatching(
              /\.(ts|js):\d|node_modules|\n\s+at |insert into|select .* from/i,
            ),
          });
          expect(status).toBeLessThan(500);
        }),
        { numRuns: REQUESTS_EACH },
      );
    },
  );
});
