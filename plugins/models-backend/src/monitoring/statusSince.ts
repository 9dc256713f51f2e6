import {
  ApplicableThreshold,
  Judgement,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { StoredCheck } from './checks';
import { inOrder } from './judgeCheck';
import { firstMomentAfter, lastMomentOfOther } from './results';

/**
 * Since when a check has its current status, as far as can be told without reading what
 * is stored: all of the judgements are newer than what is known.
 *
 * Of several observations at one moment the last one, which is the worst, counts.
 */
export function sinceOf(
  judged: readonly Judgement[],
  known: StoredCheck | undefined,
): string {
  const { status, observation } = judged[judged.length - 1];
  let since = observation.observedAt;
  for (let index = judged.length - 1; index >= 0; index--) {
    const one = judged[index];
    const { observedAt } = one.observation;
    if (one.status === status) {
      since = observedAt;
    } else if (observedAt !== since) {
      return since;
    }
  }
  return known?.latest.status === status ? known.since ?? since : since;
}

/**
 * The same, read from what is stored; what was `known` stands where the results from
 * then are too old to keep.
 */
export async function storedSince(
  knex: Knex,
  options: {
    checkId: number;
    countsAfter: string | undefined;
    status: string;
    threshold: ApplicableThreshold | undefined;
    known?: string;
  },
): Promise<string | undefined> {
  const { checkId, countsAfter, status, threshold, known } = options;
  let before: string | undefined;
  for (;;) {
    const moment = await lastMomentOfOther(knex, {
      ...{ checkId, countsAfter, status, before },
    });
    const ordered = inOrder(moment, threshold);
    if (ordered.length === 0) {
      const first = await firstMomentAfter(knex, checkId, countsAfter);
      return known && first && known < first ? known : first;
    }
    const last = ordered[ordered.length - 1];
    const { observedAt } = last.observation;
    if (last.status !== status) {
      return firstMomentAfter(knex, checkId, observedAt);
    }
    before = observedAt;
  }
}
