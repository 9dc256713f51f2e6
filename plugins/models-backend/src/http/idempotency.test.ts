import {
  Prepared,
  callersOf,
  everyEndpoint,
  prepare,
  validRequest,
  writingEndpoints,
} from '../__testUtils__/everyEndpoint';
import { governedConfig } from '../__testUtils__/governance';
import { Caller, OWNERS } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

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
  retireCheck: { check: 'AUC', reason: 'On second thought' },
  acknowledgeIncident: { comment: 'On second thought' },
  markIncidentCause: { cause: 'false-alarm' },
  askForRetraining: { comment: 'On second thought' },
  openReview: { version: '1', stage: 'archived' },
  closeReview: { reason: 'For another reason' },
  withdrawDecision: { reason: 'For another reason' },
  revokeWaiver: { reason: 'For another reason' },
  assignOwner: { owner: 'group:default/risk-office' },
  revertOwner: { expectedOwner: OWNERS, reason: 'For another reason' },
  declineOwner: { reason: 'For another reason' },
  assignRole: { role: 'validator', people: [] },
  assignOwners: {
    modelRefs: ['model:default/the-model'],
    owner: 'group:default/risk-office',
  },
  grantWaiver: {
    ...{ requirement: 'validation', stage: 'production', version: '1' },
    reason: 'For another reason',
    until: new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString(),
  },
  continueRecord: {
    formerRef: 'model:default/nowhere',
    reason: 'For another reason',
  },
  setEndOfLife: { date: '2999-12-30', reason: 'Sooner' },
  clearEndOfLife: { reason: 'For another reason' },
  moveStage: {
    ...{ version: '1', stage: 'retired', expectedStage: 'validation' },
    reason: 'It is not used',
  },
};

/** What can be done only once to one thing: a second request finds it done. */
const FINAL = [
  'retireCheck',
  'closeReview',
  'withdrawDecision',
  'revokeWaiver',
  'declineOwner',
  'continueRecord',
];

describe.each(databases.eachSupportedId())('an Idempotency-Key on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  async function freshModel(operation?: string) {
    const model = backend.addHighRiskModel();
    const prepared = await prepare(model, { operation });
    backend.events.publish.mockClear();
    return { model, prepared };
  }

  describe.each(writingEndpoints)('of %s', (...endpoint) => {
    const [operation, { status: ok }] = endpoint;
    const [caller, colleague] = callersOf(endpoint);
    const fresh = () => freshModel(operation);

    function send(
      { model, prepared }: { model: TestModel; prepared: Prepared },
      options: { key?: string; caller?: Caller; body?: object } = {},
    ) {
      const { server } = backend;
      return validRequest(server, endpoint, model.name, options.body, prepared)
        .set('Authorization', options.caller ?? caller)
        .set('Idempotency-Key', options.key ?? 'my-key');
    }

    it('makes a repeat be answered as the first time and do nothing', async () => {
      const asked = await fresh();
      const first = await send(asked).expect(ok);
      await send(asked, { key: 'other', body: OTHER_BODY[operation] }).expect(
        FINAL.includes(operation) ? 409 : ok,
      );
      const before = await asked.model.overview();
      const events = backend.events.publish.mock.calls.length;
      const again = await send(asked).expect(ok);
      expect(identityOf(again.body)).toEqual(identityOf(first.body));
      expect(await asked.model.overview()).toEqual(before);
      expect(backend.events.publish).toHaveBeenCalledTimes(events);
    });

    it('is refused for another request, saying what to do', async () => {
      const asked = await fresh();
      await send(asked).expect(ok);
      const before = await asked.model.overview();
      const { body } = await send(asked, { body: OTHER_BODY[operation] });
      expect(body.response.statusCode).toBe(409);
      expect(body.error.message).toContain('Idempotency-Key');
      expect(body.error.message).toContain('choose a new key');
      expect(await asked.model.overview()).toEqual(before);
    });

    it('belongs to who sent it, and to the model', async () => {
      const asked = await fresh();
      await send(asked).expect(ok);
      const { body } = await send(asked, {
        ...{ caller: colleague, body: OTHER_BODY[operation] },
      });
      expect(JSON.stringify(body)).not.toContain('Idempotency-Key');
      await send(await fresh()).expect(ok);
    });

    it('is not used up by a request that is refused', async () => {
      const asked = await fresh();
      await send(asked, { body: { nonsense: true } }).expect(400);
      await send(asked).expect(ok);
    });

    it('makes many requests at the same moment count once', async () => {
      const asked = await fresh();
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => send(asked).expect(ok)),
      );
      const identities = answers.map(({ body }) => identityOf(body));
      expect(new Set(identities.map(i => JSON.stringify(i))).size).toBe(1);
      expect(backend.events.publish).toHaveBeenCalledTimes(1);
    });
  });

  it('belongs to what was asked for', async () => {
    const { model } = await freshModel();
    const key = 'one for all';
    const repeatable = writingEndpoints.filter(
      ([operation, { path }]) =>
        !FINAL.includes(operation) && !path.includes('/:id'),
    );
    for (const endpoint of repeatable) {
      await validRequest(backend.server, endpoint, model.name)
        .set('Authorization', callersOf(endpoint)[0])
        .set('Idempotency-Key', key)
        .expect(endpoint[1].status);
    }
  });

  it('means nothing where nothing is written', async () => {
    const { model, prepared } = await freshModel('getDecision');
    for (const endpoint of everyEndpoint.filter(([, e]) => !e.permission)) {
      const { name } = model;
      await validRequest(backend.server, endpoint, name, undefined, prepared)
        .set('Authorization', callersOf(endpoint)[0])
        .set('Idempotency-Key', 'my-key')
        .expect(200);
    }
  });

  it('of more than 200 characters is refused', async () => {
    const { model } = await freshModel();
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
function identityOf(body: {
  decision?: object;
  requirement?: object;
  ownership?: object;
}) {
  const { requirement: _, ownership: __, ...answer } = body;
  return answer;
}
