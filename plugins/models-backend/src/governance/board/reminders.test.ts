import { TestModel } from '../../__testUtils__/TestModel';
import { approve, boardConfig, openReview } from '../../__testUtils__/board';
import { fakeDates } from '../../__testUtils__/fakeDates';
import { OWNERS, person } from '../../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../../__testUtils__/startModelsBackend';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const START = '2026-03-01T09:00:00.000Z';
const DAY_MS = 24 * 60 * 60 * 1000;
const LAPSE = Date.parse('2026-05-30T09:00:00.000Z');

describe.each(databases.eachSupportedId())('reminders on %s', id => {
  let backend: ModelsBackend;
  let replica: ModelsBackend;
  beforeAll(async () => {
    const knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: boardConfig });
    replica = await startModelsBackend({ knex, config: boardConfig });
    fakeDates();
  });
  beforeEach(() => jest.setSystemTime(new Date(START)));
  afterAll(() => jest.useRealTimers());

  async function approvedModel() {
    const model = backend.addHighRiskModel({ title: 'Churn' });
    replica.addHighRiskModel({ name: model.name, title: 'Churn' });
    await model.post('/versions', { version: '1' }).expect(200);
    await approve(model);
    return model;
  }

  /** Runs the task on both replicas at once, so many days before the lapse. */
  async function remind(days: number) {
    jest.setSystemTime(new Date(LAPSE - days * DAY_MS));
    await Promise.all([
      backend.runTask('remind-expiring'),
      replica.runTask('remind-expiring'),
    ]);
  }

  function sent(model: TestModel) {
    return [backend, replica].flatMap(({ notifications }) =>
      notifications.send.mock.calls.filter(
        ([{ payload }]) =>
          payload.link?.includes(`/${model.name}/`) &&
          payload.title.includes('expire'),
      ),
    );
  }

  it('reach approvers and owner 30, 7 and 1 days ahead and on the day, once each', async () => {
    const model = await approvedModel();
    const counts = [];
    for (const days of [30.01, 30, 29, 8, 7, 6.9, 1, 0.9, 0, -1]) {
      await remind(days);
      counts.push(sent(model).length);
    }
    expect(counts).toEqual([0, 1, 1, 1, 2, 2, 3, 3, 4, 4]);
    const [[first]] = sent(model);
    expect(first).toMatchObject({
      recipients: {
        type: 'entity',
        entityRef: ['group:default/model-validation', OWNERS],
      },
      payload: {
        title: 'Independent validation of Churn expires on 2026-05-30',
        link: `/catalog/default/model/${model.name}/governance`,
      },
    });
  });

  it('say on the day whether it is over', async () => {
    const model = await approvedModel();
    await remind(0.1);
    const late = await approvedModel();
    await backend.runTask('renew-lapsed-sign-offs');
    const titles = () =>
      [model, late].flatMap(m => sent(m).map(([{ payload }]) => payload.title));
    expect(titles()).toEqual([
      'Independent validation of Churn expires on 2026-05-30',
    ]);
    jest.setSystemTime(new Date(LAPSE + 90 * DAY_MS));
    await backend.runTask('renew-lapsed-sign-offs');
    await backend.runTask('remind-expiring');
    expect(titles()[1]).toBe(
      'Independent validation of Churn expired on 2026-08-28',
    );
  });

  it('that were missed are not sent later', async () => {
    const model = await approvedModel();
    await remind(1);
    await remind(0.9);
    expect(sent(model)).toHaveLength(1);
  });

  it('end when the sign-off is renewed', async () => {
    const model = await approvedModel();
    await remind(30);
    await openReview(model);
    await approve(model, person('vera-validator'));
    await remind(7);
    await remind(0);
    expect(sent(model)).toHaveLength(1);
  });

  it('are sent again when they could not be handed over', async () => {
    const model = await approvedModel();
    jest.setSystemTime(new Date(LAPSE - 30 * DAY_MS));
    backend.notifications.send.mockRejectedValue(new Error('down'));
    await backend.runTask('remind-expiring');
    backend.notifications.send.mockResolvedValue();
    expect(sent(model)).toHaveLength(1);
    await backend.runTask('remind-expiring');
    await backend.runTask('remind-expiring');
    expect(sent(model)).toHaveLength(2);
  });

  it('of one model that cannot be handed over do not hold up the others', async () => {
    const [first, second] = [await approvedModel(), await approvedModel()];
    jest.setSystemTime(new Date(LAPSE - 30 * DAY_MS));
    backend.notifications.send.mockImplementation(async ({ payload }) => {
      if (payload.link?.includes(`/${first.name}/`)) {
        throw new Error('refused');
      }
    });
    await backend.runTask('remind-expiring');
    expect([sent(first).length, sent(second).length]).toEqual([1, 1]);
    backend.notifications.send.mockResolvedValue();
    await backend.runTask('remind-expiring');
    expect([sent(first).length, sent(second).length]).toEqual([2, 1]);
  });
});
