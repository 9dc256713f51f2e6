import {
  CriticalRun,
  Judgement,
  KnownRun,
  excessOf,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { StoredIncident, WorstResult } from './incidents';
import { toResult } from './resultColumns';
import { worstResult } from './results';
import { CheckNews } from './CheckNews';

/**
 * The worst result of a run: of what was judged now, and of what is known from before.
 *
 * Only results that arrive late can take away what was the worst; then, and only then,
 * the stored results are asked.
 */
export async function worstOf(
  tx: Knex,
  options: {
    run: CriticalRun;
    /** What the run was until now. */
    known: readonly StoredIncident[];
    news: CheckNews;
  },
): Promise<WorstResult> {
  const { run, known, news } = options;
  const { checkId, judged, threshold } = news;
  const from = judged.judged[0].observation.observedAt;
  const direction = threshold?.direction;
  const stored = judged.isLate
    ? await worstResult(tx, { checkId, span: run, direction })
    : undefined;
  const candidates = [
    ...known
      .map(({ worst }) => worst)
      .filter(({ observedAt }) => observedAt < from && isIn(run, observedAt)),
    ...[stored, run.worst].flatMap(one =>
      one?.status === 'critical' ? [toWorst(one)] : [],
    ),
  ];
  const excess = (worst: WorstResult) =>
    excessOf({ ...worst, observation: worst }, direction);
  return candidates.reduce(
    (a, b) => (excess(b) > excess(a) ? b : a),
    candidates[0] ?? known[0]?.worst ?? toWorst(run.worst),
  );
}

function isIn(run: Omit<KnownRun, 'id'>, moment: string): boolean {
  return (
    run.startedAt <= moment &&
    (run.endedAt === undefined || moment < run.endedAt)
  );
}

function toWorst(judgement: Judgement): WorstResult {
  const { limit } = judgement;
  return {
    ...toResult(judgement),
    ...(limit !== undefined && { limit }),
  };
}
