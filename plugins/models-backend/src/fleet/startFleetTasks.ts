import { SchedulerService } from '@backstage/backend-plugin-api';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { refreshMonitoring } from '../monitoring/modelBadness';
import { recordDay } from './fleetHistory';

/** Keeps what lists of all models read in step with time, on one replica at a time. */
export async function startFleetTasks(options: {
  scheduler: SchedulerService;
  database: ModelsDatabase;
  now: () => Date;
}): Promise<void> {
  const { scheduler, database, now } = options;
  await scheduler.scheduleTask({
    id: 'renew-stale-monitoring',
    scope: 'global',
    frequency: { minutes: 1 },
    initialDelay: { seconds: 20 },
    timeout: { minutes: 1 },
    fn: () => refreshMonitoring(database.knex, { now: now() }),
  });
  await scheduler.scheduleTask({
    // Hourly, so that no restart at the wrong moment costs a day.
    id: 'record-fleet-day',
    scope: 'global',
    frequency: { hours: 1 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 10 },
    fn: () => recordDay(database, now()),
  });
}
