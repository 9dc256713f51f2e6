import { mockServices } from '@backstage/backend-test-utils';
import { ModelChanges } from './ModelChanges';
import { SignalChannels } from './SignalChannels';
import { testDatabases } from '../__testUtils__/testDatabases';
import { ModelsDatabase } from '../database/ModelsDatabase';

const databases = testDatabases();

function hanging() {
  return jest.fn(() => new Promise<void>(() => {}));
}

describe('a service that never answers', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('does not keep the caller waiting for long', async () => {
    const database = await ModelsDatabase.create({
      database: mockServices.database({
        knex: await databases.init('SQLITE_3'),
      }),
    });
    const logger = mockServices.logger.mock();
    const [events, signals, notifications] = [hanging(), hanging(), hanging()];
    const changes = new ModelChanges({
      events: { publish: events, subscribe: jest.fn() },
      signals: { publish: signals },
      notifications: { send: notifications },
      channels: await SignalChannels.create(database),
      logger,
    });

    jest.useFakeTimers();
    const modelRef = 'model:default/churn';
    const told = Promise.all([
      changes.announce({
        ...{ modelRef, feature: 'lifecycle', action: 'version-reported' },
        ...{ actor: 'trainer', at: '2026-01-01T00:00:00Z' },
      }),
      changes.notify({
        ...{ modelRef, recipients: ['group:default/owners'] },
        payload: { title: 'Churn is critical' },
      }),
    ]);
    await jest.advanceTimersByTimeAsync(30_000);
    // It may arrive yet, so that it must not be sent again.
    expect((await told)[1]).toBe(true);
    expect(events).toHaveBeenCalledTimes(1);
    expect(signals).toHaveBeenCalledTimes(1);
    expect(notifications).toHaveBeenCalledTimes(1);
    expect(logger.warn.mock.calls.map(([text]) => text).sort()).toEqual([
      `Could not send the event about '${modelRef}'`,
      `Could not send the notification about '${modelRef}'`,
      `Could not send the signal about '${modelRef}'`,
    ]);
  });
});
