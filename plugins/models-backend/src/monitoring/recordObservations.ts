import {
  MonitoringState,
  ReadResult,
  monitoringState,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { StoredCheck, insertCheck, updateChecks } from './checks';
import { CheckNews } from './CheckNews';
import { JudgedCheck, judgeCheck } from './judgeCheck';
import {
  ReportedCheck,
  checkKey,
  countingOf,
  groupByCheck,
} from './observations';
import { IncidentNews, recordIncidents } from './recordIncidents';
import { toResult } from './resultColumns';
import { asRun, historyOf, isRun, knownChecks, recordReturns } from './returns';
import { sinceOf, storedSince } from './statusSince';
import { thresholdKey } from './judgeAnew';
import {
  KeyedObservation,
  ResultToStore,
  insertResults,
  knownResults,
  rejudgeResult,
  resultKey,
} from './results';

type ObservedCheck = CheckNews & { judged: JudgedCheck };

/** What was recorded, and what it makes of the model. */
export interface Recorded {
  counts: { accepted: number; alreadyKnown: number; tooOld?: number };
  before: MonitoringState;
  after: MonitoringState;
  incidents: IncidentNews[];
}

/**
 * Records observations of one model, all of them or none.
 *
 * The number of queries depends on what happens, not on how much is reported: one
 * insert for all results and one update for all checks. Only a check that is new, or
 * whose results arrive out of order, costs queries of its own.
 */
export async function recordObservations(
  tx: Knex,
  options: {
    modelRef: string;
    results: readonly ReadResult[];
    thresholdOf: Parameters<typeof groupByCheck>[0]['thresholdOf'];
    /** Nothing that was observed earlier is kept. */
    keptFrom: string;
    /** Who reports. */
    actor: string;
    now: Date;
  },
): Promise<Recorded> {
  const { modelRef, results, keptFrom, now } = options;
  const known = await knownChecks(tx, modelRef, results);
  const groups = groupByCheck({ ...options, known });
  const tooOld = dropOld(groups, keptFrom);
  await dropKnown(tx, groups);
  const news: ObservedCheck[] = [];
  const checks = new Map(known.map(check => [checkKey(check), check]));
  for (const group of groups) {
    const change = await judgeGroup(tx, { modelRef, group, now });
    if (change) {
      checks.set(checkKey(group), change.check);
      news.push(
        ...(change.judged
          ? [{ ...change, judged: change.judged, threshold: group.threshold }]
          : []),
      );
    }
  }
  await store(tx, { news, checks, known, history: groups.flatMap(historyOf) });
  await recordReturns(tx, { ...options, known, news });
  const incidents = await recordIncidents(tx, {
    modelRef,
    news: news.map(one => ({
      ...one,
      check: checks.get(checkKey(one.check)) ?? one.check,
    })),
    now,
  });
  return {
    counts: countsOf({ groups, reported: results.length, tooOld }),
    before: monitoringState({ checks: known.filter(isRun), now }),
    after: monitoringState({ checks: [...checks.values()].filter(isRun), now }),
    incidents,
  };
}

function countsOf(options: {
  groups: readonly ReportedCheck[];
  reported: number;
  tooOld: number;
}): Recorded['counts'] {
  const { groups, reported, tooOld } = options;
  const accepted = groups.reduce(
    (sum, one) => sum + one.observations.length,
    0,
  );
  return {
    accepted,
    alreadyKnown: reported - accepted - tooOld,
    ...(tooOld > 0 && { tooOld }),
  };
}

// Their place is taken by summaries, to which they may have been added before.
function dropOld(groups: readonly ReportedCheck[], keptFrom: string): number {
  let dropped = 0;
  for (const group of groups) {
    const kept = group.observations.filter(one => one.observedAt >= keptFrom);
    dropped += group.observations.length - kept.length;
    group.observations = kept;
  }
  return dropped;
}

// What is newer than all that was observed cannot be known.
async function dropKnown(
  tx: Knex,
  groups: readonly ReportedCheck[],
): Promise<void> {
  const suspects = groups.flatMap(({ known, observations }) =>
    observations.flatMap(({ observedAt, digest, isUntimed }) =>
      known &&
      (isUntimed ||
        observedAt <= known.latest.observedAt ||
        observedAt <= (known.countsAfter ?? '') ||
        observedAt <= (known.aheadUntil ?? ''))
        ? [{ checkId: known.id, digest }]
        : [],
    ),
  );
  const stored = await knownResults(tx, suspects);
  for (const group of groups) {
    const { known } = group;
    if (known && stored.size > 0) {
      group.observations = group.observations.filter(
        one => !stored.has(resultKey(known.id, one.digest)),
      );
    }
  }
}

async function judgeGroup(
  tx: Knex,
  options: { modelRef: string; group: ReportedCheck; now: Date },
): Promise<
  { checkId: number; check: StoredCheck; judged?: JudgedCheck } | undefined
> {
  const { modelRef, group, now } = options;
  const { threshold, silence } = group;
  const known = group.known && asRun(group.known);
  const fresh = countingOf(known, group.observations);
  if (fresh.length === 0) {
    const { allowedSilence, allowedSilenceAt } = silence;
    return known === group.known &&
      known &&
      (allowedSilenceAt !== known.allowedSilenceAt ||
        allowedSilence !== known.allowedSilence)
      ? { checkId: known.id, check: { ...known, ...silence } }
      : undefined;
  }
  const judged = await judgeCheck(tx, { known, fresh, threshold });
  const check = {
    ...{ ...silence, aheadUntil: latestAhead(fresh, known) },
    ...checkAfter({ ...group, known }, judged, now),
  };
  const checkId = known?.id ?? (await insertCheck(tx, modelRef, check));
  return { checkId, check: { ...check, id: checkId }, judged };
}

function latestAhead(
  fresh: readonly KeyedObservation[],
  known: StoredCheck | undefined,
): string | undefined {
  return [known, ...fresh]
    .flatMap(one => one?.aheadUntil ?? [])
    .reduce<string | undefined>(
      (latest, one) => (latest && latest > one ? latest : one),
      undefined,
    );
}

function checkAfter(
  { check, kind, environment, known, threshold }: ReportedCheck,
  { judged, level, upTo }: JudgedCheck,
  now: Date,
): Omit<
  StoredCheck,
  'id' | 'allowedSilence' | 'allowedSilenceAt' | 'aheadUntil'
> {
  const name = {
    ...{ check, kind, ...(environment && { environment }) },
    ...(known?.countsAfter && { countsAfter: known.countsAfter }),
  };
  if (known && upTo !== undefined) {
    const { current, latest, since, judgedBy, thresholdChangedAt } = known;
    return {
      ...{ ...name, level: known.level, current, latest, since },
      ...{ judgedBy, thresholdChangedAt },
    };
  }
  const current = judged[judged.length - 1];
  const since = sinceOf(judged, known);
  const judgedBy = thresholdKey(threshold);
  return {
    ...{ ...name, level, current, latest: toResult(current), since, judgedBy },
    thresholdChangedAt:
      known && known.judgedBy !== judgedBy
        ? now.toISOString()
        : known?.thresholdChangedAt,
  };
}

async function store(
  tx: Knex,
  options: {
    news: readonly ObservedCheck[];
    checks: Map<string, StoredCheck>;
    known: readonly StoredCheck[];
    history: readonly ResultToStore[];
  },
): Promise<void> {
  const { news, checks, history } = options;
  const before = new Map(options.known.map(check => [check.id, check]));
  const judgedNow = news.flatMap(({ checkId, judged }) =>
    judged.fresh.map(judgement => ({
      checkId,
      digest: judgement.observation.digest,
      judgement,
    })),
  );
  const toStore = [...judgedNow, ...history];
  if (toStore.length > 0) {
    await insertResults(tx, toStore);
  }
  for (const { checkId, check, judged, threshold } of news) {
    for (const judgement of judged.changed) {
      const { digest } = judgement.observation;
      await rejudgeResult(tx, { checkId, digest, judgement });
    }
    const known = before.get(checkId);
    const first = judged.judged[0].observation.observedAt;
    const now = checks.get(checkKey(check));
    if (known && now && first <= known.latest.observedAt) {
      const since = await storedSince(tx, {
        ...{ checkId, countsAfter: known.countsAfter, threshold },
        status: now.latest.status,
        ...(known.latest.status === now.latest.status && {
          known: known.since,
        }),
      });
      checks.set(checkKey(check), { ...now, since });
    }
  }
  const updated = [...checks.values()].filter(check => {
    const known = before.get(check.id);
    return known && known !== check;
  });
  if (updated.length > 0) {
    await updateChecks(tx, updated);
  }
}
