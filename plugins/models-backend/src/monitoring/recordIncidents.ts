import {
  CriticalRun,
  KnownRun,
  RecordedCheck,
  criticalRuns,
  isStale,
  matchRuns,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { CheckNews } from './CheckNews';
import { joinNotices, writeNotices } from './incidentNotices';
import { moveMonitoringActs } from './monitoringActs';
import {
  StoredIncident,
  WorstResult,
  handOnActs,
  incidentsSince,
  removeIncidents,
  saveIncident,
} from './incidents';
import { worstOf } from './worstOf';

/** Why an incident is over although no observation ended it. */
export type EndReason =
  | 'threshold-changed'
  /** Its check is no longer run. */
  | { retiredBy: string; reason: string };

/** An incident that the owner must hear of. */
export interface IncidentNews {
  id: string;
  check: RecordedCheck;
  startedAt: string;
  endedAt?: string;
  /** Set when no observation ended it. */
  because?: EndReason;
}

/**
 * Brings the incidents of checks up to date, and writes down what the owner must hear.
 *
 * @returns those that began or ended with these observations. One that is already over
 *   when it is first heard of is history, and no news.
 */
export async function recordIncidents(
  tx: Knex,
  options: { modelRef: string; news: readonly CheckNews[]; now: Date },
): Promise<IncidentNews[]> {
  const { modelRef, now } = options;
  const concerned = options.news.filter(
    ({ judged }) =>
      judged.isLate ||
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
  await writeNotices(tx, { modelRef, news: told, now });
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
  const { known, runs } = findRuns(news, options.known);
  const { kept, added, gone } = matchRuns({ known, runs });
  const told: IncidentNews[] = [];
  for (const { run, known: before, joined } of kept) {
    const all = [before, ...joined];
    const worst = await worstOf(tx, { run, known: all, news });
    const { incident, isNews } = goOn({ ...{ run, worst, news, now }, all });
    await saveIncident(tx, modelRef, incident);
    for (const { id } of joined) {
      await joinIncident(tx, { from: id, to: before.id, run });
    }
    told.push(...(isNews ? [newsOf(incident, news)] : []));
  }
  for (const { run, partOf } of added) {
    const worst = await worstOf(tx, {
      ...{ run, news },
      known: toList(partOf),
    });
    const incident = begin({ ...{ run, partOf, worst }, news, now });
    await saveIncident(tx, modelRef, incident);
    if (partOf) {
      await handOnActs(tx, partOf.id, incident.id);
    } else if (incident.toldStart) {
      told.push(newsOf(incident, news));
    }
  }
  for (const incident of gone.filter(one => one.toldStart && !one.toldEnd)) {
    const endedAt = now.toISOString();
    told.push({
      ...newsOf({ ...incident, endedAt }, news),
      because: 'threshold-changed',
    });
  }
  await removeIncidents(
    tx,
    [...kept.flatMap(({ joined }) => joined), ...gone].map(({ id }) => id),
  );
  return told;
}

async function joinIncident(
  tx: Knex,
  options: { from: string; to: string; run: CriticalRun },
): Promise<void> {
  const { from, to, run } = options;
  await handOnActs(tx, from, to);
  await moveMonitoringActs(tx, from, to);
  await joinNotices(tx, { from, to, isOver: run.endedAt !== undefined });
}

function findRuns(
  { judged, threshold }: CheckNews,
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
      direction: threshold?.direction,
      ...(levelBefore === 'critical' && { since: started ?? from }),
      ...(level === 'critical' && { until: goesOn?.endedAt }),
    }),
  };
}

// Told once of each end; and again when it was not over after all.
function goOn(options: {
  run: CriticalRun;
  /** What it was until now, first the one that it goes on as. */
  all: readonly StoredIncident[];
  worst: WorstResult;
  news: CheckNews;
  now: Date;
}): { incident: StoredIncident; isNews: boolean } {
  const { run, all, worst, news, now } = options;
  const [{ id, checkId }] = all;
  const isOver = run.endedAt !== undefined;
  const isThoughtOpen = all.some(one => one.toldStart && !one.toldEnd);
  const begins = !isOver && !isThoughtOpen && !isSilent(news, now);
  const ends = isOver && isThoughtOpen;
  const toldStart = begins || all.some(one => one.toldStart);
  return {
    incident: {
      ...{ id, checkId, ...spanOf(run), worst },
      ...{ toldStart, toldEnd: isOver && toldStart },
    },
    isNews: begins || ends,
  };
}

// Whoever heard of the whole knows of its parts.
function begin(options: {
  run: CriticalRun;
  partOf: StoredIncident | undefined;
  worst: WorstResult;
  news: CheckNews;
  now: Date;
}): StoredIncident {
  const { run, partOf, worst, news, now } = options;
  const isOver = run.endedAt !== undefined;
  const toldStart = partOf ? partOf.toldStart : !isOver && !isSilent(news, now);
  return {
    ...{ id: randomUUID(), checkId: news.checkId, ...spanOf(run), worst },
    ...{ toldStart, toldEnd: isOver && toldStart },
  };
}

function spanOf({ startedAt, endedAt }: CriticalRun) {
  return { startedAt, ...(endedAt !== undefined && { endedAt }) };
}

function isSilent({ check }: CheckNews, now: Date): boolean {
  const { allowedSilence, latest } = check;
  return isStale({ ...{ observedAt: latest.observedAt, allowedSilence }, now });
}

function newsOf(incident: StoredIncident, { check }: CheckNews): IncidentNews {
  const { id, startedAt, endedAt } = incident;
  return { id, check, startedAt, endedAt };
}

function toList<T>(one: T | undefined): T[] {
  return one === undefined ? [] : [one];
}
