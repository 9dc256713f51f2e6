import { CheckResultReport } from '@modelry/backstage-plugin-models-common';
import { ModelAlert } from './toModelAlert';

type Moment = Pick<
  CheckResultReport,
  'status' | 'message' | 'version' | 'observedAt'
>;

/**
 * What alerts say of a check: how it was at each moment at which one of the news began or
 * ended, and how it is.
 *
 * What is known already is not told again at its time: the newest result stays the one
 * that counts. Where clocks differ, that is now.
 */
export function whatHappened(options: {
  news: readonly ModelAlert[];
  /** All alerts that are known of the check, the news among them. */
  known: readonly ModelAlert[];
  /** When the check was last heard of. */
  newest?: string;
  now: Date;
}): Moment[] {
  const { news, known, newest, now } = options;
  const after = newest === undefined ? -Infinity : Date.parse(newest);
  // A clock that runs ahead must not outrank what is observed here.
  const seen = (time: Date) => Math.min(time.getTime(), now.getTime());
  const times = news
    .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt ?? startsAt])
    .map(seen)
    .filter(time => time > after);
  const moments = [...new Set(times)]
    .sort((a, b) => a - b)
    .map(time => ({
      ...stateOf(
        known.filter(
          ({ startsAt, endsAt }) =>
            seen(startsAt) <= time && !(endsAt && seen(endsAt) <= time),
        ),
      ),
      observedAt: new Date(time).toISOString(),
    }));
  const current = stateOf(known.filter(({ endsAt }) => !endsAt));
  const last = moments.at(-1);
  if (last?.status === current.status && last?.message === current.message) {
    return moments;
  }
  const at = Math.max(now.getTime(), after + 1);
  return [...moments, { ...current, observedAt: new Date(at).toISOString() }];
}

// As bad as the worst of the alerts that go on.
function stateOf(open: readonly ModelAlert[]): Omit<Moment, 'observedAt'> {
  const worst = (['critical', 'warning', 'ok'] as const).find(level =>
    open.some(one => one.level === level),
  );
  const first = open.find(({ level }) => level === worst);
  if (!first) {
    return { status: 'ok', message: 'Resolved: no alert fires' };
  }
  const others = open.length > 1 ? ` (and ${open.length - 1} more)` : '';
  return {
    status: worst,
    message: `${first.summary}${others}`,
    ...(first.version && { version: first.version }),
  };
}
