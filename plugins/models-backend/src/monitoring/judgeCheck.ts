import {
  ApplicableThreshold,
  CheckLevel,
  Judgement,
  judgeObservations,
  levelAfter,
  orderObservations,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { StoredCheck } from './checks';
import { isInIncident } from './incidents';
import {
  KeyedObservation,
  StoredResult,
  lastMomentBefore,
  resultsFrom,
} from './results';

/** How many stored results are judged again at a time. */
const JUDGED_AT_ONCE = 2_000;

/** What new observations make of a check. */
export interface JudgedCheck {
  /** Judgements of the new observations. */
  fresh: Judgement<KeyedObservation>[];
  /** Stored observations that are judged otherwise now. */
  changed: Judgement<KeyedObservation>[];
  /** All that was judged, in the order in which it counts. */
  judged: Judgement<KeyedObservation>[];
  /** Level of the check before the first of these. */
  levelBefore: CheckLevel;
  /** Level of the check after the last of these. */
  level: CheckLevel;
  /** Whether any of it was observed before something that is known already. */
  isLate: boolean;
  /** The last moment that was judged; nothing was observed after it when left out. */
  upTo?: string;
}

/**
 * Judges new observations of a check, and again those stored ones that follow them: what
 * a limit with hysteresis says depends on the observation before.
 *
 * Nothing stored has to be read when all of the new ones are newer than the newest.
 */
export async function judgeCheck(
  knex: Knex,
  options: {
    known: StoredCheck | undefined;
    fresh: readonly KeyedObservation[];
    threshold: ApplicableThreshold | undefined;
  },
): Promise<JudgedCheck> {
  const { known, fresh, threshold } = options;
  const from = fresh
    .map(one => one.observedAt)
    .reduce((a, b) => (a < b ? a : b));
  if (!known || from > known.latest.observedAt) {
    const level = known?.level ?? 'ok';
    const judged = judgeObservations({ observations: fresh, threshold, level });
    return {
      ...{ fresh: judged, changed: [], judged, levelBefore: level },
      ...{ level: levelAfterAll(level, judged), isLate: false },
    };
  }
  const { id: checkId, countsAfter } = known;
  return judgeAgain(knex, { checkId, countsAfter, from, fresh, threshold });
}

async function judgeAgain(
  knex: Knex,
  options: {
    checkId: number;
    countsAfter: string | undefined;
    from: string;
    fresh: readonly KeyedObservation[];
    threshold: ApplicableThreshold | undefined;
  },
): Promise<JudgedCheck> {
  const { checkId, from, threshold } = options;
  const start = await levelAt(knex, { ...options, moment: from });
  const digests = new Set(options.fresh.map(one => one.digest));
  const news: JudgedCheck = {
    ...{ fresh: [], changed: [], judged: [] },
    ...{ levelBefore: start, level: start, isLate: true },
  };
  let waiting = [...options.fresh];
  let storedLevel = start;
  let next = { from, after: false };
  for (;;) {
    const page = await resultsFrom(knex, {
      ...{ checkId, ...next, limit: JUDGED_AT_ONCE },
    });
    const { results, upTo } = page;
    const isDue = (one: KeyedObservation) =>
      upTo === undefined || one.observedAt <= upTo;
    const due = waiting.filter(isDue);
    waiting = waiting.filter(one => !isDue(one));
    const judged = judgeObservations({
      observations: [...results.map(one => one.observation), ...due],
      threshold,
      level: news.level,
    });
    news.level = levelAfterAll(news.level, judged);
    storedLevel = levelAfterAll(storedLevel, inOrder(results, threshold));
    news.judged.push(...judged);
    news.fresh.push(
      ...judged.filter(one => digests.has(one.observation.digest)),
    );
    news.changed.push(...differing(judged, results));
    if (upTo === undefined) {
      return news;
    }
    // From here on everything is as it was.
    if (waiting.length === 0 && storedLevel === news.level) {
      return { ...news, upTo };
    }
    next = { from: upTo, after: true };
  }
}

// What is too old to keep leaves the incident that it began.
async function levelAt(
  knex: Knex,
  options: {
    checkId: number;
    countsAfter: string | undefined;
    moment: string;
    threshold: ApplicableThreshold | undefined;
  },
): Promise<CheckLevel> {
  const { checkId, moment, threshold } = options;
  const before = await lastMomentBefore(knex, options);
  if (before.length === 0) {
    return (await isInIncident(knex, checkId, moment)) ? 'critical' : 'ok';
  }
  return levelAfterAll('ok', inOrder(before, threshold));
}

function differing(
  judged: readonly Judgement<KeyedObservation>[],
  results: readonly StoredResult[],
): Judgement<KeyedObservation>[] {
  const stored = new Map(
    results.map(one => [one.observation.digest, one.judgement]),
  );
  return judged.filter(({ observation, status, limit }) => {
    const before = stored.get(observation.digest);
    return before && (before.status !== status || before.limit !== limit);
  });
}

/** Puts stored judgements into the order in which they count. */
export function inOrder(
  results: readonly StoredResult[],
  threshold: ApplicableThreshold | undefined,
): Judgement[] {
  const judgements = new Map(
    results.map(one => [one.observation.digest, one.judgement]),
  );
  return orderObservations(
    results.map(one => one.observation),
    threshold,
  ).flatMap(({ digest }) => judgements.get(digest) ?? []);
}

function levelAfterAll(
  level: CheckLevel,
  judgements: readonly Judgement[],
): CheckLevel {
  return judgements.reduce(
    (before, { status }) => levelAfter(before, status),
    level,
  );
}
