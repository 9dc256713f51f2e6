import {
  AuditorService,
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { Duration } from 'luxon';
import { ModelChanges } from '../../changes/ModelChanges';
import { ModelsDatabase } from '../../database/ModelsDatabase';
import { CurrentOwners } from '../../kind/ModelAccess';
import { CatalogModels } from './CatalogModels';
import { CheckpointSigner } from './CheckpointSigner';
import { ExpiryReminders } from './ExpiryReminders';
import { GovernanceReconciler } from './GovernanceReconciler';
import { LedgerCheckpoints } from './LedgerCheckpoints';
import { LedgerFindings } from './LedgerFindings';
import { BoardNotices } from './BoardNotices';
import { RecordCheck } from './RecordCheck';

type OwnTask = Omit<
  Parameters<SchedulerService['scheduleTask']>[0],
  'scope' | 'timeout'
>;

interface TaskContext {
  scheduler: SchedulerService;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  database: ModelsDatabase;
  changes: ModelChanges;
  notices: BoardNotices;
  signer: CheckpointSigner | undefined;
  config: ModelsConfig;
  currentOwners: CurrentOwners;
  now: () => Date;
}

/** What governance does although nobody asks, on one replica at a time. */
export async function startBoardTasks(options: TaskContext): Promise<void> {
  for (const task of [...judgingTasks(options), ...ledgerTasks(options)]) {
    await options.scheduler.scheduleTask({
      ...task,
      scope: 'global',
      timeout: { minutes: 10 },
    });
  }
}

function judgingTasks(options: TaskContext): OwnTask[] {
  const { notices } = options;
  const models = new CatalogModels(options);
  const reconciler = new GovernanceReconciler({ ...options, models });
  const reminders = new ExpiryReminders(options);
  return [
    // A task of its own: when policies change, every model is judged anew, and what lapses
    // meanwhile is found within a minute all the same.
    {
      id: 'renew-lapsed-sign-offs',
      frequency: { seconds: 20 },
      initialDelay: { seconds: 5 },
      async fn(signal) {
        await reconciler.renewDue(signal);
        await notices.send();
      },
    },
    {
      id: 'reconcile-governance',
      frequency: { seconds: 30 },
      initialDelay: { seconds: 5 },
      async fn(signal) {
        await reconciler.sweep(signal);
        await notices.send();
      },
    },
    {
      id: 'remind-expiring',
      frequency: { minutes: 10 },
      initialDelay: { minutes: 1 },
      fn: signal => reminders.send(signal),
    },
  ];
}

function ledgerTasks(options: TaskContext): OwnTask[] {
  const findings = new LedgerFindings(options);
  const checkpoints = new LedgerCheckpoints({ ...options, findings });
  const recordCheck = new RecordCheck({ ...options, findings });
  const { every } = options.config.governance.checkpoints;
  return [
    {
      id: 'write-ledger-checkpoint',
      frequency: Duration.fromISO(every),
      initialDelay: { minutes: 1 },
      fn: async () => {
        await checkpoints.write();
      },
    },
    {
      id: 'check-record',
      frequency: { minutes: 10 },
      initialDelay: { minutes: 2 },
      fn: signal => recordCheck.run(signal),
    },
  ];
}
