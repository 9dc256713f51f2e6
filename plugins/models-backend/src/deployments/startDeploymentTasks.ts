import { SchedulerService } from '@backstage/backend-plugin-api';
import { DeploymentSource } from '@modelry/backstage-plugin-models-node';
import { Duration } from 'luxon';
import { DeploymentWatcher } from './DeploymentWatcher';

/** Asks every source as often as it wants, on one replica at a time. */
export async function startDeploymentTasks(options: {
  scheduler: SchedulerService;
  watcher: DeploymentWatcher;
  sources: readonly DeploymentSource[];
}): Promise<void> {
  const { scheduler, watcher, sources } = options;
  for (const source of sources) {
    await scheduler.scheduleTask({
      id: `reconcile-deployments-${source.id}`,
      scope: 'global',
      frequency: Duration.fromISO(source.every),
      initialDelay: { seconds: 10 },
      timeout: { minutes: 30 },
      fn: signal => watcher.reconcile(source, signal),
    });
  }
  await scheduler.scheduleTask({
    id: 'notice-unseen-deployments',
    scope: 'global',
    frequency: { minutes: 1 },
    initialDelay: { seconds: 30 },
    timeout: { minutes: 10 },
    fn: () => watcher.noticeUnseen(),
  });
}
