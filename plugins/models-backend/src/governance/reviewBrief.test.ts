import {
  addReviewedVersion,
  decide,
  governedConfig,
  openReview,
} from '../__testUtils__/governance';
import { person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const vera = person('vera-validator');

describe.each(databases.eachSupportedId())('reviews on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  it('tell reviewers what changed since the version that was approved', async () => {
    const name = 'brief';
    const model = backend.addHighRiskModel({ name });
    const metrics = { auc: 0.8, 'Brier score': 0.1 };
    await model.post('/versions', { version: '1', metrics }).expect(200);
    await openReview(model).expect(201);
    const { decision } = (await decide(model, vera).expect(201)).body;
    backend.addHighRiskModel({ name, spec: { intendedUse: 'Mortgages, too' } });
    await model
      .post('/versions', { version: '2', metrics: { auc: 0.7, ks: 0 } })
      .expect(200);
    const result = { check: 'AUC', kind: 'performance', status: 'warning' };
    await model.post('/check-results', { results: [result] }).expect(200);
    const { review } = (await openReview(model, { version: '2' })).body;
    const { body } = await model.get(`/reviews/${review.id}`).expect(200);
    expect(body).toEqual({
      review,
      baseline: { version: '1', approvedAt: decision.decidedAt },
      facts: [{ field: 'spec.intendedUse', after: 'Mortgages, too' }],
      metrics: [
        { name: 'Brier score', before: 0.1 },
        { name: 'auc', before: 0.8, after: 0.7 },
        { name: 'ks', after: 0 },
      ],
      checks: [expect.objectContaining({ check: 'AUC', status: 'warning' })],
      decisions: [decision],
    });
  });

  it('of a first version have nothing to be held against', async () => {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    const { review } = (await openReview(model)).body;
    const { body } = await model.get(`/reviews/${review.id}`).expect(200);
    expect(body).toEqual({
      ...{ review, facts: [], metrics: [], checks: [], decisions: [] },
    });
  });
});
