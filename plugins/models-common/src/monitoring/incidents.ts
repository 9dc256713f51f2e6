import { Judgement, Observation } from './judge';

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
 * A check that failed says nothing, and ends no run.
 *
 * @param options - `judgements` in the order of observation; `since` is the start of
 *   the run that the check is in before the first of them; `until` says how the run
 *   that the last of them is in goes on: to its end, or nothing when it has none.
 * @public
 */
export function criticalRuns(options: {
  judgements: readonly Judgement[];
  since?: string;
  until?: string;
}): CriticalRun[] {
  const runs: CriticalRun[] = [];
  let open: { startedAt: string; worst?: Judgement } | undefined =
    options.since === undefined ? undefined : { startedAt: options.since };
  const first = options.judgements[0];
  for (const judgement of options.judgements) {
    const { status, observation } = judgement;
    const { observedAt } = observation;
    if (status === 'critical') {
      open = {
        startedAt: open?.startedAt ?? observedAt,
        worst: worse(open?.worst, judgement),
      };
    } else if (status !== 'error' && open) {
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
function worse(a: Judgement | undefined, b: Judgement): Judgement {
  return !a || excess(b) > excess(a) ? b : a;
}

function excess({ observation, limit }: Judgement): number {
  const { value, threshold }: Observation = observation;
  const against = limit ?? threshold;
  return value === undefined || against === undefined
    ? 0
    : Math.abs(value - against);
}

/**
 * Tells what becomes of known incidents when the runs they stand for are found anew.
 *
 * @remarks
 *
 * A result that arrives late can lengthen a run, join two or take one apart. The
 * incident that began first keeps its identity; runs that no incident stands for are
 * new ones; incidents that no run is left of are gone.
 *
 * @public
 */
export function matchRuns<T extends KnownRun>(options: {
  known: readonly T[];
  runs: readonly CriticalRun[];
}): {
  kept: Array<{ known: T; run: CriticalRun; joined: T[] }>;
  added: CriticalRun[];
  gone: T[];
} {
  const left = [...options.known].sort((a, b) =>
    a.startedAt < b.startedAt ? -1 : 1,
  );
  const kept: Array<{ known: T; run: CriticalRun; joined: T[] }> = [];
  const added: CriticalRun[] = [];
  for (const run of options.runs) {
    const mine = left.filter(incident => overlap(incident, run));
    left.splice(0, left.length, ...left.filter(one => !mine.includes(one)));
    const [known, ...joined] = mine;
    if (known) {
      kept.push({ known, run, joined });
    } else {
      added.push(run);
    }
  }
  return { kept, added, gone: left };
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
