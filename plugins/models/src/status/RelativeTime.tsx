import { DateTime } from 'luxon';
import { useSyncExternalStore } from 'react';

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

// One timer for all times on the screen, and none when there are no times.
function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach(notify => notify());
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/**
 * Shows how long ago something was, or in how long it will be, with the exact time on hover.
 *
 * @param props - `at` is a time as ISO 8601.
 * @public
 */
export function RelativeTime(props: { at: string }) {
  return <Time at={props.at} describe={describeDistance} />;
}

/**
 * Shows for how long something has been so, with the exact time of its start on hover.
 *
 * @param props - `since` is a time as ISO 8601.
 * @public
 */
export function ElapsedTime(props: { since: string }) {
  return <Time at={props.since} describe={describeElapsed} />;
}

function Time(props: { at: string; describe: (time: DateTime) => string }) {
  const { at, describe } = props;
  useSyncExternalStore(subscribe, () => now);
  const time = DateTime.fromISO(at);
  return (
    <time
      dateTime={at}
      title={time.toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS)}
      style={{ whiteSpace: 'nowrap' }}
    >
      {describe(time)}
    </time>
  );
}

// Clocks of servers and of browsers differ by seconds: what was just reported is not "in 2 seconds".
function describeDistance(time: DateTime): string {
  return Math.abs(time.diffNow().as('seconds')) < 45
    ? 'just now'
    : time.toRelative({ locale: 'en' }) ?? time.toISODate() ?? '';
}

const UNITS = ['years', 'months', 'days', 'hours', 'minutes'] as const;

function describeElapsed(time: DateTime): string {
  const elapsed = DateTime.now().diff(time);
  const unit = UNITS.find(candidate => elapsed.as(candidate) >= 1);
  return unit
    ? elapsed
        .shiftTo(unit)
        .mapUnits(Math.floor)
        .reconfigure({ locale: 'en' })
        .toHuman()
    : 'less than a minute';
}
