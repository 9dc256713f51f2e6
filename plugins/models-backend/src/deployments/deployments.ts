import {
  Deployment,
  DeploymentChange,
  UnseenLimits,
  deploymentRoleSchema,
  deploymentStatusSchema,
  unseenMoments,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import {
  TimeColumn,
  groupByModel,
  toIso,
  withoutNulls,
} from '../database/columns';
import { inBatches } from '../database/inBatches';
import { Page, listNewestFirst } from '../database/page';

/** How many deployments of a service are shown at most. */
const MOST_SERVED = 500;

/** How many deployments of a model are shown that are gone. */
const MOST_GONE = 100;

const ROWS_AT_ONCE = 200;

/** Columns that name a deployment. */
export const KEY_COLUMNS = ['model_ref', 'environment', 'name'];

/** How it is noticed that a deployment is no longer seen. */
export interface DeploymentWatch extends UnseenLimits {
  /** Part of the source that lists it; left out when it is reported. */
  scope?: string;
}

/** A deployment, and how it is noticed that it is no longer seen. */
export interface WatchedDeployment {
  deployment: Deployment;
  watch: DeploymentWatch;
}

/** What a deployment is known by. */
export interface DeploymentKey {
  modelRef: string;
  environment: string;
  name: string;
}

/** A key as one text, for use in maps. */
export function keyText({
  modelRef,
  environment,
  name,
}: DeploymentKey): string {
  return JSON.stringify([modelRef, environment, name]);
}

export interface DeploymentRow {
  model_ref: string;
  environment: string;
  name: string;
  version: string;
  status: string;
  role: string;
  traffic_percent: number | null;
  platform: string | null;
  endpoint: string | null;
  served_by: string | null;
  source: string | null;
  since: TimeColumn;
  last_seen: TimeColumn;
  reported_by: string;
}

interface DeploymentChangeRow {
  id: number;
  model_ref: string;
  environment: string;
  name: string;
  version: string;
  status: string;
  role: string;
  traffic_percent: number | null;
  at: TimeColumn;
  reported_by: string;
}

export function toDeployment(row: DeploymentRow): Deployment {
  const { traffic_percent: trafficPercent, platform, endpoint, source } = row;
  const { served_by: servedBy } = row;
  return {
    environment: row.environment,
    name: row.name,
    version: row.version,
    status: deploymentStatusSchema.parse(row.status),
    role: deploymentRoleSchema.parse(row.role),
    ...withoutNulls({ trafficPercent, platform, endpoint, servedBy, source }),
    since: toIso(row.since),
    lastSeen: toIso(row.last_seen),
    reportedBy: row.reported_by,
  };
}

function toChange(row: DeploymentChangeRow): DeploymentChange {
  return {
    environment: row.environment,
    name: row.name,
    version: row.version,
    status: deploymentStatusSchema.parse(row.status),
    role: deploymentRoleSchema.parse(row.role),
    ...withoutNulls({ trafficPercent: row.traffic_percent }),
    at: toIso(row.at),
    reportedBy: row.reported_by,
  };
}

/** Those of the named deployments that are known, by {@link keyText}. */
export async function deploymentsAt(
  knex: Knex,
  keys: readonly DeploymentKey[],
): Promise<Map<string, Deployment>> {
  const rows = await knex<DeploymentRow>('deployments').whereIn(
    KEY_COLUMNS,
    keys.map(toKeyValues),
  );
  return new Map(
    rows.map(row => [
      keyText({ ...row, modelRef: row.model_ref }),
      toDeployment(row),
    ]),
  );
}

/** Notes that deployments were seen again, as they are known. */
export async function noteSeen(
  knex: Knex,
  keys: readonly DeploymentKey[],
  { at, ...watch }: DeploymentWatch & { at: Date },
): Promise<void> {
  await knex('deployments')
    .whereIn(KEY_COLUMNS, keys.map(toKeyValues))
    .where('last_seen', '<', at)
    .update({ last_seen: at, ...toWatchColumns(watch, at.toISOString()) });
}

/** What stands in {@link KEY_COLUMNS}. */
export function toKeyValues({
  modelRef,
  environment,
  name,
}: DeploymentKey): string[] {
  return [modelRef, environment, name];
}

// What a source lists is missed only when it is listed no more.
function toWatchColumns(
  { scope, ...limits }: DeploymentWatch,
  lastSeen: string,
) {
  const { unknownAt, goneAt } = unseenMoments({
    ...{ ...limits, lastSeen },
    ...(scope === undefined && { missedSince: lastSeen }),
  });
  return {
    scope: scope ?? null,
    unknown_at: unknownAt ? new Date(unknownAt) : null,
    gone_at: goneAt ? new Date(goneAt) : null,
  };
}

/** How many deployments a model has, without those that are gone. */
export async function countDeployments(
  knex: Knex,
  modelRef: string,
): Promise<number> {
  const [row] = await knex('deployments')
    .where({ model_ref: modelRef })
    .whereNot({ status: 'gone' })
    .count({ count: '*' });
  return Number(row.count);
}

/** Inserts deployments, or overwrites those that are known. */
export async function saveDeployments(
  knex: Knex,
  modelRef: string,
  deployments: readonly WatchedDeployment[],
): Promise<void> {
  const rows = deployments.map(({ deployment, watch }) => ({
    model_ref: modelRef,
    environment: deployment.environment,
    name: deployment.name,
    version: deployment.version,
    status: deployment.status,
    role: deployment.role,
    traffic_percent: deployment.trafficPercent ?? null,
    platform: deployment.platform ?? null,
    endpoint: deployment.endpoint ?? null,
    served_by: deployment.servedBy ?? null,
    source: deployment.source ?? null,
    ...toWatchColumns(watch, deployment.lastSeen),
    since: new Date(deployment.since),
    last_seen: new Date(deployment.lastSeen),
    reported_by: deployment.reportedBy,
  }));
  for (const some of inBatches(rows, ROWS_AT_ONCE)) {
    await knex('deployments').insert(some).onConflict(KEY_COLUMNS).merge();
  }
}

/** Keeps how deployments of a model changed, in that order. */
export async function appendDeploymentChanges(
  knex: Knex,
  modelRef: string,
  changes: readonly DeploymentChange[],
): Promise<void> {
  const rows = changes.map(change => ({
    model_ref: modelRef,
    environment: change.environment,
    name: change.name,
    version: change.version,
    status: change.status,
    role: change.role,
    traffic_percent: change.trafficPercent ?? null,
    at: new Date(change.at),
    reported_by: change.reportedBy,
  }));
  for (const some of inBatches(rows, ROWS_AT_ONCE)) {
    await knex('deployment_changes').insert(some);
  }
}

/**
 * The deployments of these models that name no service, and all of one service, as far
 * as they are meant to run.
 */
export async function deploymentsServedBy(
  knex: Knex,
  servedBy: string,
  modelRefs: readonly string[],
): Promise<Map<string, Deployment[]>> {
  const rows = await knex<DeploymentRow>('deployments')
    .where(place =>
      place
        .where({ served_by: servedBy })
        .orWhere(unnamed =>
          unnamed.whereNull('served_by').whereIn('model_ref', [...modelRefs]),
        ),
    )
    .whereNotIn('status', ['stopped', 'gone'])
    .orderBy(['model_ref', 'environment', 'name'])
    .limit(MOST_SERVED);
  return groupByModel(rows, toDeployment);
}

/**
 * The deployments of these models; of those that are gone, the ones that were seen last:
 * they become more for ever where names are made up anew with each release.
 */
export async function deploymentsByModel(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Map<string, Deployment[]>> {
  const isGone = "case when status = 'gone' then 1 else 0 end";
  const placed = knex('deployments')
    .whereIn('model_ref', [...modelRefs])
    .select(
      '*',
      knex.raw(
        `row_number() over (partition by model_ref, ${isGone} order by last_seen desc, environment, name) as place`,
      ),
    );
  const rows: DeploymentRow[] = await knex
    .from(placed.as('deployments'))
    .where(shown =>
      shown.whereNot('status', 'gone').orWhere('place', '<=', MOST_GONE),
    )
    .orderBy(['environment', 'name']);
  return groupByModel(rows, toDeployment);
}

/** Lists how the deployments of a model changed, the newest first. */
export async function listDeploymentChanges(
  knex: Knex,
  options: {
    modelRef: string;
    environment?: string;
    limit: number;
    cursor?: string;
  },
): Promise<Page<DeploymentChange>> {
  const { modelRef, environment, ...page } = options;
  return listNewestFirst(knex, 'deployment_changes', {
    ...page,
    where: { model_ref: modelRef, ...(environment && { environment }) },
    by: 'id',
    toItem: toChange,
  });
}
