import {
  ApplicableThreshold,
  CriticalRun,
  Judgement,
  KnownRun,
  RecordedCheck,
  criticalRuns,
  isStale,
  matchRuns,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import {
  StoredIncident,
  handOnActs,
  incidentsSince,
  removeIncidents,
  saveIncident,
} from './incidents';
import { JudgedCheck } from './judgeCheck';
import { toResult } from './resultColumns';

/** An incident that the owner must hear of. */
export interface IncidentNews {
  id: string;
  check: RecordedCheck;
  startedAt: string;
  endedAt?: string;
  /** Set when no observation ended it, but another threshold. */
  byThreshold?: boolean;
}

/** Judgements in the order in which they count, and what the check was and is. */
export type JudgedRun = Pick<JudgedCheck, 'levelBefore' | 'level' | 'upTo'> & {
  judged: readonly Judgement[];
};

/** A check with what new observations made of it. */
export interface CheckNews {
  checkId: number;
  /** As it is now. */
  check: RecordedCheck;
  judged: JudgedRun;
  /** What its results are held against. */
  threshold?: ApplicableThreshold;
}

/**
 * Brings the incidents of checks up to date.
 *
 * @returns those that began or ended with these observations. One that is already over
 *   when it is first heard of is history, and no news.
 */
export async function recordIncidents(
  tx: Knex,
  options: { modelRef: string; news: readonly CheckNews[]; now: Date },
): Promise<IncidentNews[]> {
  const { modelRef, now } = options;
  const concerned = options.news.filter(({ judged }) =>
    [judged.levelBefore, ...judged.judged.map(one => one.status)].includes(
      'critical',
    ),
  );
  if (concerned.length === 0) {
    return [];
  }
  const from = concerned
    .map(({ judged }) => judged.judged[0].observation.observedAt)
    .reduce((a, b) => (a < b ? a : b));
  const known = await incidentsSince(
    tx,
    concerned.map(one => one.checkId),
    from,
  );
  const told: IncidentNews[] = [];
  for (const news of concerned) {
    const mine = known.filter(one => one.checkId === news.checkId);
    told.push(...(await recordRuns(tx, { modelRef, news, known: mine, now })));
  }
  return told;
}

async function recordRuns(
  tx: Knex,
  options: {
    modelRef: string;
    news: CheckNews;
    known: readonly StoredIncident[];
    now: Date;
  },
): Promise<IncidentNews[]> {
  const { modelRef, news, now } = options;
  const { known, runs } = findRuns(news.judged, options.known);
  const { kept, added, gone } = matchRuns({ known, runs });
  const told: IncidentNews[] = [];
  const save = async (run: CriticalRun, before?: StoredIncident) => {
    const incident = incidentOf({ run, before, news, now });
    await saveIncident(tx, modelRef, incident);
    const began = incident.toldStart && !before?.toldStart;
    const ended = incident.toldEnd && !before?.toldEnd;
    if (began || ended) {
      const { id, startedAt, endedAt } = incident;
      told.push({ id, check: news.check, startedAt, endedAt });
    }
  };
  for (const one of kept) {
    await save(one.run, one.known);
    for (const joined of one.joined) {
      await handOnActs(tx, joined.id, one.known.id);
    }
    await removeIncidents(
      tx,
      one.joined.map(({ id }) => id),
    );
  }
  for (const run of added) {
    await save(run);
  }
  await removeIncidents(
    tx,
    gone.map(({ id }) => id),
  );
  return told;
}

function findRuns(
  judged: JudgedRun,
  incidents: readonly StoredIncident[],
): { known: StoredIncident[]; runs: CriticalRun[] } {
  const { upTo, levelBefore, level } = judged;
  const from = judged.judged[0].observation.observedAt;
  const known = incidents.filter(
    one =>
      (one.endedAt === undefined || one.endedAt >= from) &&
      (upTo === undefined || one.startedAt <= upTo),
  );
  const isAt = (one: KnownRun, moment: string) =>
    one.startedAt <= moment &&
    (one.endedAt === undefined || one.endedAt > moment);
  const started = known.find(one => one.startedAt < from)?.startedAt;
  const goesOn = known.find(one => upTo !== undefined && isAt(one, upTo));
  return {
    known,
    runs: criticalRuns({
      judgements: judged.judged,
      ...(levelBefore === 'critical' && { since: started ?? from }),
      ...(level === 'critical' && { until: goesOn?.endedAt }),
    }),
  };
}

function incidentOf(options: {
  run: CriticalRun;
  before: StoredIncident | undefined;
  news: CheckNews;
  now: Date;
}): StoredIncident {
  const { run, before, news, now } = options;
  const { startedAt, endedAt } = run;
  const isOver = endedAt !== undefined;
  const isSilent = isStale({
    observedAt: news.check.latest.observedAt,
    allowedSilence: news.check.allowedSilence,
    now,
  });
  const toldStart = before?.toldStart || (!isOver && !isSilent);
  return {
    id: before?.id ?? randomUUID(),
    checkId: news.checkId,
    startedAt,
    ...(isOver && { endedAt }),
    worst: worstOf(run, before),
    toldStart,
    toldEnd: before?.toldEnd || (isOver && toldStart),
  };
}

// A run that began before what was judged now may have been worse then.
function worstOf(run: CriticalRun, before: StoredIncident | undefined) {
  const worst = toResult(run.worst);
  if (!before || run.worst.status !== 'critical') {
    return before?.worst ?? worst;
  }
  return excess(worst) > excess(before.worst) ? worst : before.worst;
}

function excess(result: { value?: number; threshold?: number }): number {
  const { value, threshold } = result;
  return value === undefined || threshold === undefined
    ? 0
    : Math.abs(value - threshold);
}
