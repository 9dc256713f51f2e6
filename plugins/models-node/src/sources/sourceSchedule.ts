import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';
import { Duration } from 'luxon';

/** Shorter silence is no sign of anything: backends are restarted. */
const SHORTEST_SILENCE = Duration.fromObject({ minutes: 15 });

/** When the next run starts; nothing when that is not reckoned in durations. */
export function nextRunAfter(
  { frequency }: SchedulerServiceTaskScheduleDefinition,
  { started, ended }: { started: Date; ended: Date },
): string | undefined {
  const every = toDuration(frequency);
  return (
    every &&
    new Date(
      Math.max(started.getTime() + every.toMillis(), ended.getTime()),
    ).toISOString()
  );
}

/** After how long without a report a source is silent: two runs did not happen. */
export function allowedSilenceOf({
  frequency,
  timeout,
}: SchedulerServiceTaskScheduleDefinition): string | undefined {
  const every = toDuration(frequency);
  const longestRun = toDuration(timeout);
  if (!every || !longestRun) {
    return undefined;
  }
  const millis = every.toMillis() * 2 + longestRun.toMillis();
  return Duration.fromMillis(Math.max(millis, SHORTEST_SILENCE.toMillis()))
    .shiftTo('hours', 'minutes', 'seconds')
    .set({ milliseconds: 0 })
    .toISO();
}

function toDuration(
  frequency: Duration | HumanDuration | { cron: string } | { trigger: string },
): Duration | undefined {
  if (Duration.isDuration(frequency)) {
    return frequency;
  }
  return 'cron' in frequency || 'trigger' in frequency
    ? undefined
    : Duration.fromObject(frequency);
}
