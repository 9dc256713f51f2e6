import { ConflictError } from '@backstage/errors';
import {
  Deployment,
  DeploymentReport,
  Lifecycle,
  ModelsConfig,
  startStage,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelWrites } from '../changes/ModelWrites';
import { observedTime } from '../http/observedTime';
import { VisibleModel } from '../kind/ModelAccess';
import { findVersion, saveVersion } from '../lifecycle/versions';
import {
  appendDeploymentChange,
  countDeployments,
  findDeployment,
  saveDeployment,
} from './deployments';

/** Keeps what is shown of a model in one piece; no model runs in more places. */
const MAX_DEPLOYMENTS_PER_MODEL = 500;

/** Which part of which source lists a deployment. */
export interface ListedBy {
  source: string;
  scope: string;
}

/** Records where versions of models run. */
export class DeploymentService {
  readonly #options: {
    writes: ModelWrites;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    writes: ModelWrites;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** Records what a deployment was seen to be. */
  async report(options: {
    model: VisibleModel;
    report: DeploymentReport;
    actor: string;
    idempotencyKey?: string;
    /** The source and its scope that list it; left out when it is reported. */
    listedBy?: ListedBy;
  }): Promise<{ changed: boolean; deployment: Deployment }> {
    const { model, report, actor, idempotencyKey, listedBy } = options;
    const { modelRef } = model;
    const now = this.#options.now();
    const { lifecycle } = this.#options.config;
    const { answer } = await this.#options.writes.run(
      {
        ...{ model, actor, idempotencyKey, content: report, now },
        operation: 'report-deployment',
      },
      async tx => {
        const receipt = await write(tx, {
          ...{ modelRef, report, lifecycle, actor, now, listedBy },
        });
        return {
          answer: receipt,
          happened: receipt.changed
            ? [{ feature: 'deployments', action: 'deployment-reported' }]
            : [],
        };
      },
    );
    return answer;
  }
}

interface Sighting {
  modelRef: string;
  report: DeploymentReport;
  lifecycle: Lifecycle;
  actor: string;
  now: Date;
  listedBy?: ListedBy;
}

async function write(
  tx: Knex,
  sighting: Sighting,
): Promise<{ changed: boolean; deployment: Deployment }> {
  const { modelRef, report, lifecycle, actor, now } = sighting;
  const { environment, name = report.role } = report;
  const known = await findDeployment(tx, { modelRef, environment, name });
  const deployment = toDeployment(sighting, name, known);
  if (known && deployment.lastSeen < known.lastSeen) {
    return { changed: false, deployment: known };
  }
  if (!known) {
    await assertRoom(tx, modelRef);
  }
  await registerVersion(tx, { modelRef, deployment, lifecycle, now, actor });
  const { allowedSilence, goneAfter } = report;
  await saveDeployment(tx, modelRef, deployment, {
    ...{ allowedSilence, goneAfter, scope: sighting.listedBy?.scope },
  });
  if (!known || !looksAlike(known, deployment)) {
    await appendDeploymentChange(tx, modelRef, {
      ...deployment,
      at: deployment.lastSeen,
    });
  }
  return { changed: !known || !saysTheSame(known, deployment), deployment };
}

function toDeployment(
  { report, actor, now, listedBy }: Sighting,
  name: string,
  known: Deployment | undefined,
): Deployment {
  const { environment, version, status, role } = report;
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
  const runsOn = known?.version === version ? known.since : undefined;
  return {
    environment,
    name,
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

async function assertRoom(knex: Knex, modelRef: string): Promise<void> {
  if ((await countDeployments(knex, modelRef)) >= MAX_DEPLOYMENTS_PER_MODEL) {
    throw new ConflictError(
      `'${modelRef}' has ${MAX_DEPLOYMENTS_PER_MODEL} deployments already; report under the name of one that exists`,
    );
  }
}

// What runs is a version, whether or not somebody registered it before.
async function registerVersion(
  knex: Knex,
  options: {
    modelRef: string;
    deployment: Deployment;
    lifecycle: Lifecycle;
    now: Date;
    actor: string;
  },
): Promise<void> {
  const { modelRef, deployment, lifecycle, now, actor } = options;
  if (!(await findVersion(knex, modelRef, deployment.version))) {
    const at = now.toISOString();
    await saveVersion(
      knex,
      { modelRef, lifecycle },
      {
        version: deployment.version,
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

function saysTheSame(a: Deployment, b: Deployment): boolean {
  return (
    looksAlike(a, b) &&
    a.platform === b.platform &&
    a.endpoint === b.endpoint &&
    a.servedBy === b.servedBy &&
    a.source === b.source &&
    a.since === b.since
  );
}
