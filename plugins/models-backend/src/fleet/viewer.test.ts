import { person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const rosa = person('rosa-risk');

describe.each(databases.eachSupportedId())('the viewer on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({ knex: await databases.init(id) });
  });

  it('may do all that is not denied', async () => {
    const model = backend.addModel();
    expect((await model.overview(rosa)).viewer).toEqual({
      mayOpenReviews: true,
      mayDecide: true,
      mayMoveVersions: true,
      mayHandleIncidents: true,
      mayRetireChecks: true,
    });
  });

  it.each([
    ['models.review.open', 'mayOpenReviews'],
    ['models.review.decide', 'mayDecide'],
    ['models.stage.move', 'mayMoveVersions'],
    ['models.incident.handle', 'mayHandleIncidents'],
    ['models.check.retire', 'mayRetireChecks'],
  ])('lacks what %s would allow on this model only', async (denied, what) => {
    const model = backend.addModel();
    const other = backend.addModel();
    backend.denyPermission(denied, model.modelRef);
    const { viewer } = await model.overview(rosa);
    expect(
      Object.entries(viewer).flatMap(([key, may]) => (may ? [] : [key])),
    ).toEqual([what]);
    expect((await other.overview(rosa)).viewer[what]).toBe(true);
  });
});
