import { ConflictError } from '@backstage/errors';
import {
  Deployment,
  DeploymentReport,
  Lifecycle,
  startStage,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { observedTime } from '../http/observedTime';
import { findVersions, saveVersion } from '../lifecycle/versions';
import {
  WatchedDeployment,
  appendDeploymentChanges,
  countDeployments,
  deploymentsAt,
  keyText,
  saveDeployments,
} from './deployments';

/** Keeps what is shown of a model in one piece; those that are gone do not count. */
const MAX_DEPLOYMENTS_PER_MODEL = 500;

/** Which part of which source lists a deployment. */
export interface ListedBy {
  source: string;
  scope: string;
}

/** What one model was seen to run, and by whom. */
export interface Sightings {
  modelRef: string;
  reports: readonly DeploymentReport[];
  lifecycle: Lifecycle;
  actor: string;
  now: Date;
  listedBy?: ListedBy;
}

/** What became of a report. */
export interface DeploymentReceipt {
  changed: boolean;
  deployment: Deployment;
}

/**
 * Records what deployments of a model were seen to be, unless something newer is known.
 *
 * @returns a receipt for each report, in their order.
 * @throws `ConflictError` when the model has too many.
 */
export async function recordDeployments(
  tx: Knex,
  sightings: Sightings,
): Promise<DeploymentReceipt[]> {
  const { modelRef, reports, listedBy } = sightings;
  const stored = await deploymentsAt(
    tx,
    reports.map(report => ({ modelRef, ...placeOf(report) })),
  );
  const known = new Map(stored);
  const saved = new Map<string, WatchedDeployment>();
  const changes: Deployment[] = [];
  const receipts = reports.map(report => {
    const key = keyText({ modelRef, ...placeOf(report) });
    const before = known.get(key);
    const deployment = seenDeployment({ ...sightings, report }, before);
    if (before && deployment.lastSeen < before.lastSeen) {
      return { changed: false, deployment: before };
    }
    if (!before || !looksAlike(before, deployment)) {
      changes.push(deployment);
    }
    const { allowedSilence, goneAfter } = report;
    const watch = { allowedSilence, goneAfter, scope: listedBy?.scope };
    saved.set(key, { deployment, watch });
    known.set(key, deployment);
    return { changed: !before || !saysTheSame(before, deployment), deployment };
  });
  const isNew = (key: string) => (stored.get(key)?.status ?? 'gone') === 'gone';
  await assertRoom(tx, modelRef, [...saved.keys()].filter(isNew).length);
  await registerVersions(tx, sightings, [...saved.values()]);
  await saveDeployments(tx, modelRef, [...saved.values()]);
  await appendDeploymentChanges(
    tx,
    modelRef,
    changes.map(deployment => ({ ...deployment, at: deployment.lastSeen })),
  );
  return receipts;
}

/** Where something runs: its environment, and its name there or else its role. */
export function placeOf({ environment, name, role }: DeploymentReport): {
  environment: string;
  name: string;
} {
  return { environment, name: name ?? role };
}

/** What a sighting says about a deployment of which this much is known. */
export function seenDeployment(
  {
    report,
    actor,
    now,
    listedBy,
  }: Pick<Sightings, 'actor' | 'now' | 'listedBy'> & {
    report: DeploymentReport;
  },
  known: Deployment | undefined,
): Deployment {
  const { version, status, role } = report;
  const { trafficPercent, platform, endpoint, servedBy } = report;
  const seen = observedTime({
    reported: report.observedAt,
    field: 'body.observedAt',
    now,
  }).toISOString();
  const since = report.since
    ? observedTime({
        reported: report.since,
        field: 'body.since',
        now,
      }).toISOString()
    : undefined;
  const isBack = isOut(known) && !isOut(report);
  const runsOn =
    known?.version === version && !isBack ? known.since : undefined;
  return {
    ...placeOf(report),
    version,
    status,
    role,
    trafficPercent,
    platform,
    endpoint,
    servedBy,
    source: listedBy?.source,
    since: since ?? runsOn ?? seen,
    lastSeen: seen,
    reportedBy: actor,
  };
}

// What failed is meant to run, and goes on being there.
function isOut(one: { status: Deployment['status'] } | undefined): boolean {
  return one?.status === 'stopped' || one?.status === 'gone';
}

async function assertRoom(
  knex: Knex,
  modelRef: string,
  added: number,
): Promise<void> {
  if (
    added > 0 &&
    (await countDeployments(knex, modelRef)) + added > MAX_DEPLOYMENTS_PER_MODEL
  ) {
    throw new ConflictError(
      `'${modelRef}' cannot have more than ${MAX_DEPLOYMENTS_PER_MODEL} deployments; report under the name of one that exists, or let those that ended be gone (goneAfter)`,
    );
  }
}

// What runs is a version, whether or not somebody registered it before.
async function registerVersions(
  knex: Knex,
  { modelRef, lifecycle, now, actor }: Sightings,
  seen: readonly WatchedDeployment[],
): Promise<void> {
  const versions = new Set(seen.map(({ deployment }) => deployment.version));
  const found = await findVersions(knex, modelRef, [...versions]);
  found.forEach(({ version }) => versions.delete(version));
  const at = now.toISOString();
  for (const version of versions) {
    await saveVersion(
      knex,
      { modelRef, lifecycle },
      {
        version,
        stage: startStage(lifecycle),
        stageSince: at,
        createdAt: at,
        registeredAt: at,
        registeredBy: actor,
        implied: true,
      },
    );
  }
}

function looksAlike(a: Deployment, b: Deployment): boolean {
  return (
    a.version === b.version &&
    a.status === b.status &&
    a.role === b.role &&
    a.trafficPercent === b.trafficPercent
  );
}

/** Whether two sightings differ in nothing but their time. */
export function saysTheSame(a: Deployment, b: Deployment): boolean {
  return (
    looksAlike(a, b) &&
    a.platform === b.platform &&
    a.endpoint === b.endpoint &&
    a.servedBy === b.servedBy &&
    a.source === b.source &&
    a.since === b.since
  );
}
