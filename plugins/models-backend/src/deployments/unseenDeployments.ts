import {
  Deployment,
  statusWhenUnseen,
  unseenMoments,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { TimeColumn, toIso } from '../database/columns';
import { inBatches } from '../database/inBatches';
import {
  DeploymentKey,
  DeploymentRow,
  KEY_COLUMNS,
  toDeployment,
  toKeyValues,
} from './deployments';

/** How many deployments that are due are read at a time. */
const ROWS_AT_ONCE = 500;

/** A deployment, and from when on it counts as unknown, or gone. */
export type WatchedRow = DeploymentRow & {
  scope: string | null;
  unknown_at: TimeColumn | null;
  gone_at: TimeColumn | null;
  listed_at: TimeColumn | null;
};

/** Deployments with what decides whether they count as unknown, or gone. */
export function watchedDeployments(
  knex: Knex,
): Knex.QueryBuilder<WatchedRow, WatchedRow[]> {
  return knex<WatchedRow>('deployments')
    .leftJoin('deployment_scopes', join =>
      join
        .on('deployment_scopes.source', 'deployments.source')
        .andOn('deployment_scopes.scope', 'deployments.scope'),
    )
    .select<WatchedRow[]>('deployments.*', 'deployment_scopes.listed_at');
}

/** Reads, page by page, deployments that count as something else than they are known to be. */
export async function* dueDeployments(
  knex: Knex,
  now: Date,
): AsyncGenerator<WatchedRow[]> {
  for (const column of ['unknown_at', 'gone_at'] as const) {
    let last: WatchedRow | undefined;
    do {
      const rows: WatchedRow[] = await duePage(knex, { column, now, last });
      yield rows.filter(row => statusOf(row, now) !== row.status);
      last = rows.length === ROWS_AT_ONCE ? rows[rows.length - 1] : undefined;
    } while (last);
  }
}

function duePage(
  knex: Knex,
  options: {
    column: 'unknown_at' | 'gone_at';
    now: Date;
    last: WatchedRow | undefined;
  },
): Knex.QueryBuilder<WatchedRow, WatchedRow[]> {
  const { column, now, last } = options;
  const places = [column, ...KEY_COLUMNS];
  const query = watchedDeployments(knex)
    .where(column, '<', now)
    .orderBy(places)
    .limit(ROWS_AT_ONCE);
  const at = last?.[column];
  if (last && at) {
    query.whereRaw(`(${places.join(', ')}) > (?, ?, ?, ?)`, [
      new Date(at),
      ...toKeyValues({ ...last, modelRef: last.model_ref }),
    ]);
  }
  return query;
}

/** What a deployment counts as now. */
export function statusOf(row: WatchedRow, now: Date): Deployment['status'] {
  const { status } = toDeployment(row);
  const listedAt = row.source === null ? now : row.listed_at;
  return statusWhenUnseen(
    {
      status,
      ...(row.unknown_at && { unknownAt: toIso(row.unknown_at) }),
      ...(row.gone_at && { goneAt: toIso(row.gone_at) }),
      ...(listedAt && { listedAt: toIso(listedAt) }),
    },
    now,
  );
}

/** Sets what deployments count as, for nobody has seen them. */
export async function setUnseenStatus(
  knex: Knex,
  keys: readonly DeploymentKey[],
  status: Deployment['status'],
): Promise<void> {
  await knex('deployments')
    .whereIn(KEY_COLUMNS, keys.map(toKeyValues))
    .update({
      ...{ status, unknown_at: null },
      ...(status === 'gone' && { gone_at: null }),
    });
}

/**
 * Notes that parts of a source answered at a moment, and what they no longer list.
 *
 * @param options - `unclear` are the models of which not all that runs is known: nothing of
 *   them is on its way to be gone.
 */
export async function noteListed(
  knex: Knex,
  options: {
    source: string;
    scopes: readonly string[];
    at: Date;
    goneAfter: string;
    unclear?: readonly string[];
  },
): Promise<void> {
  const { source, scopes, at, goneAfter, unclear = [] } = options;
  if (scopes.length === 0) {
    return;
  }
  const now = at.toISOString();
  const { goneAt = now } = unseenMoments({
    ...{ lastSeen: now, missedSince: now, goneAfter },
  });
  await knex.transaction(async tx => {
    await tx('deployment_scopes')
      .insert(scopes.map(scope => ({ source, scope, listed_at: at })))
      .onConflict(['source', 'scope'])
      .merge();
    const unlisted = () =>
      tx('deployments')
        .where({ source })
        .whereIn('scope', [...scopes])
        .where('last_seen', '<', at);
    await unlisted()
      .whereNull('gone_at')
      .whereNotIn('status', ['gone', 'stopped'])
      .update({ gone_at: new Date(goneAt) });
    for (const some of inBatches([...unclear], ROWS_AT_ONCE)) {
      await unlisted().whereIn('model_ref', some).update({ gone_at: null });
    }
  });
}

/** Which of these deployments another part of a source lists, as far as it still does. */
export async function listedByOthers(
  knex: Knex,
  keys: readonly DeploymentKey[],
  { source, scope }: { source: string; scope: string },
): Promise<WatchedRow[]> {
  return (
    watchedDeployments(knex)
      .whereIn(KEY_COLUMNS, keys.map(toKeyValues))
      .whereNotNull('deployments.source')
      .whereRaw('not (deployments.source = ? and deployments.scope = ?)', [
        ...[source, scope],
      ])
      .whereNotIn('status', ['unknown', 'gone'])
      // It is set once the other one answers without it.
      .whereNull('gone_at')
  );
}
