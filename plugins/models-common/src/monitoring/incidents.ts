import { Judgement } from './judge';
import { Threshold } from './thresholds';

/**
 * A run of critical results of one check.
 *
 * @public
 */
export interface CriticalRun {
  /** When the first critical result was observed, ISO 8601. */
  startedAt: string;
  /** When the first better result was observed; it goes on when left out. */
  endedAt?: string;
  /** The worst of the results: the first of those that are furthest past the limit. */
  worst: Judgement;
}

/**
 * An incident that is known, as far as runs are compared with it.
 *
 * @public
 */
export interface KnownRun {
  /** Identity of the incident. */
  id: string;
  /** ISO 8601. */
  startedAt: string;
  /** ISO 8601; it goes on when left out. */
  endedAt?: string;
}

/**
 * Finds the runs of critical results among judgements.
 *
 * @remarks
 *
 * A check that failed says nothing, and ends no run; neither does a better result at the
 * same moment as a critical one.
 *
 * @param options - `judgements` in the order of observation; `since` is the start of
 *   the run that the check is in before the first of them; `until` says how the run
 *   that the last of them is in goes on: to its end, or nothing when it has none;
 *   `direction` is that of the threshold that judged them, if one did.
 * @public
 */
export function criticalRuns(options: {
  judgements: readonly Judgement[];
  since?: string;
  until?: string;
  direction?: Threshold['direction'];
}): CriticalRun[] {
  const runs: CriticalRun[] = [];
  let open: { startedAt: string; worst?: Judgement } | undefined =
    options.since === undefined ? undefined : { startedAt: options.since };
  const first = options.judgements[0];
  const criticalMoments = new Set(
    options.judgements
      .filter(({ status }) => status === 'critical')
      .map(({ observation }) => observation.observedAt),
  );
  for (const judgement of options.judgements) {
    const { status, observation } = judgement;
    const { observedAt } = observation;
    if (status === 'critical') {
      open = {
        startedAt: open?.startedAt ?? observedAt,
        worst: worse(open?.worst, judgement, options.direction),
      };
    } else if (status !== 'error' && open && !criticalMoments.has(observedAt)) {
      runs.push({
        startedAt: open.startedAt,
        endedAt: observedAt,
        worst: open.worst ?? first,
      });
      open = undefined;
    }
  }
  if (open && first) {
    runs.push({
      startedAt: open.startedAt,
      ...(options.until !== undefined && { endedAt: options.until }),
      worst: open.worst ?? first,
    });
  }
  return runs;
}

/** Which of two critical judgements is the worse one; of equal ones the first. */
function worse(
  a: Judgement | undefined,
  b: Judgement,
  direction: Threshold['direction'] | undefined,
): Judgement {
  return !a || excessOf(b, direction) > excessOf(a, direction) ? b : a;
}

/**
 * Tells by how much a critical value is past its limit.
 *
 * @remarks
 *
 * Hysteresis keeps values critical that are better than the limit: they are past it by
 * less than nothing. The sender of a threshold does not say which side is the bad one;
 * what it calls critical is on it.
 *
 * @returns zero when there is no value, or no limit.
 * @public
 */
export function excessOf(
  { observation, limit }: Judgement,
  direction: Threshold['direction'] | undefined,
): number {
  const { value, threshold } = observation;
  const against = limit ?? threshold;
  if (value === undefined || against === undefined) {
    return 0;
  }
  if (limit === undefined || direction === undefined) {
    return Math.abs(value - against);
  }
  return direction === 'higher-is-worse' ? value - limit : limit - value;
}

/**
 * What becomes of known incidents when the runs they stand for are found anew.
 *
 * @public
 */
export interface MatchedRuns<T extends KnownRun> {
  /** Incidents that go on being one, with those that turned out to be part of them. */
  kept: Array<{ known: T; run: CriticalRun; joined: T[] }>;
  /** Runs that are incidents of their own now, and which incident they were part of. */
  added: Array<{ run: CriticalRun; partOf?: T }>;
  /** Incidents that no run is left of. */
  gone: T[];
}

/**
 * Tells what becomes of known incidents when the runs they stand for are found anew.
 *
 * @remarks
 *
 * A result that arrives late can lengthen a run, join two or take one apart. What is
 * said of now must not change for that: of incidents that are joined the last one keeps
 * its identity, and one that is taken apart is its last part from then on.
 *
 * @public
 */
export function matchRuns<T extends KnownRun>(options: {
  known: readonly T[];
  runs: readonly CriticalRun[];
}): MatchedRuns<T> {
  const newestFirst = <R extends { startedAt: string }>(some: readonly R[]) =>
    [...some].sort((a, b) => (a.startedAt > b.startedAt ? -1 : 1));
  const all = newestFirst(options.known);
  const left = new Set(all);
  const matched: MatchedRuns<T> = { kept: [], added: [], gone: [] };
  for (const run of newestFirst(options.runs)) {
    const overlapping = all.filter(incident => overlap(incident, run));
    const [known, ...joined] = overlapping.filter(one => left.has(one));
    if (known) {
      [known, ...joined].forEach(one => left.delete(one));
      matched.kept.push({ known, run, joined });
    } else {
      const [partOf] = overlapping;
      matched.added.push({ run, ...(partOf && { partOf }) });
    }
  }
  matched.gone.push(...left);
  return matched;
}

function overlap(
  a: { startedAt: string; endedAt?: string },
  b: { startedAt: string; endedAt?: string },
): boolean {
  return (
    (b.endedAt === undefined || a.startedAt < b.endedAt) &&
    (a.endedAt === undefined || b.startedAt < a.endedAt)
  );
}
