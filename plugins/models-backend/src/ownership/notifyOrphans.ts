import { AuthService, SchedulerService } from '@backstage/backend-plugin-api';
import {
  ModelsConfig,
  OrphanProblem,
} from '@modelry/backstage-plugin-models-common';
import { ModelChanges } from '../changes/ModelChanges';
import { OrphanService } from './OrphanService';

const NAMED = 5;

const WORDS: Record<OrphanProblem, string> = {
  'no-owner': 'without an owner',
  'owner-unknown': 'with an owner that the catalog does not know',
  'owner-without-people': 'with a group without people',
};

/** Tells the configured group now and then which models nobody answers for. */
export async function scheduleOrphanNotice(options: {
  scheduler: SchedulerService;
  auth: AuthService;
  orphans: OrphanService;
  changes: ModelChanges;
  config: ModelsConfig;
}): Promise<void> {
  const { scheduler, config } = options;
  const { notify, cron } = config.ownership.orphans;
  if (!notify) {
    return;
  }
  await scheduler.scheduleTask({
    id: 'notify-orphaned-models',
    frequency: { cron },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: () => notifyOrphans({ ...options, receiver: notify }),
  });
}

/** Tells a group which models nobody answers for; nothing when there are none. */
export async function notifyOrphans(options: {
  auth: AuthService;
  orphans: OrphanService;
  changes: ModelChanges;
  receiver: string;
}): Promise<void> {
  const { auth, orphans, changes, receiver } = options;
  const found = await orphans.find(await auth.getOwnServiceCredentials());
  if (found.length === 0) {
    return;
  }
  const counts = new Map<OrphanProblem, number>();
  for (const { problem } of found) {
    counts.set(problem, (counts.get(problem) ?? 0) + 1);
  }
  const parts = [...counts].map(
    ([problem, count]) => `${count} ${WORDS[problem]}`,
  );
  const names = found
    .slice(0, NAMED)
    .map(
      ({ model }) => model.entity.metadata.title ?? model.entity.metadata.name,
    );
  const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : '';
  await changes.notify({
    modelRef: found[0].model.modelRef,
    recipients: [receiver],
    payload: {
      title:
        found.length === 1
          ? 'Nobody answers for one model'
          : `Nobody answers for ${found.length} models`,
      description: `${parts.join(', ')}: ${names.join(', ')}${more}`,
      link: '/models/orphans',
      severity: 'normal',
      topic: 'models.ownership',
    },
  });
}
