/** A stretch of time, in milliseconds. */
export interface TimeRange {
  from: number;
  to: number;
}

const DAY_MS = 24 * 3_600_000;

/** Stretches that end now. */
export const RECENT = [
  { id: '24h', label: '24 hours', millis: DAY_MS },
  { id: '7d', label: '7 days', millis: 7 * DAY_MS },
  { id: '30d', label: '30 days', millis: 30 * DAY_MS },
  { id: '90d', label: '90 days', millis: 90 * DAY_MS },
  { id: '1y', label: '1 year', millis: 365 * DAY_MS },
] as const;

/** Name of one of {@link RECENT}. */
export type RecentId = (typeof RECENT)[number]['id'];

/** What is shown when nobody asks for anything else. */
export const DEFAULT_RECENT: RecentId = '30d';

const MINUTE_MS = 60_000;

/**
 * The end of a stretch of time that goes on to now: the next full so many minutes. A
 * range that ended at this very moment would ask for another answer with every rendering.
 */
export function recentEnd(minutes = 1): number {
  const step = minutes * MINUTE_MS;
  return Math.ceil(Date.now() / step) * step;
}

/** Half as long, or twice as long, around a moment. */
export function zoom(
  range: TimeRange,
  factor: number,
  around: number = (range.from + range.to) / 2,
): TimeRange {
  const span = Math.max(MINUTE_MS, (range.to - range.from) * factor);
  const share = (around - range.from) / (range.to - range.from);
  const from = around - span * share;
  return { from, to: from + span };
}

/** Earlier or later by a part of its length. */
export function shift(range: TimeRange, share: number): TimeRange {
  const step = (range.to - range.from) * share;
  return { from: range.from + step, to: range.to + step };
}

/** Reads what an address says about the range; the recent past otherwise. */
export function readRange(
  params: URLSearchParams,
  now: number,
): { range: TimeRange; recent?: RecentId } {
  const [from, to] = ['from', 'to'].map(key =>
    Date.parse(params.get(key) ?? ''),
  );
  if (from < to) {
    return { range: { from, to } };
  }
  const recent =
    RECENT.find(({ id }) => id === params.get('range')) ??
    RECENT.find(({ id }) => id === DEFAULT_RECENT);
  const { id, millis } = recent ?? RECENT[0];
  return { range: { from: now - millis, to: now }, recent: id };
}
