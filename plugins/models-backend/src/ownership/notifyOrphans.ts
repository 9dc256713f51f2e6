import { AuthService, SchedulerService } from '@backstage/backend-plugin-api';
import {
  ModelsConfig,
  ORPHAN_PROBLEMS,
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
  const { counts, found } = await orphans.first(
    NAMED,
    await auth.getOwnServiceCredentials(),
  );
  const [first] = found;
  if (!first) {
    return;
  }
  const parts = ORPHAN_PROBLEMS.filter(
    problem => counts.problems[problem] > 0,
  ).map(problem => `${counts.problems[problem]} ${WORDS[problem]}`);
  const names = found.map(({ title }) => title);
  const others = counts.total - found.length;
  const more = others > 0 ? ` and ${others} more` : '';
  await changes.notify({
    modelRef: first.modelRef,
    recipients: [receiver],
    payload: {
      title:
        counts.total === 1
          ? 'Nobody answers for one model'
          : `Nobody answers for ${counts.total} models`,
      description: `${parts.join(', ')}: ${names.join(', ')}${more}`,
      link: '/models/orphans',
      severity: 'normal',
      topic: 'models.ownership',
    },
  });
}
