import { SchedulerService } from '@backstage/backend-plugin-api';
import {
  DeploymentSource,
  ModelSources,
} from '@modelry/backstage-plugin-models-node';
import { Duration } from 'luxon';
import { DeploymentWatcher } from './DeploymentWatcher';

/** Asks every source as often as it wants, on one replica at a time. */
export async function startDeploymentTasks(options: {
  scheduler: SchedulerService;
  watcher: DeploymentWatcher;
  sources: readonly DeploymentSource[];
  modelSources: ModelSources;
}): Promise<void> {
  const { scheduler, watcher, sources, modelSources } = options;
  for (const source of sources) {
    await modelSources.add({
      id: source.id,
      kind: source.kind ?? 'deployments',
      title: source.title ?? source.id,
      schedule: {
        frequency: Duration.fromISO(source.every),
        initialDelay: { seconds: 10 },
        timeout: { minutes: 30 },
      },
      run: signal => watcher.reconcile(source, signal),
    });
  }
  await modelSources.announce();
  await scheduler.scheduleTask({
    id: 'notice-unseen-deployments',
    scope: 'global',
    frequency: { minutes: 1 },
    initialDelay: { seconds: 30 },
    timeout: { minutes: 10 },
    fn: () => watcher.noticeUnseen(),
  });
}
