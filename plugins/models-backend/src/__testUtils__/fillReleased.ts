import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import request from 'supertest';
import { TestModel } from './TestModel';
import { decide, governedConfig, openReview, waive } from './governance';
import { RISK_OFFICE, assign, dario, rosa, vera } from './ownership';
import { continueRecord, fillRecord } from './rename';
import { FakeSource, runs, withSource } from './sources';
import { OWNERS, machine, person } from './people';
import { ModelsBackend, startModelsBackend } from './startModelsBackend';

/** When the record of a released state begins. */
const START = Date.parse('2026-11-02T09:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;

/** The policies of a released state: sign-offs that lapse. */
export const releasedConfig = {
  ...governedConfig,
  environments: [...governedConfig.environments, { name: 'shadow' }],
  monitoring: { retention: { results: 'P23D' } },
  governance: {
    board: ['group:default/risk-board'],
    policies: governedConfig.governance.policies.map(policy => ({
      ...policy,
      requirements: policy.requirements.map(requirement => ({
        ...requirement,
        validFor: 'P30D',
      })),
    })),
  },
} satisfies JsonObject;

/** The backend of a released state and its models, before anything is reported. */
export async function startReleased(knex: Knex, config: JsonObject) {
  const source = new FakeSource('clusters');
  const backend = await startModelsBackend({
    ...{ knex, config },
    services: { others: [withSource(source)] },
  });
  const models = {
    churn: backend.addHighRiskModel({
      ...{ name: 'churn', title: 'Customer churn' },
      system: 'system:default/retention',
      metadata: { tags: ['tabular', 'retail'], description: 'Who will leave' },
    }),
    credit: backend.addHighRiskModel({ name: 'credit' }),
    ranker: backend.addModel({ name: 'ranker', spec: { type: 'ranking' } }),
    idle: backend.addModel({ name: 'idle', owner: OWNERS }),
    loan: backend.addHighRiskModel({ name: 'loan' }),
  };
  return { backend, source, models };
}

/** What {@link startReleased} started. */
export type Released = Awaited<ReturnType<typeof startReleased>>;

/**
 * Puts something into every table, over some days of which the dates are faked.
 *
 * @returns the last of these days.
 */
export async function fillReleased(released: Released): Promise<Date> {
  const { backend, models } = released;
  const days = [
    () => fillRecord(models.churn),
    () => actOnIncident(models.churn),
    () => decideOnCredit(models.credit),
    () => reportTheRest(released),
    () => renameOne(backend),
  ];
  let now = START;
  for (const act of days) {
    jest.setSystemTime(now);
    await act();
    await runTasks(backend);
    now += DAY_MS;
  }
  // Ten days later an approval is about to lapse, and old results are summed up.
  now += 20 * DAY_MS;
  jest.setSystemTime(now);
  await runTasks(backend);
  await repeatable(models.credit);
  return new Date(now);
}

async function runTasks(backend: ModelsBackend): Promise<void> {
  for (const task of [
    ...['model-source-clusters', 'reconcile-governance', 'record-fleet-day'],
    ...['renew-lapsed-sign-offs', 'renew-stale-monitoring'],
    ...['write-ledger-checkpoint', 'check-record', 'remind-expiring'],
    ...['retain-check-results'],
  ]) {
    await backend.runTask(task);
  }
}

async function actOnIncident(model: TestModel): Promise<void> {
  const { body } = await model.get('/incidents').expect(200);
  const act = (what: string, said: object) =>
    model.post(`/incidents/${body.items[0].id}/${what}`, said, dario);
  await act('acknowledgement', { comment: 'We look' }).expect(200);
  await act('cause', { cause: 'data-changed', comment: 'New form' }).expect(
    200,
  );
  await act('retraining', { comment: 'With the new form' }).expect(200);
  const result = { check: 'F1', kind: 'performance', status: 'warning' };
  await model.post('/check-results', { results: [result] }).expect(200);
  const retired = { check: 'F1', reason: 'AUC says the same' };
  await model.post('/check-retirements', retired, dario).expect(200);
}

/** The request that a sender may repeat after an upgrade. */
export function repeatable(model: TestModel) {
  return openReview(model, { stage: 'validation' })
    .set('Idempotency-Key', '7f4ad3e6-released')
    .expect(201);
}

async function decideOnCredit(model: TestModel): Promise<void> {
  const card = '---\nlicense: mit\n---\n# Credit\n\n## Limitations\n\nSmall';
  await model.post('/versions', { version: '1', card }).expect(200);
  await openReview(model).expect(201);
  await waive(model, rosa, {
    until: new Date(Date.now() + 25 * DAY_MS).toISOString(),
  }).expect(201);
  await decide(model, vera, { decision: 'changes-requested' }).expect(201);
  const given = await decide(model, rosa, { requirement: 'risk' }).expect(201);
  await model
    .post(
      `/decisions/${given.body.decision.id}/withdraw`,
      { reason: 'Too early' },
      rosa,
    )
    .expect(200);
  await assign(model, { owner: RISK_OFFICE }).expect(200);
}

async function reportTheRest(released: Released): Promise<void> {
  const { backend, source, models } = released;
  const { ranker, credit } = models;
  await ranker.post('/versions', { version: '2' }).expect(200);
  // Runs without the sign-offs.
  source.answers.set('eu', [
    runs(ranker, { environment: 'staging', version: '2' }),
    runs(credit, { version: '1' }),
  ]);
  const observed = Array.from({ length: 4 }, (_, index) => ({
    ...{ check: 'Drift', kind: 'data-drift', status: 'ok' },
    ...{ value: index / 8, environment: 'staging' },
    observedAt: new Date(Date.now() - index * 60_000).toISOString(),
  }));
  await ranker.post('/check-results', { results: observed }).expect(200);
  await request(backend.server)
    .post('/api/models/source-reports')
    .set('Authorization', machine)
    .send({ id: 'nightly', kind: 'airflow', title: 'Nightly training' })
    .expect(200);
}

/** What the catalog holds in the end: another name, and a risk tier that asks for less. */
export function changeCatalog(backend: ModelsBackend): TestModel {
  backend.addModel({ name: 'loan', owner: OWNERS });
  return backend.addHighRiskModel({ name: 'fraud' });
}

async function renameOne(backend: ModelsBackend): Promise<void> {
  const former = backend.addHighRiskModel({ name: 'fraud-v1' });
  await former.post('/versions', { version: '1' }).expect(200);
  await openReview(former).expect(201);
  await decide(former, person('vera-validator')).expect(201);
  former.catalog.remove();
  await continueRecord(changeCatalog(backend), former).expect(200);
}
