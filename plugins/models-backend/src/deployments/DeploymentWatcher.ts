import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Deployment,
  deploymentReportSchema,
  isActiveDeployment,
  statusWhenUnseen,
} from '@modelry/backstage-plugin-models-common';
import {
  DeploymentSource,
  SourceDeployment,
} from '@modelry/backstage-plugin-models-node';
import { Knex } from 'knex';
import { ModelWrites, Written } from '../changes/ModelWrites';
import { TimeColumn, toIso } from '../database/columns';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { CatalogModels } from '../governance/board/CatalogModels';
import { VisibleModel } from '../kind/toVisibleModel';
import { DeploymentService } from './DeploymentService';
import {
  DeploymentRow,
  appendDeploymentChange,
  toDeployment,
} from './deployments';

/** How long one scope may take to answer. */
const LIST_TIMEOUT_MS = 60_000;

const MODELS_AT_ONCE = 200;

type WatchedRow = DeploymentRow & {
  scope: string | null;
  allowed_silence: string | null;
  gone_after: string | null;
  listed_at: TimeColumn | null;
};

/** Keeps deployments in step with their sources, and notices those that nobody sees. */
export class DeploymentWatcher {
  readonly #options: {
    database: ModelsDatabase;
    writes: ModelWrites;
    models: CatalogModels;
    service: DeploymentService;
    logger: LoggerService;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    writes: ModelWrites;
    models: CatalogModels;
    service: DeploymentService;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** Asks a source what runs, each of its scopes by itself. */
  async reconcile(
    source: DeploymentSource,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<void> {
    const { logger } = this.#options;
    let scopes: string[];
    try {
      scopes = await source.scopes();
    } catch (error) {
      logger.warn(`The source '${source.id}' could not name its scopes`, {
        cause: String(error),
      });
      return;
    }
    for (const scope of scopes) {
      if (signal.aborted) {
        return;
      }
      try {
        const listed = await source.list(
          scope,
          AbortSignal.any([signal, AbortSignal.timeout(LIST_TIMEOUT_MS)]),
        );
        await this.#record({ source, scope, listed });
      } catch (error) {
        logger.warn(
          `The source '${source.id}' could not list what runs in '${scope}'; what it said before still stands`,
          { cause: String(error) },
        );
      }
    }
    await this.#recordEndedScopes(source, scopes);
  }

  /** Notices deployments that nobody has seen for longer than they may be unseen. */
  async noticeUnseen(): Promise<void> {
    const { database, models, now } = this.#options;
    const rows = await database
      .knex<WatchedRow>('deployments')
      .leftJoin('deployment_scopes', join =>
        join
          .on('deployment_scopes.source', 'deployments.source')
          .andOn('deployment_scopes.scope', 'deployments.scope'),
      )
      .whereNotNull('allowed_silence')
      .whereNotIn('status', ['gone', 'stopped'])
      .select<WatchedRow[]>('deployments.*', 'deployment_scopes.listed_at');
    const at = now();
    const changed = rows.flatMap(row => {
      const status = statusOf(row, at);
      return status === row.status ? [] : [{ row, status }];
    });
    for (let i = 0; i < changed.length; i += MODELS_AT_ONCE) {
      const some = changed.slice(i, i + MODELS_AT_ONCE);
      const found = await models.find([
        ...new Set(some.map(({ row }) => row.model_ref)),
      ]);
      const byRef = new Map(found.map(model => [model.modelRef, model]));
      for (const { row } of some) {
        const model = byRef.get(row.model_ref);
        if (model) {
          await this.#markUnseen(model, row, at);
        }
      }
    }
  }

  async #record(options: {
    source: DeploymentSource;
    scope: string;
    listed: readonly SourceDeployment[];
  }): Promise<void> {
    const { source, scope, listed } = options;
    const { models, service, logger, database, now } = this.#options;
    const refs = [...new Set(listed.map(({ modelRef }) => modelRef))];
    const byRef = new Map<string, VisibleModel>();
    for (let i = 0; i < refs.length; i += MODELS_AT_ONCE) {
      const found = await models.find(refs.slice(i, i + MODELS_AT_ONCE));
      found.forEach(model => byRef.set(model.modelRef, model));
    }
    const { allowedSilence, goneAfter } = source;
    // Read before any is written: half a list would look like the whole.
    const reports = listed.map(({ modelRef, report }) => ({
      model: byRef.get(modelRef),
      report: deploymentReportSchema.parse({
        ...{ ...report, allowedSilence, goneAfter },
      }),
    }));
    for (const { model, report } of reports) {
      if (model) {
        await service.report({
          model,
          report,
          actor: `source:${source.id}`,
          listedBy: { source: source.id, scope },
        });
      }
    }
    const unknown = refs.filter(ref => !byRef.has(ref)).length;
    if (unknown > 0) {
      logger.info(
        `The source '${source.id}' lists ${unknown} models in '${scope}' that the catalog does not have`,
      );
    }
    await saveListed(database, { source: source.id, scope, at: now() });
  }

  // A scope that the source no longer names has nothing in it.
  async #recordEndedScopes(
    source: DeploymentSource,
    scopes: readonly string[],
  ): Promise<void> {
    const { database, now } = this.#options;
    await database
      .knex('deployment_scopes')
      .where({ source: source.id })
      .whereNotIn('scope', [...scopes])
      .update({ listed_at: now() });
  }

  async #markUnseen(
    model: VisibleModel,
    { environment, name }: WatchedRow,
    now: Date,
  ): Promise<void> {
    const { modelRef } = model;
    const actor = 'modelry';
    await this.#options.writes.run(
      {
        ...{ model, actor, now, operation: 'notice-unseen' },
        content: { environment, name },
      },
      tx => markUnseen(tx, { modelRef, environment, name, actor, now }),
    );
  }
}

