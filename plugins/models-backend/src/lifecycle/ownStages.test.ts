import request from 'supertest';
import { decide, moveStage, openReview } from '../__testUtils__/governance';
import { ownLifecycle } from '../__testUtils__/lifecycle';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();
const dario = person('dario-datasci');
const config = {
  lifecycle: ownLifecycle,
  environments: [{ name: 'shop', stage: 'live' }],
  governance: {
    policies: [
      {
        id: 'high-risk',
        title: 'High risk',
        match: { 'spec.riskTier': 'high' },
        requirements: [
          {
            ...{ id: 'check', title: 'Check', stage: 'live' },
            approvers: ['group:default/model-validation'],
          },
        ],
      },
    ],
  },
};
const LISTED = 'is configured; write one of lab, trial, live, gone';

describe.each(databases.eachSupportedId())('stages of our own on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      ...{ knex: await databases.init(id), config },
    });
  });

  it('are told to whoever asks', async () => {
    const { body } = await request(backend.server)
      .get('/api/models/lifecycle')
      .set('Authorization', machine)
      .expect(200);
    expect(body).toEqual(ownLifecycle);
  });

  it('are where versions begin, reported or only seen to run', async () => {
    const model = backend.addModel();
    await model.post('/versions', { version: '1' }).expect(200);
    await model
      .post('/deployments', { environment: 'shop', version: '2' })
      .expect(200);
    const { body } = await model.get('/versions').expect(200);
    expect(body.items).toMatchObject([{ stage: 'lab' }, { stage: 'lab' }]);
  });

  it('are the only ones that can be named', async () => {
    const model = backend.addModel();
    await model.post('/versions', { version: '1' }).expect(200);
    const answers = await Promise.all([
      model.post('/versions', { version: '1', stage: 'production' }),
      model.post('/versions', {
        ...{ version: '1', requestReview: { stage: 'production' } },
      }),
      openReview(model, { stage: 'production' }),
      moveStage(model, dario, { stage: 'production', expectedStage: 'lab' }),
      model.get('/gate?version=1&stage=production'),
    ]);
    expect(
      answers.map(({ status, body }) => [status, body.error.message]),
    ).toEqual(
      [
        'body.stage',
        'body.requestReview.stage',
        'body.stage',
        'body.stage',
        'query.stage',
      ].map(field => [400, `${field}: no stage 'production' ${LISTED}`]),
    );
  });

  it('are moved between as configured', async () => {
    const model = backend.addModel();
    await model.post('/versions', { version: '1' }).expect(200);
    const skipped = await moveStage(model, dario, {
      ...{ stage: 'live', expectedStage: 'lab' },
    }).expect(409);
    expect(skipped.body.error.message).toContain(
      'No move leads from lab to live; from lab a version may move to trial, gone',
    );
    await moveStage(model, dario, { stage: 'trial', expectedStage: 'lab' });
    await moveStage(model, dario, { stage: 'live', expectedStage: 'trial' });
    expect((await model.overview()).lifecycle.stage).toBe('live');
  });

  it('hold machines to the moves, but not to where a version stood before', async () => {
    const model = backend.addModel();
    await model.post('/versions', { version: '1', stage: 'live' }).expect(200);
    const { body } = await model
      .post('/versions', { version: '1', stage: 'lab' })
      .expect(409);
    expect(body.error.message).toContain('No move leads from live to lab');
  });

  it('govern environments and promotion', async () => {
    const model = backend.addHighRiskModel();
    await model.post('/versions', { version: '1', stage: 'trial' }).expect(200);
    await model
      .post('/deployments', { environment: 'shop', version: '1' })
      .expect(200);
    expect((await model.overview()).governance.unsanctioned).toHaveLength(1);
    const { body } = await model
      .get('/possible-moves?version=1', dario)
      .expect(200);
    expect(body).toEqual({
      ...{ version: '1', stage: 'trial', mayMove: true },
      moves: [
        {
          ...{ stage: 'lab', direction: 'back', needsReason: true },
          ...{ endsUse: false, missing: [] },
        },
        {
          ...{ stage: 'live', direction: 'forward', needsReason: false },
          endsUse: false,
          missing: [
            {
              ...{ id: 'check', title: 'Check' },
              reason: 'Needs 1 more approval of group:default/model-validation',
            },
          ],
        },
      ],
    });
    await moveStage(model, dario, {
      ...{ stage: 'live', expectedStage: 'trial' },
    }).expect(409);
  });
});

describe.each(databases.eachSupportedId())(
  'automatic promotion through stages of our own on %s',
  id => {
    it('goes only where a move leads, however complete the sign-offs are', async () => {
      const backend = await startModelsBackend({
        knex: await databases.init(id),
        config: {
          ...config,
          governance: { ...config.governance, promotion: 'automatic' },
        },
      });
      const vera = person('vera-validator');
      const check = { requirement: 'check', stage: 'live' };
      const review = { stage: 'live' };
      const stageOf = async (model: TestModel) =>
        (await model.overview()).lifecycle.stage;

      const inLab = backend.addHighRiskModel();
      await inLab.post('/versions', { version: '1' }).expect(200);
      await openReview(inLab, review).expect(201);
      await decide(inLab, vera, check).expect(201);
      expect(await stageOf(inLab)).toBe('lab');
      await moveStage(inLab, dario, { stage: 'trial', expectedStage: 'lab' });
      await moveStage(inLab, dario, {
        ...{ stage: 'live', expectedStage: 'trial' },
      }).expect(200);

      const inTrial = backend.addHighRiskModel();
      await inTrial
        .post('/versions', { version: '1', stage: 'trial' })
        .expect(200);
      await openReview(inTrial, review).expect(201);
      await decide(inTrial, vera, check).expect(201);
      expect(await stageOf(inTrial)).toBe('live');
    });
  },
);

describe.each(databases.eachSupportedId())(
  'a stage that is not configured any more on %s',
  id => {
    it('is logged, read as it is, and left again', async () => {
      const knex = await databases.init(id);
      const before = await startModelsBackend({ knex });
      const name = 'churn';
      await before
        .addModel({ name })
        .post('/versions', { version: '1', stage: 'production' })
        .expect(200);

      const after = await startModelsBackend({ knex, config });
      expect(after.logger.warn).toHaveBeenCalledWith(
        expect.stringContaining("1 versions are in the stage 'production'"),
      );
      const model = after.addModel({ name });
      const { lifecycle } = await model.overview();
      expect(lifecycle.stage).toBe('production');
      expect((await model.summary()).stage).toBe('production');
      const { body } = await model
        .get('/possible-moves?version=1', dario)
        .expect(200);
      expect(body.moves.map((move: { stage: string }) => move.stage)).toEqual([
        ...['lab', 'trial', 'live', 'gone'],
      ]);
      await moveStage(model, dario, {
        ...{ stage: 'live', expectedStage: 'production' },
      }).expect(200);
      expect((await model.overview()).lifecycle.stage).toBe('live');
    });
  },
);

it('a broken lifecycle stops the start with place and reason', async () => {
  const [, , ...rest] = ownLifecycle.stages;
  await expect(
    startModelsBackend({
      knex: await databases.init('SQLITE_3'),
      config: { lifecycle: { stages: rest } },
    }),
  ).rejects.toThrow(
    /models\.lifecycle\.stages\[0\]\.kind: must be start: every version begins/,
  );
});
