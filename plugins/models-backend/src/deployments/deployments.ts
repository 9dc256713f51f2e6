import {
  Deployment,
  DeploymentChange,
  deploymentRoleSchema,
  deploymentStatusSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import {
  TimeColumn,
  groupByModel,
  toIso,
  withoutNulls,
} from '../database/columns';
import {
  Page,
  decodeCursor,
  integerCursorSchema,
  toPage,
} from '../database/page';

/** How many deployments of a service are shown at most. */
const MOST_SERVED = 500;

/** How it is noticed that a deployment is no longer seen. */
export interface DeploymentWatch {
  scope?: string;
  allowedSilence?: string;
  goneAfter?: string;
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

export async function findDeployment(
  knex: Knex,
  key: { modelRef: string; environment: string; name: string },
): Promise<Deployment | undefined> {
  const row = await knex<DeploymentRow>('deployments')
    .where({
      model_ref: key.modelRef,
      environment: key.environment,
      name: key.name,
    })
    .first();
  return row && toDeployment(row);
}

export async function countDeployments(
  knex: Knex,
  modelRef: string,
): Promise<number> {
  const [row] = await knex('deployments')
    .where({ model_ref: modelRef })
    .count({ count: '*' });
  return Number(row.count);
}

/** Inserts a deployment, or overwrites the one that is known. */
export async function saveDeployment(
  knex: Knex,
  modelRef: string,
  deployment: Deployment,
  watch: DeploymentWatch = {},
): Promise<void> {
  const key = {
    model_ref: modelRef,
    environment: deployment.environment,
    name: deployment.name,
  };
  await knex('deployments')
    .insert({
      ...key,
      version: deployment.version,
      status: deployment.status,
      role: deployment.role,
      traffic_percent: deployment.trafficPercent ?? null,
      platform: deployment.platform ?? null,
      endpoint: deployment.endpoint ?? null,
      served_by: deployment.servedBy ?? null,
      source: deployment.source ?? null,
      scope: watch.scope ?? null,
      allowed_silence: watch.allowedSilence ?? null,
      gone_after: watch.goneAfter ?? null,
      since: new Date(deployment.since),
      last_seen: new Date(deployment.lastSeen),
      reported_by: deployment.reportedBy,
    })
    .onConflict(['model_ref', 'environment', 'name'])
    .merge();
}

export async function appendDeploymentChange(
  knex: Knex,
  modelRef: string,
  change: DeploymentChange,
): Promise<void> {
  await knex('deployment_changes').insert({
    model_ref: modelRef,
    environment: change.environment,
    name: change.name,
    version: change.version,
    status: change.status,
    role: change.role,
    traffic_percent: change.trafficPercent ?? null,
    at: new Date(change.at),
    reported_by: change.reportedBy,
  });
}

/** The deployments of these models that name no service, and all of one service. */
export async function deploymentsServedBy(
  knex: Knex,
  servedBy: string,
  modelRefs: readonly string[],
): Promise<Map<string, Deployment[]>> {
  const rows = await knex<DeploymentRow>('deployments')
    .where({ served_by: servedBy })
    .orWhere(place =>
      place.whereNull('served_by').whereIn('model_ref', [...modelRefs]),
    )
    .orderBy(['model_ref', 'environment', 'name'])
    .limit(MOST_SERVED);
  return groupByModel(rows, toDeployment);
}

export async function deploymentsByModel(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Map<string, Deployment[]>> {
  const rows = await knex<DeploymentRow>('deployments')
    .whereIn('model_ref', [...modelRefs])
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
  const { modelRef, environment, limit, cursor } = options;
  const after = decodeCursor(cursor, integerCursorSchema);
  const query = knex<DeploymentChangeRow>('deployment_changes')
    .where({ model_ref: modelRef, ...(environment && { environment }) })
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (after) {
    query.where('id', '<', after[0]);
  }
  return toPage({
    rows: await query,
    limit,
    cursorOf: row => [row.id],
    toItem: toChange,
  });
}
