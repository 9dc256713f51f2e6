import { StageMove } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { TimeColumn, toIso, withoutNulls } from '../database/columns';
import {
  Page,
  decodeCursor,
  integerCursorSchema,
  toPage,
} from '../database/page';

/** A move as it is stored. */
export interface StageMoveRow {
  id: number;
  model_ref: string;
  version: string;
  from_stage: string;
  stage: string;
  moved_by: string;
  moved_at: TimeColumn;
  promotion: string;
  reason: string | null;
  review_ids_json: string;
  sequence: number | null;
}

const promotionSchema = z.enum(['manual', 'automatic', 'reported']);

function toStageMove(row: StageMoveRow): StageMove {
  const { reason, sequence } = row;
  return {
    version: row.version,
    from: row.from_stage,
    stage: row.stage,
    movedBy: row.moved_by,
    movedAt: toIso(row.moved_at),
    promotion: promotionSchema.parse(row.promotion),
    ...withoutNulls({ reason, sequence }),
    reviewIds: z.array(z.string()).parse(JSON.parse(row.review_ids_json)),
  };
}

export async function insertStageMove(
  knex: Knex,
  modelRef: string,
  move: StageMove,
): Promise<void> {
  await knex('stage_moves').insert({
    model_ref: modelRef,
    version: move.version,
    from_stage: move.from,
    stage: move.stage,
    moved_by: move.movedBy,
    moved_at: new Date(move.movedAt),
    promotion: move.promotion,
    reason: move.reason ?? null,
    review_ids_json: JSON.stringify(move.reviewIds),
    sequence: move.sequence ?? null,
  });
}

/** Lists the moves of a model, the newest first. */
export async function listStageMoves(
  knex: Knex,
  options: {
    modelRef: string;
    version?: string;
    limit: number;
    cursor?: string;
  },
): Promise<Page<StageMove>> {
  const { modelRef, version, limit, cursor } = options;
  const after = decodeCursor(cursor, integerCursorSchema);
  const query = knex<StageMoveRow>('stage_moves')
    .where({
      model_ref: modelRef,
      ...(version !== undefined && { version }),
    })
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (after) {
    query.where('id', '<', after[0]);
  }
  return toPage({
    rows: await query,
    limit,
    cursorOf: row => [row.id],
    toItem: toStageMove,
  });
}

/** Adds to versions how each came into its stage. */
export async function withLastMove<T extends { version: string }>(
  knex: Knex,
  modelRef: string,
  versions: readonly T[],
): Promise<Array<T & { lastMove?: StageMove }>> {
  const rows: StageMoveRow[] = await knex<StageMoveRow>('stage_moves').whereIn(
    'id',
    knex('stage_moves')
      .where({ model_ref: modelRef })
      .whereIn(
        'version',
        versions.map(({ version }) => version),
      )
      .groupBy('version')
      .max('id'),
  );
  const moves = new Map(rows.map(row => [row.version, toStageMove(row)]));
  return versions.map(version => {
    const lastMove = moves.get(version.version);
    return lastMove ? { ...version, lastMove } : version;
  });
}
