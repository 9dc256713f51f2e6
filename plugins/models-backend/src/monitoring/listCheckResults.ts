import { CheckResult } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { toIso } from '../database/columns';
import { Page, decodeCursor, toPage } from '../database/page';
import { CheckResultRow } from './results';
import { toJudgement, toResult } from './resultColumns';

const resultCursorSchema = z.tuple([
  z.iso.datetime(),
  z.string().regex(/^[0-9a-f]{64}$/),
]);

/** Lists the observations of one check, the newest first. */
export async function listCheckResults(
  knex: Knex,
  options: {
    modelRef: string;
    check: string;
    environment?: string;
    limit: number;
    cursor?: string;
  },
): Promise<Page<CheckResult>> {
  const { modelRef, check, environment, limit, cursor } = options;
  const after = decodeCursor(cursor, resultCursorSchema);
  const query = knex<CheckResultRow>('check_results')
    .where(
      'check_id',
      knex('checks')
        .where({
          model_ref: modelRef,
          name: check,
          environment: environment ?? '',
        })
        .select('id'),
    )
    .orderBy([
      { column: 'observed_at', order: 'desc' },
      { column: 'digest', order: 'desc' },
    ])
    .limit(limit + 1);
  if (after) {
    const [observedAt, digest] = [new Date(after[0]), after[1]];
    query.where(place =>
      place
        .where('observed_at', '<', observedAt)
        .orWhere(same =>
          same.where('observed_at', observedAt).where('digest', '<', digest),
        ),
    );
  }
  return toPage({
    rows: await query,
    limit,
    cursorOf: row => [toIso(row.observed_at), row.digest],
    toItem: row => toResult(toJudgement(row)),
  });
}
