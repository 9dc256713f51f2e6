import { compareObservations } from './observations';
import { CheckResult, ResultStatus } from './schemas';
import { RESULT_SEVERITY } from './severity';
import { ApplicableThreshold, Threshold } from './thresholds';

/**
 * One observation as its sender told it, before it is held against a threshold.
 *
 * @public
 */
export type Observation = Omit<CheckResult, 'status' | 'reportedStatus'> & {
  /** What the sender says; left out when only the value is sent. */
  status?: ResultStatus;
};

/**
 * How bad a check is: its last status that was no failure of the check itself.
 *
 * @public
 */
export type CheckLevel = 'ok' | 'warning' | 'critical';

/**
 * What is made of an observation.
 *
 * @public
 */
export interface Judgement<T extends Observation = Observation> {
  /** What was observed. */
  observation: T;
  /** What counts. */
  status: ResultStatus;
  /** The limit of a threshold that decided it, if one did. */
  limit?: number;
}

/**
 * Judges observations of one check in the order in which they were observed.
 *
 * @remarks
 *
 * Hysteresis looks back at the observation before, never at the report before: the
 * same observations give the same judgements in whatever order, and however often,
 * they arrive.
 *
 * @param options - `level` is that of the check before the first of the observations.
 * @public
 */
export function judgeObservations<T extends Observation>(options: {
  observations: readonly T[];
  threshold?: ApplicableThreshold;
  level: CheckLevel;
}): Judgement<T>[] {
  const { observations, threshold } = options;
  let level = options.level;
  return orderObservations(observations, threshold).map(observation => {
    const judged = judgeObservation({ observation, threshold, level });
    level = levelAfter(level, judged.status);
    return { observation, ...judged };
  });
}

/**
 * Puts observations of one check into the order in which they count.
 *
 * @public
 */
export function orderObservations<T extends Observation>(
  observations: readonly T[],
  threshold: ApplicableThreshold | undefined,
): T[] {
  return observations
    .map(observation => ({
      observation,
      alone: { ...observation, ...judgeAlone(observation, threshold) },
    }))
    .sort(
      (a, b) =>
        compareObservations(a.alone, b.alone) ||
        saidSeverity(a.observation) - saidSeverity(b.observation),
    )
    .map(({ observation }) => observation);
}

/**
 * The level of a check after one more result: a check that failed says nothing.
 *
 * @public
 */
export function levelAfter(
  level: CheckLevel,
  status: ResultStatus,
): CheckLevel {
  return status === 'error' ? level : status;
}

/**
 * Judges one observation.
 *
 * @param options - `level` is that of the check before it.
 * @public
 */
export function judgeObservation(options: {
  observation: Observation;
  threshold?: ApplicableThreshold;
  level: CheckLevel;
}): { status: ResultStatus; limit?: number } {
  const { observation, threshold, level } = options;
  const { status, value } = observation;
  const isJudged =
    threshold &&
    value !== undefined &&
    status !== 'error' &&
    (threshold.overrules || status === undefined);
  return isJudged
    ? judgeValue({ value, threshold, level })
    : { status: status ?? 'error' };
}

// Two that count the same can still have been sent with different statuses.
function saidSeverity({ status }: Observation): number {
  return status === undefined ? -1 : RESULT_SEVERITY[status];
}

// Of two observations at the same moment the worse one counts, whatever came before.
function judgeAlone(
  observation: Observation,
  threshold: ApplicableThreshold | undefined,
): { status: ResultStatus } {
  const { status } = judgeObservation({ observation, threshold, level: 'ok' });
  return { status };
}

/**
 * Holds a value against a threshold.
 *
 * @remarks
 *
 * A limit is reached by the value itself, and left only when the value is better than
 * the limit by the hysteresis.
 *
 * @public
 */
export function judgeValue(options: {
  value: number;
  threshold: Threshold;
  level: CheckLevel;
}): { status: CheckLevel; limit?: number } {
  const { value, threshold, level } = options;
  const { warning, critical } = threshold;
  if (
    critical !== undefined &&
    isPast({ value, limit: critical, threshold, holds: level === 'critical' })
  ) {
    return { status: 'critical', limit: critical };
  }
  if (
    warning !== undefined &&
    isPast({ value, limit: warning, threshold, holds: level !== 'ok' })
  ) {
    return { status: 'warning', limit: warning };
  }
  const limit = warning ?? critical;
  return { status: 'ok', ...(limit !== undefined && { limit }) };
}

function isPast(options: {
  value: number;
  limit: number;
  threshold: Threshold;
  /** Whether the check is past the limit already. */
  holds: boolean;
}): boolean {
  const { value, limit, threshold, holds } = options;
  const sign = threshold.direction === 'higher-is-worse' ? 1 : -1;
  const past = sign * (value - limit);
  return past >= 0 || (holds && past > -threshold.hysteresis);
}
