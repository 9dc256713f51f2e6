import { DefaultSchedulerService } from '@backstage/backend-defaults/scheduler';
import {
  SchedulerService,
  SchedulerServiceTaskInvocationDefinition,
  SchedulerServiceTaskScheduleDefinition,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { Knex } from 'knex';

/** Table of the runs of scheduled work, by the clock of the database. */
export const RUNS_TABLE = 'task_runs';

/** The scheduler as it is, with a note of each run: by whom, from when until when. */
export function recordingScheduler(options: { notes: Knex; replica: string }) {
  const { notes, replica } = options;
  type Task = SchedulerServiceTaskScheduleDefinition &
    SchedulerServiceTaskInvocationDefinition;
  const recorded = (task: Task): Task => ({
    ...task,
    async fn(signal) {
      const now = notes.raw('clock_timestamp()');
      const [{ id }] = await notes(RUNS_TABLE)
        .insert({ replica, task: task.id, started_at: now })
        .returning('id');
      try {
        await task.fn(signal);
      } finally {
        await notes(RUNS_TABLE).where({ id }).update({ ended_at: now });
      }
    },
  });
  return createServiceFactory({
    service: coreServices.scheduler,
    deps: {
      database: coreServices.database,
      httpRouter: coreServices.httpRouter,
      logger: coreServices.logger,
      metrics: metricsServiceRef,
      pluginMetadata: coreServices.pluginMetadata,
      rootLifecycle: coreServices.rootLifecycle,
    },
    factory(deps): SchedulerService {
      const real = DefaultSchedulerService.create(deps);
      return {
        scheduleTask: task => real.scheduleTask(recorded(task)),
        triggerTask: id => real.triggerTask(id),
        cancelTask: id => real.cancelTask(id),
        getScheduledTasks: () => real.getScheduledTasks(),
        createScheduledTaskRunner: schedule => ({
          run: task => real.scheduleTask(recorded({ ...schedule, ...task })),
        }),
      };
    },
  });
}
