import { ModelsBackend } from './startModelsBackend';
import { TestModel } from './TestModel';
import { Caller, machine, person } from './people';
import { decide, moveStage, openReview } from './governance';
import { assign } from './ownership';

const END_OF_LIFE = { date: '2999-12-31', reason: 'Replaced then' };

/** Gives a high-risk model a record with something of everything. */
export async function fillRecord(model: TestModel): Promise<void> {
  const dario = person('dario-datasci');
  await model.post('/versions', { version: '1' }).expect(200);
  await openReview(model).expect(201);
  await decide(model, person('vera-validator')).expect(201);
  await decide(model, person('rosa-risk'), { requirement: 'risk' }).expect(201);
  await moveStage(model, dario).expect(200);
  const runs = { environment: 'production', version: '1' };
  await model.post('/deployments', runs).expect(200);
  const result = { check: 'AUC', kind: 'performance', status: 'critical' };
  await model.post('/check-results', { results: [result] }).expect(200);
  await assign(model, { owner: 'group:default/nobodys-office' }).expect(200);
  const validator = {
    role: 'validator',
    people: ['user:default/vera-validator'],
  };
  await model.post('/roles', validator, dario).expect(200);
  await model.post('/end-of-life', END_OF_LIFE).expect(200);
}

/** Has a model go on with the record of another one. */
export function continueRecord(
  model: TestModel,
  former: TestModel,
  options: { caller?: Caller; body?: object } = {},
) {
  const { caller = person('dario-datasci'), body } = options;
  return model.post(
    '/record/continue',
    { formerRef: former.modelRef, reason: 'It was renamed', ...body },
    caller,
  );
}

/** Takes a model out of the catalog and registers it there under another name. */
export function rename(model: TestModel, name: string): TestModel {
  const renamed = model.catalog.addNamed(name);
  model.catalog.remove();
  return renamed;
}

/** All that pages show of the record of a model, without its name. */
export async function recordOf(model: TestModel) {
  const { modelRef: _, channel: __, ...overview } = await model.overview();
  const { body: timeline } = await model.get('/timeline?limit=100').expect(200);
  const { body: owners } = await model.get('/owner-history').expect(200);
  const { body: incidents } = await model.get('/incidents').expect(200);
  const { body: decisions } = await model.get('/decisions').expect(200);
  const { body: results } = await model
    .get('/check-results?check=AUC', machine)
    .expect(200);
  return JSON.parse(
    JSON.stringify({
      ...{ overview, owners, incidents, decisions, results },
      timeline: timeline.items,
    }).replaceAll(model.modelRef, 'model:default/it'),
  );
}

/** A model with a record, and what it is called after it was renamed. */
export async function addRenamed(backend: ModelsBackend) {
  const former = backend.addHighRiskModel();
  await fillRecord(former);
  const before = await recordOf(former);
  return { former, before, model: rename(former, `${former.name}-renamed`) };
}
