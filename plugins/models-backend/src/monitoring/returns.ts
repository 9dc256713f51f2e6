import {
  CheckResultReport,
  judgeObservations,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { StoredCheck, checksByModel } from './checks';
import { appendMonitoringActs } from './monitoringActs';
import { ReportedCheck, checkKey, countingOf } from './observations';
import { ResultToStore } from './results';
import { retiredChecksNamed } from './retiredChecks';

/** The checks that are run, and of the others those that are reported nevertheless. */
export async function knownChecks(
  tx: Knex,
  modelRef: string,
  results: readonly CheckResultReport[],
): Promise<StoredCheck[]> {
  const run = (await checksByModel(tx, [modelRef])).get(modelRef) ?? [];
  const keys = new Set(run.map(checkKey));
  const others = results.filter(result => !keys.has(checkKey(result)));
  const names = [...new Set(others.map(({ check }) => check))];
  return [...run, ...(await retiredChecksNamed(tx, modelRef, names))];
}

/** Whether a check is run, as far as is known. */
export function isRun({ retired }: StoredCheck): boolean {
  return retired === undefined;
}

/** What was observed before a check was retired: it is judged by itself, and decides nothing. */
export function historyOf({
  known,
  observations,
  threshold,
}: ReportedCheck): ResultToStore[] {
  const counting = new Set(countingOf(known, observations));
  const history = observations.filter(one => !counting.has(one));
  return known && history.length > 0
    ? judgeObservations({ observations: history, threshold, level: 'ok' }).map(
        judgement => ({
          ...{ checkId: known.id, judgement },
          digest: judgement.observation.digest,
        }),
      )
    : [];
}

/** Keeps who brought back which checks. */
export async function recordReturns(
  tx: Knex,
  options: {
    modelRef: string;
    known: readonly StoredCheck[];
    news: ReadonlyArray<{ checkId: number }>;
    actor: string;
    now: Date;
  },
): Promise<void> {
  const { modelRef, known, news, actor, now } = options;
  const retired = new Set(
    known.filter(check => !isRun(check)).map(({ id }) => id),
  );
  await appendMonitoringActs(tx, {
    ...{ modelRef, now },
    acts: news
      .filter(({ checkId }) => retired.has(checkId))
      .map(({ checkId }) => ({
        ...{ about: { checkId }, actor },
        action: 'check-returned',
      })),
  });
}

/** A check that comes back begins anew. */
export function asRun(check: StoredCheck): StoredCheck {
  const { retired, since, ...rest } = check;
  return retired ? rest : check;
}
