import {
  SourceProblem,
  isActiveDeployment,
} from '@modelry/backstage-plugin-models-common';
import {
  DeploymentSource,
  SourceError,
  SourceRun,
} from '@modelry/backstage-plugin-models-node';
import { Knex } from 'knex';
import { ModelWrites, Written } from '../changes/ModelWrites';
import { groupByModel } from '../database/columns';
import { inBatches } from '../database/inBatches';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { CatalogModels } from '../governance/board/CatalogModels';
import { VisibleModel } from '../kind/toVisibleModel';
import { SourceListings } from './SourceListings';
import { appendDeploymentChanges, keyText, toDeployment } from './deployments';
import {
  WatchedRow,
  dueDeployments,
  noteListed,
  setUnseenStatus,
  statusOf,
  watchedDeployments,
} from './unseenDeployments';

/** How long one scope may take to answer. */
const LIST_TIMEOUT_MS = 60_000;

const MODELS_AT_ONCE = 200;

const STANDS =
  'What was said before still stands. See that the system can be reached and the credentials of the source are good.';

/** Keeps deployments in step with their sources, and notices those that nobody sees. */
export class DeploymentWatcher {
  readonly #options: {
    database: ModelsDatabase;
    writes: ModelWrites;
    models: CatalogModels;
    listings: SourceListings;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    writes: ModelWrites;
    models: CatalogModels;
    listings: SourceListings;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Asks a source what runs, each of its scopes by itself.
   *
   * @throws `SourceError` when no scope could be asked.
   */
  async reconcile(
    source: DeploymentSource,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<SourceRun> {
    const { database, listings, now } = this.#options;
    const scopes = await scopesOf(source);
    const unheard: SourceProblem[] = [];
    const problems: SourceProblem[] = [];
    let count = 0;
    for (const scope of scopes) {
      signal.throwIfAborted();
      // What is seen is seen after this.
      const at = now();
      try {
        const answer = await listInTime(
          source,
          scope,
          AbortSignal.any([signal, AbortSignal.timeout(LIST_TIMEOUT_MS)]),
        );
        const listing = Array.isArray(answer)
          ? { deployments: answer, problems: [] }
          : answer;
        const listed = listing.deployments;
        const recorded = await listings.record({ source, scope, listed });
        problems.push(...listing.problems, ...recorded.problems);
        await noteListed(database.knex, {
          ...{ source: source.id, scopes: [scope], at },
          goneAfter: source.goneAfter,
          unclear: [...recorded.unrecorded, ...(listing.unclear ?? [])],
        });
        count += listed.length;
      } catch (error) {
        unheard.push(scopeProblem(scope, error));
      }
    }
    await this.#recordEndedScopes(source, scopes);
    if (unheard.length > 0 && unheard.length === scopes.length) {
      const [{ message, remedy }] = unheard;
      throw new SourceError(message, { remedy });
    }
    return {
      counts: [{ what: 'deployments', count }],
      problems: [...unheard, ...problems],
    };
  }

  /** Notices deployments that nobody has seen for longer than they may be unseen. */
  async noticeUnseen(): Promise<void> {
    const { database, models, now } = this.#options;
    for await (const due of dueDeployments(database.knex, now())) {
      const unseen = groupByModel(due, row => row);
      for (const refs of inBatches([...unseen.keys()], MODELS_AT_ONCE)) {
        for (const model of await models.find(refs)) {
          await this.#markUnseen(model, unseen.get(model.modelRef) ?? []);
        }
      }
    }
  }

  // A scope that the source no longer names has nothing in it.
  async #recordEndedScopes(
    source: DeploymentSource,
    scopes: readonly string[],
  ): Promise<void> {
    const { database, now } = this.#options;
    const ended: string[] = await database
      .knex('deployment_scopes')
      .where({ source: source.id })
      .whereNotIn('scope', [...scopes])
      .pluck('scope');
    await noteListed(database.knex, {
      ...{ source: source.id, scopes: ended, at: now() },
      goneAfter: source.goneAfter,
    });
  }

  async #markUnseen(
    model: VisibleModel,
    rows: readonly WatchedRow[],
  ): Promise<void> {
    const actor = 'modelry';
    const places = rows.map(({ environment, name }) => ({ environment, name }));
    await this.#options.writes.run(
      {
        ...{ model, actor, operation: 'notice-unseen' },
        content: { places },
      },
      (tx, { modelRef }, time) =>
        markUnseen(tx, { modelRef, places, actor, now: time }),
    );
  }
}

async function scopesOf(source: DeploymentSource): Promise<string[]> {
  try {
    return await source.scopes();
  } catch (error) {
    throw new SourceError(`It could not name its scopes: ${error}.`, {
      ...{ cause: error, remedy: STANDS },
    });
  }
}

// A source that does not heed the signal must not keep the others waiting.
async function listInTime(
  source: DeploymentSource,
  scope: string,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<DeploymentSource['list']>>> {
  const tooLate = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
  });
  return Promise.race([source.list(scope, signal), tooLate]);
}

function scopeProblem(scope: string, error: unknown): SourceProblem {
  if (error instanceof SourceError) {
    const { message, remedy } = error;
    return { message: `'${scope}' could not be listed: ${message}`, remedy };
  }
  return {
    message: `It could not list what runs in '${scope}': ${error}.`,
    remedy: STANDS,
  };
}

async function markUnseen(
  tx: Knex,
  options: {
    modelRef: string;
    places: ReadonlyArray<{ environment: string; name: string }>;
    actor: string;
    now: Date;
  },
): Promise<Written<undefined>> {
  const { modelRef, places, actor, now } = options;
  const wanted = new Set(places.map(place => keyText({ modelRef, ...place })));
  const ofModel = await watchedDeployments(tx).where({ model_ref: modelRef });
  // Some may have been seen meanwhile.
  const changed = ofModel.flatMap(row => {
    const status = statusOf(row, now);
    return wanted.has(keyText({ ...row, modelRef })) && status !== row.status
      ? [{ ...toDeployment(row), status }]
      : [];
  });
  for (const status of new Set(changed.map(one => one.status))) {
    const keys = changed
      .filter(one => one.status === status)
      .map(one => ({ modelRef, ...one }));
    await setUnseenStatus(tx, keys, status);
  }
  await appendDeploymentChanges(
    tx,
    modelRef,
    changed.map(deployment => ({
      ...{ ...deployment, at: now.toISOString(), reportedBy: actor },
    })),
  );
  const actions = new Set(
    changed.map(deployment =>
      isActiveDeployment(deployment) ? 'deployment-unseen' : 'deployment-gone',
    ),
  );
  return {
    answer: undefined,
    happened: [...actions].map(action => ({ feature: 'deployments', action })),
  };
}
