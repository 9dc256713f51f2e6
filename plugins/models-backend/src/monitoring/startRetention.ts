import { SchedulerService } from '@backstage/backend-plugin-api';
import { ResultRetention } from './ResultRetention';

/** Summarises and removes old results every hour, on one replica at a time. */
export async function startRetention(options: {
  scheduler: SchedulerService;
  retention: ResultRetention;
}): Promise<void> {
  const { scheduler, retention } = options;
  await scheduler.scheduleTask({
    id: 'retain-check-results',
    scope: 'global',
    frequency: { hours: 1 },
    initialDelay: { minutes: 5 },
    timeout: { minutes: 50 },
    fn: signal => retention.run(signal),
  });
}
