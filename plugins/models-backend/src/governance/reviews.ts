import {
  Act,
  Review,
  ReviewStatus,
  lifecycleStageSchema,
  reviewStatusSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import {
  TimeColumn,
  groupByModel,
  toIso,
  withoutNulls,
} from '../database/columns';
import { Page, listNewestFirst } from '../database/page';
import { toAct } from './acts';

/** A review as it is stored. */
export interface ReviewRow {
  id: string;
  model_ref: string;
  sequence: number;
  version: string;
  stage: string;
  status: string;
  note: string | null;
  opened_by: string;
  opened_at: TimeColumn;
  closed_by: string | null;
  closed_at: TimeColumn | null;
  closed_reason: string | null;
}

/** All but what people wrote, which can be long. */
const SHORT_COLUMNS = [
  'id',
  'model_ref',
  'sequence',
  'version',
  'stage',
  'status',
  'opened_by',
  'opened_at',
  'closed_by',
  'closed_at',
] as const;

/** Reads a stored review. */
export function toReview(row: ReviewRow): Review {
  const { note } = row;
  return {
    id: row.id,
    version: row.version,
    stage: lifecycleStageSchema.parse(row.stage),
    status: reviewStatusSchema.parse(row.status),
    ...withoutNulls({ note }),
    openedBy: row.opened_by,
    openedAt: toIso(row.opened_at),
    sequence: row.sequence,
    ...toAct('closed', {
      by: row.closed_by,
      at: row.closed_at,
      reason: row.closed_reason,
    }),
  };
}

export async function insertReview(
  knex: Knex,
  modelRef: string,
  review: Review,
): Promise<void> {
  await knex('reviews').insert({
    id: review.id,
    model_ref: modelRef,
    sequence: review.sequence,
    version: review.version,
    stage: review.stage,
    status: review.status,
    note: review.note ?? null,
    opened_by: review.openedBy,
    opened_at: new Date(review.openedAt),
  });
}

/** Writes down that a review ended. */
export async function markClosed(
  knex: Knex,
  id: string,
  { status, closed }: { status: ReviewStatus; closed: Act },
): Promise<void> {
  await knex('reviews')
    .where({ id })
    .update({
      status,
      closed_by: closed.by,
      closed_at: new Date(closed.at),
      closed_reason: closed.reason,
    });
}

export async function findReview(
  knex: Knex,
  modelRef: string,
  id: string,
): Promise<Review | undefined> {
  const row = await knex<ReviewRow>('reviews')
    .where({ model_ref: modelRef, id })
    .first();
  return row && toReview(row);
}

/**
 * Reads the reviews of models, the newest first.
 *
 * @param options - `withoutComments` leaves notes and reasons out.
 */
export async function reviewsByModel(
  knex: Knex,
  modelRefs: readonly string[],
  options: { withoutComments?: boolean } = {},
): Promise<Map<string, Review[]>> {
  const query = knex<ReviewRow>('reviews')
    .whereIn('model_ref', [...modelRefs])
    .orderBy('sequence', 'desc');
  const rows: ReviewRow[] = options.withoutComments
    ? (await query.select([...SHORT_COLUMNS])).map(row => ({
        ...row,
        ...{ note: null, closed_reason: null },
      }))
    : await query;
  return groupByModel(rows, toReview);
}

/** Lists the reviews of a model, the newest first. */
export async function listReviews(
  knex: Knex,
  options: {
    modelRef: string;
    status?: ReviewStatus;
    limit: number;
    cursor?: string;
  },
): Promise<Page<Review>> {
  const { modelRef, status, ...page } = options;
  return listNewestFirst(knex, 'reviews', {
    ...page,
    where: { model_ref: modelRef, ...(status && { status }) },
    by: 'sequence',
    toItem: toReview,
  });
}
