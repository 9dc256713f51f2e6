import { TestModel } from '../../__testUtils__/TestModel';
import { approve, boardConfig, readAllPages } from '../../__testUtils__/board';
import { fakeDates } from '../../__testUtils__/fakeDates';
import { waive } from '../../__testUtils__/governance';
import { OWNERS, person } from '../../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../../__testUtils__/startModelsBackend';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const START = Date.parse('2026-03-01T09:00:00.000Z');
const DAY_MS = 24 * 60 * 60 * 1000;
const END = Date.parse('2026-05-30T00:00:00.000Z');

describe.each(databases.eachSupportedId())('the end of a waiver on %s', id => {
  let backend: ModelsBackend;
  beforeEach(async () => {
    fakeDates();
    jest.setSystemTime(START);
    const knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: boardConfig });
  });
  afterEach(() => jest.useRealTimers());

  async function waivedModel(waiver: object = {}): Promise<TestModel> {
    const model = backend.addHighRiskModel({ title: 'Churn' });
    await model.post('/versions', { version: '1' }).expect(200);
    const until = new Date(END).toISOString();
    await waive(model, person('rosa-risk'), { until, ...waiver }).expect(201);
    return model;
  }

  async function remind(days: number) {
    jest.setSystemTime(END - days * DAY_MS);
    await backend.runTask('renew-lapsed-sign-offs');
    await backend.runTask('remind-expiring');
  }

  const reminders = () =>
    backend.notifications.send.mock.calls
      .map(([message]) => message)
      .filter(({ payload }) => payload.title.startsWith('The waiver of'));

  const listed = (): Promise<object[]> =>
    readAllPages(backend.server, 'active-waivers');

  it('is known 30, 7 and 1 days ahead and on the day, once each', async () => {
    const model = await waivedModel();
    const counts = [];
    for (const days of [30.1, 30, 29, 7, 6.9, 1, 0.9, 0, -1]) {
      await remind(days);
      counts.push(reminders().length);
    }
    expect(counts).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
    expect(reminders()[0]).toMatchObject({
      recipients: {
        entityRef: [
          'group:default/model-validation',
          OWNERS,
          'user:default/rosa-risk',
        ],
      },
      payload: {
        title:
          'The waiver of Independent validation for Churn ends on 2026-05-30',
        link: `/catalog/default/model/${model.name}/governance`,
      },
    });
    expect(reminders()[3].payload.title).toBe(
      'The waiver of Independent validation for Churn ended on 2026-05-30',
    );
  });

  it('names the version that it is for', async () => {
    await waivedModel({ version: '1' });
    await remind(1);
    expect(reminders()[0].payload.title).toContain('for version 1 of Churn');
  });

  it('needs no reminder when the sign-off was given', async () => {
    const model = await waivedModel();
    await remind(30);
    await approve(model);
    await remind(7);
    expect(reminders()).toHaveLength(1);
  });

  it('is beside the point when the facts changed, which the board says', async () => {
    const { name } = await waivedModel();
    expect(await listed()).toEqual([
      expect.not.objectContaining({ voidBecause: expect.anything() }),
    ]);
    backend.addHighRiskModel({ name, spec: { intendedUse: 'Another' } });
    await backend.runTask('reconcile-governance');
    expect(await listed()).toEqual([
      expect.objectContaining({
        requirementTitle: 'Independent validation',
        voidBecause: 'spec.intendedUse was empty and is Another',
      }),
    ]);
    await remind(1);
    expect(reminders()).toEqual([]);
  });
});