async function markUnseen(
  tx: Knex,
  options: {
    modelRef: string;
    environment: string;
    name: string;
    actor: string;
    now: Date;
  },
): Promise<Written<undefined>> {
  const { modelRef, environment, name, actor, now } = options;
  const place = { model_ref: modelRef, environment, name };
  const row = await tx<WatchedRow>('deployments').where(place).first();
  const listed =
    row?.source &&
    (await tx('deployment_scopes')
      .where({ source: row.source, scope: row.scope })
      .first('listed_at'));
  // It may have been seen meanwhile.
  const status =
    row && statusOf({ ...row, listed_at: listed?.listed_at ?? null }, now);
  if (!row || status === undefined || status === row.status) {
    return { answer: undefined, happened: [] };
  }
  await tx('deployments').where(place).update({ status });
  const deployment: Deployment = { ...toDeployment(row), status };
  await appendDeploymentChange(tx, modelRef, {
    ...deployment,
    at: now.toISOString(),
    reportedBy: actor,
  });
  const action = isActiveDeployment(deployment)
    ? 'deployment-unseen'
    : 'deployment-gone';
  return { answer: undefined, happened: [{ feature: 'deployments', action }] };
}

function statusOf(row: WatchedRow, now: Date): Deployment['status'] {
  const { status } = toDeployment(row);
  const listedAt = row.source === null ? now : row.listed_at;
  return statusWhenUnseen(
    {
      status,
      lastSeen: toIso(row.last_seen),
      ...(row.allowed_silence && { allowedSilence: row.allowed_silence }),
      ...(row.gone_after && { goneAfter: row.gone_after }),
      ...(listedAt && { listedAt: toIso(listedAt) }),
    },
    now,
  );
}

async function saveListed(
  database: ModelsDatabase,
  listing: { source: string; scope: string; at: Date },
): Promise<void> {
  const { source, scope, at } = listing;
  await database
    .knex('deployment_scopes')
    .insert({ source, scope, listed_at: at })
    .onConflict(['source', 'scope'])
    .merge();
}
