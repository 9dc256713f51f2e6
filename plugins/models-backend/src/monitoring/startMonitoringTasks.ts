import { SchedulerService } from '@backstage/backend-plugin-api';
import { ResultRetention } from './ResultRetention';
import { ThresholdChanges } from './ThresholdChanges';

/** What happens to checks although nobody reports: on one replica at a time. */
export async function startMonitoringTasks(options: {
  scheduler: SchedulerService;
  retention: ResultRetention;
  thresholds: ThresholdChanges;
}): Promise<void> {
  const { scheduler, retention, thresholds } = options;
  await scheduler.scheduleTask({
    id: 'retain-check-results',
    scope: 'global',
    frequency: { hours: 1 },
    initialDelay: { minutes: 5 },
    timeout: { minutes: 50 },
    fn: signal => retention.run(signal),
  });
  await scheduler.scheduleTask({
    id: 'apply-changed-thresholds',
    scope: 'global',
    frequency: { minutes: 15 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 14 },
    fn: signal => thresholds.run(signal),
  });
}
