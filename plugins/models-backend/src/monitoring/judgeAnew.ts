import {
  ApplicableThreshold,
  judgeObservation,
  levelAfter,
} from '@modelry/backstage-plugin-models-common';
import { StoredCheck } from './checks';
import { toResult } from './resultColumns';

/** Says a threshold in a way that two can be compared. */
export function thresholdKey(
  threshold: ApplicableThreshold | undefined,
): string | undefined {
  if (!threshold) {
    return undefined;
  }
  const { direction, warning, critical, hysteresis, overrules } = threshold;
  return JSON.stringify({
    ...{ direction, warning, critical, hysteresis, overrules },
  });
}

/**
 * Holds the newest observation of a check against a threshold that has changed since.
 *
 * It is judged by itself: hysteresis is about a limit that was reached, and the limit is
 * another one now. What can no longer be judged stays as it was judged.
 *
 * @returns nothing when the threshold is the one that judged it.
 */
export function judgeAnew(
  check: StoredCheck,
  threshold: ApplicableThreshold | undefined,
  now: Date,
): StoredCheck | undefined {
  const judgedBy = thresholdKey(threshold);
  if (judgedBy === check.judgedBy) {
    return undefined;
  }
  const { observation } = check.current;
  const judged =
    threshold || observation.status !== undefined
      ? judgeObservation({ observation, threshold, level: 'ok' })
      : check.current;
  const { status, limit } = judged;
  if (status === check.current.status && limit === check.current.limit) {
    return { ...check, judgedBy };
  }
  const current = { observation, status, limit };
  return {
    ...{ ...check, judgedBy, current, latest: toResult(current) },
    level: levelAfter(check.level, status),
    since:
      status === check.current.status ? check.since : observation.observedAt,
    thresholdChangedAt: now.toISOString(),
  };
}
