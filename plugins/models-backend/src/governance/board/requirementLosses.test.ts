import { Knex } from 'knex';
import { TestModel } from '../../__testUtils__/TestModel';
import { BOARD, boardConfig, readAllPages } from '../../__testUtils__/board';
import { decide, ledgerOf, openReview } from '../../__testUtils__/governance';
import { moveStage } from '../../__testUtils__/governance';
import { person } from '../../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../../__testUtils__/startModelsBackend';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const TASK = 'reconcile-governance';
const validator = person('victor-validator');

describe.each(databases.eachSupportedId())('lost requirements on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  beforeAll(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: boardConfig });
  });

  async function knownModel(): Promise<TestModel> {
    const model = backend.addHighRiskModel();
    await model.post('/versions', { version: '1' }).expect(200);
    return model;
  }

  const setTier = (model: TestModel, riskTier: string) =>
    backend.addHighRiskModel({ name: model.name, spec: { riskTier } });

  async function changesOf(model: TestModel) {
    const entries = await ledgerOf(model);
    return entries.filter(({ action }) => action === 'requirements-changed');
  }

  const notices = (model: TestModel) =>
    backend.notifications.send.mock.calls.filter(
      ([{ payload }]) =>
        payload.scope?.startsWith('models.requirements-changed') &&
        payload.link?.includes(model.name),
    );

  it('are in the ledger with the facts, and told to the board, once', async () => {
    const model = await knownModel();
    setTier(model, 'minimal');
    await backend.runTask(TASK);
    await backend.runTask(TASK);
    expect(await changesOf(model)).toEqual([
      expect.objectContaining({
        actor: 'modelry',
        body: {
          reason:
            'No longer asked for: Independent validation (before production); spec.riskTier was high and is minimal',
          factsBefore: { riskTier: 'high', trainedOn: [] },
          facts: { riskTier: 'minimal', trainedOn: [] },
          removed: [
            expect.objectContaining({
              ...{ requirement: 'validation', stage: 'production' },
              cause: 'facts',
              policies: [
                expect.objectContaining({
                  id: 'high-risk',
                  because: ['spec.riskTier is high'],
                }),
              ],
            }),
          ],
          remaining: [],
        },
      }),
    ]);
    expect(notices(model)).toEqual([
      [
        expect.objectContaining({
          recipients: { type: 'entity', entityRef: BOARD },
          payload: expect.objectContaining({
            title: expect.stringContaining(model.name),
            description: expect.stringContaining('riskTier was high'),
          }),
        }),
      ],
    ]);
  });

  it('are found by a write that comes before the task', async () => {
    const model = await knownModel();
    setTier(model, 'minimal');
    await model.post('/versions', { version: '2' }).expect(200);
    expect(await changesOf(model)).toHaveLength(1);
    expect(notices(model)).toHaveLength(1);
  });

  it('are not told again and again when the facts go to and fro', async () => {
    const model = await knownModel();
    for (const tier of ['minimal', 'high', 'minimal', 'high', 'minimal']) {
      setTier(model, tier);
      await backend.runTask(TASK);
    }
    expect(await changesOf(model)).toHaveLength(1);
    expect(notices(model)).toHaveLength(1);
    // It is looked at again when the quiet time is over.
    const row = await knex('fleet_models')
      .where({ model_ref: model.modelRef })
      .first('next_change_at');
    expect(row.next_change_at).not.toBeNull();
  });

  it('are found on a model that was taken out and put back with less', async () => {
    const model = await knownModel();
    backend.catalog.remove(model.modelRef);
    await backend.runTask(TASK);
    setTier(model, 'minimal');
    await backend.runTask(TASK);
    expect(await changesOf(model)).toHaveLength(1);
  });

  it('are told later when nobody could be told', async () => {
    const model = await knownModel();
    setTier(model, 'minimal');
    backend.notifications.send.mockRejectedValueOnce(new Error('Down'));
    await backend.runTask(TASK);
    await backend.runTask(TASK);
    expect(notices(model)).toHaveLength(2);
    await backend.runTask(TASK);
    expect(notices(model)).toHaveLength(2);
  });

  describe('after a rejection', () => {
    async function rejectedModel() {
      const model = await knownModel();
      await openReview(model).expect(201);
      const { body } = await decide(model, validator, {
        decision: 'rejected',
      }).expect(201);
      setTier(model, 'minimal');
      await backend.runTask(TASK);
      return { model, decision: body.decision.id };
    }

    const gateOf = async (model: TestModel) => {
      const { body } = await model
        .get('/gate?version=1&stage=production')
        .expect(200);
      return body;
    };

    it('still keep the version out, everywhere', async () => {
      const { model } = await rejectedModel();
      expect(await gateOf(model)).toMatchObject({
        decision: 'deny',
        reasons: [expect.stringMatching(/no policy asks for it any more/)],
      });
      const { body } = await moveStage(model, validator).expect(409);
      expect(body.error.message).toMatch(/no policy asks for it any more/);
      await model
        .post('/versions', { version: '1', stage: 'production' })
        .expect(409);
      const rows = await readAllPages(backend.server, 'board');
      expect(
        rows.find(({ modelRef }) => modelRef === model.modelRef),
      ).toMatchObject({
        signOff: 'rejected',
        requirements: [{ id: 'validation', status: 'rejected' }],
      });
      const { governance } = await model.overview(validator);
      expect(governance).toMatchObject({
        status: 'rejected',
        requirements: [
          {
            ...{ id: 'validation', policies: [], noLongerAsked: true },
            viewer: { mayDecide: false, mayWaive: false },
          },
        ],
      });
    });

    it('no longer do so once it is withdrawn', async () => {
      const { model, decision } = await rejectedModel();
      await model
        .post(
          `/decisions/${decision}/withdraw`,
          { reason: 'Wrong model' },
          validator,
        )
        .expect(200);
      expect(await gateOf(model)).toMatchObject({ decision: 'allow' });
      await moveStage(model, validator).expect(200);
    });

    it('no longer do so once a new review is opened', async () => {
      const { model } = await rejectedModel();
      const { body } = await model.get('/reviews?status=open').expect(200);
      for (const review of body.items) {
        await model
          .post(`/reviews/${review.id}/close`, { reason: 'Anew' })
          .expect(200);
      }
      await openReview(model).expect(201);
      expect(await gateOf(model)).toMatchObject({ decision: 'allow' });
    });
  });
});
