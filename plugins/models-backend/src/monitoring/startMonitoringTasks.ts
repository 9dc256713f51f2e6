import { SchedulerService } from '@backstage/backend-plugin-api';
import { CatalogModels } from '../governance/board/CatalogModels';
import { OwnerNotices } from './OwnerNotices';
import { ResultRetention } from './ResultRetention';
import { ThresholdChanges } from './ThresholdChanges';

/** What happens to checks although nobody reports: on one replica at a time. */
export async function startMonitoringTasks(options: {
  scheduler: SchedulerService;
  retention: ResultRetention;
  thresholds: ThresholdChanges;
  notices: OwnerNotices;
  models: CatalogModels;
}): Promise<void> {
  const { scheduler, retention, thresholds, notices, models } = options;
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
  await scheduler.scheduleTask({
    id: 'tell-of-incidents',
    scope: 'global',
    frequency: { minutes: 1 },
    initialDelay: { seconds: 30 },
    timeout: { minutes: 10 },
    fn: signal => notices.sendAll(models, signal),
  });
}
