import {
  DecidingPerson,
  Review,
  WaitingSignOff,
  lifecycleStageSchema,
  signOffStatusSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import {
  Page,
  cursorTextSchema,
  cursorTimeSchema,
  decodeCursor,
  toPage,
} from '../../database/page';
import { whereAmong } from '../../database/whereAmong';
import { Visible } from '../../kind/ModelVisibility';
import { ReviewRow, toReview } from '../reviews';
import {
  MODEL_COLUMNS,
  ModelColumns,
  ModelFilter,
  narrowModels,
  toBoardModel,
} from './boardModels';
import { ReviewRequirementRow } from './boardTables';

/** Whose sign-offs are asked for, and on which models they hold the permission. */
export interface WaitingFilter extends ModelFilter {
  person: DecidingPerson;
  permitted: Visible;
}

type WaitingRow = ModelColumns &
  Pick<
    ReviewRequirementRow,
    'review_id' | 'requirement' | 'stage' | 'title' | 'status' | 'reason'
  > &
  Pick<ReviewRow, 'opened_at'>;

const cursorSchema = z.tuple([
  cursorTimeSchema,
  cursorTextSchema,
  cursorTextSchema,
  cursorTextSchema,
]);

/** The requirements of open reviews that a person may decide, the oldest review first. */
export async function waitingSignOffs(
  knex: Knex,
  options: WaitingFilter & { limit: number; cursor?: string },
): Promise<Page<WaitingSignOff>> {
  const { limit, cursor } = options;
  const after = decodeCursor(cursor, cursorSchema);
  const query = waitingFor(knex, options)
    .orderBy(['v.opened_at', 'q.review_id', 'q.stage', 'q.requirement'])
    .limit(limit + 1)
    .select(
      ...MODEL_COLUMNS,
      ...(['q.review_id', 'q.requirement', 'q.stage'] as const),
      ...(['q.title', 'q.status', 'q.reason'] as const),
      'v.opened_at',
    );
  if (after) {
    const [openedAt, ...place] = after;
    query.whereRaw(
      '(v.opened_at, q.review_id, q.stage, q.requirement) > (?, ?, ?, ?)',
      [new Date(openedAt), ...place],
    );
  }
  const rows: WaitingRow[] = await query;
  const reviews = await reviewsOf(knex, rows);
  return toPage({
    rows,
    limit,
    cursorOf: row => [
      new Date(row.opened_at).getTime(),
      row.review_id,
      row.stage,
      row.requirement,
    ],
    toItem: row => ({
      ...toBoardModel(row),
      review: reviews(row.review_id),
      requirement: {
        id: row.requirement,
        title: row.title,
        stage: lifecycleStageSchema.parse(row.stage),
        status: signOffStatusSchema.parse(row.status),
        reason: row.reason,
      },
    }),
  });
}

async function reviewsOf(
  knex: Knex,
  rows: readonly WaitingRow[],
): Promise<(id: string) => Review> {
  const reviews: ReviewRow[] = await knex<ReviewRow>('reviews').whereIn('id', [
    ...new Set(rows.map(row => row.review_id)),
  ]);
  const byId = new Map(reviews.map(row => [row.id, toReview(row)]));
  return id => {
    const review = byId.get(id);
    if (!review) {
      throw new Error(`The review '${id}' is not stored`);
    }
    return review;
  };
}

export async function countWaiting(
  knex: Knex,
  filter: WaitingFilter,
): Promise<number> {
  const [row] = await waitingFor(knex, filter).count({ count: '*' });
  return Number(row.count);
}

/** The models of which something waits for a person, if they hold the permission. */
export async function modelsWaitingFor(
  knex: Knex,
  filter: Omit<WaitingFilter, 'permitted'>,
): Promise<string[]> {
  const rows: Array<{ model_ref: string }> = await waitingFor(knex, {
    ...filter,
    permitted: 'all',
  }).distinct('m.model_ref');
  return rows.map(row => row.model_ref);
}

/** Titles of the sign-offs of a model that wait for a person who is named for them. */
export async function waitingOf(
  knex: Knex,
  modelRef: string,
  userEntityRef: string,
): Promise<string[]> {
  const person = { userEntityRef, memberOf: new Set([userEntityRef]) };
  const rows: Array<{ title: string }> = await waitingFor(knex, {
    ...{ person, permitted: 'all', visible: new Set([modelRef]) },
  })
    .distinct('q.title')
    .orderBy('q.title');
  return rows.map(({ title }) => title);
}

function waitingFor(knex: Knex, filter: WaitingFilter): Knex.QueryBuilder {
  const { person, permitted } = filter;
  const query = narrowModels(
    knex('review_requirements as q')
      .join('reviews as v', 'v.id', 'q.review_id')
      .join('fleet_models as m', 'm.model_ref', 'q.model_ref'),
    filter,
  )
    .whereExists(isAmong(knex, person, true))
    .whereNotExists(isAmong(knex, person, false));
  return permitted === 'all'
    ? query
    : whereAmong(query, 'm.model_ref', permitted);
}

function isAmong(
  knex: Knex,
  person: DecidingPerson,
  mayDecide: boolean,
): Knex.QueryBuilder {
  return whereAmong(
    knex('review_requirement_people as p')
      .select(knex.raw('1'))
      .where('p.may_decide', mayDecide)
      .whereRaw('p.review_id = q.review_id')
      .whereRaw('p.stage = q.stage')
      .whereRaw('p.requirement = q.requirement'),
    'p.entity_ref',
    person.memberOf,
  );
}
