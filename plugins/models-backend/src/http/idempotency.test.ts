import {
  everyEndpoint,
  validRequest,
  writingEndpoints,
} from '../__testUtils__/everyEndpoint';
import { governedConfig } from '../__testUtils__/governance';
import { Caller, machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();
const [vera, victor] = [person('vera-validator'), person('victor-validator')];

/** For each writing endpoint, a body that asks for something else than the valid one. */
const OTHER_BODY: Record<string, object> = {
  reportVersion: { version: '8' },
  reportDeployment: { environment: 'staging', version: '1' },
  reportCheckResults: {
    results: [{ check: 'F1', kind: 'performance', status: 'critical' }],
  },
  reportMonitoringReport: {
    metrics: [],
    tests: [{ name: 'Nulls', status: 'FAIL' }],
  },
  decide: {
    ...{ requirement: 'validation', stage: 'production', version: '1' },
    ...{ decision: 'rejected', comment: 'On second thought' },
  },
};

describe.each(databases.eachSupportedId())('an Idempotency-Key on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  async function freshModel() {
    const model = backend.addHighRiskModel();
    await model.post('/versions', { version: '1' }).expect(200);
    backend.events.publish.mockClear();
    return model;
  }

  describe.each(writingEndpoints)('of %s', (...endpoint) => {
    const [operation, { peopleOnly, status: ok }] = endpoint;
    const [caller, colleague]: Caller[] = peopleOnly
      ? [vera, victor]
      : [machine, vera];

    function send(
      model: TestModel,
      options: { key?: string; caller?: Caller; body?: object } = {},
    ) {
      return validRequest(backend.server, endpoint, model.name, options.body)
        .set('Authorization', options.caller ?? caller)
        .set('Idempotency-Key', options.key ?? 'my-key');
    }

    it('makes a repeat be answered as the first time and do nothing', async () => {
      const model = await freshModel();
      const first = await send(model).expect(ok);
      await send(model, { key: 'other', body: OTHER_BODY[operation] }).expect(
        ok,
      );
      const before = await model.overview();
      const events = backend.events.publish.mock.calls.length;
      const again = await send(model).expect(ok);
      expect(identityOf(again.body)).toEqual(identityOf(first.body));
      expect(await model.overview()).toEqual(before);
      expect(backend.events.publish).toHaveBeenCalledTimes(events);
    });

    it('is refused for another request, saying what to do', async () => {
      const model = await freshModel();
      await send(model).expect(ok);
      const before = await model.overview();
      const { body } = await send(model, { body: OTHER_BODY[operation] });
      expect(body.response.statusCode).toBe(409);
      expect(body.error.message).toContain('Idempotency-Key');
      expect(body.error.message).toContain('choose a new key');
      expect(await model.overview()).toEqual(before);
    });

    it('belongs to who sent it, and to the model', async () => {
      const model = await freshModel();
      await send(model).expect(ok);
      const other = { body: OTHER_BODY[operation] };
      await send(model, { ...other, caller: colleague }).expect(ok);
      await send(await freshModel(), other).expect(ok);
    });

    it('is not used up by a request that is refused', async () => {
      const model = await freshModel();
      await send(model, { body: { nonsense: true } }).expect(400);
      await send(model).expect(ok);
    });

    it('makes many requests at the same moment count once', async () => {
      const model = await freshModel();
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => send(model).expect(ok)),
      );
      const identities = answers.map(({ body }) => identityOf(body));
      expect(new Set(identities.map(i => JSON.stringify(i))).size).toBe(1);
      expect(backend.events.publish).toHaveBeenCalledTimes(1);
    });
  });

  it('belongs to what was asked for', async () => {
    const model = await freshModel();
    const key = 'one for all';
    for (const endpoint of writingEndpoints) {
      const caller = endpoint[1].peopleOnly ? vera : machine;
      await validRequest(backend.server, endpoint, model.name)
        .set('Authorization', caller)
        .set('Idempotency-Key', key)
        .expect(endpoint[1].status);
    }
  });

  it('means nothing where nothing is written', async () => {
    const model = await freshModel();
    for (const endpoint of everyEndpoint.filter(([, e]) => !e.permission)) {
      await validRequest(backend.server, endpoint, model.name)
        .set('Authorization', machine)
        .set('Idempotency-Key', 'my-key')
        .expect(200);
    }
  });

  it('of more than 200 characters is refused', async () => {
    const model = await freshModel();
    const send = (length: number) =>
      model
        .post('/versions', { version: '1' })
        .set('Idempotency-Key', 'k'.repeat(length));
    const { body } = await send(201).expect(400);
    expect(body.error.message).toContain('Idempotency-Key');
    await send(200).expect(200);
  });
});

/** What an answer says of the request itself; the rest says how things stand by now. */
function identityOf(body: { decision?: object; requirement?: object }) {
  const { requirement: _, ...answer } = body;
  return answer;
}
