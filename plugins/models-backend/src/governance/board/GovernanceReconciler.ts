import { LoggerService } from '@backstage/backend-plugin-api';
import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { ModelChanges } from '../../changes/ModelChanges';
import { ModelsDatabase } from '../../database/ModelsDatabase';
import { inBatches } from '../../database/inBatches';
import { FleetModelRow } from '../../fleet/FleetModelRow';
import { VisibleModel } from '../../kind/toVisibleModel';
import { CatalogModels } from './CatalogModels';
import { sourceDigest } from './deriveBoard';
import { refreshProjections } from './refreshProjection';
import { SYSTEM_ACTOR } from './systemActor';
import { clearAllFindings } from './unsanctionedFindings';
import { removeBoard } from './writeBoard';

const PAGE = 200;

/** How many models are judged in one transaction, and locked until it ends. */
const AT_ONCE = 50;

/**
 * Keeps the governance board in step with what changes although nobody writes to the
 * record: time passes, and entities and policies change.
 */
export class GovernanceReconciler {
  readonly #options: {
    database: ModelsDatabase;
    models: CatalogModels;
    changes: ModelChanges;
    logger: LoggerService;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    models: CatalogModels;
    changes: ModelChanges;
    logger: LoggerService;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** Renews the models of which something expired since it was derived. */
  async renewDue(signal?: AbortSignal): Promise<void> {
    const { database, models, now } = this.#options;
    const until = now();
    for (let after = ''; !signal?.aborted; ) {
      const rows: FleetModelRow[] = await database
        .knex<FleetModelRow>('fleet_models')
        .where('next_change_at', '<=', until)
        .where('model_ref', '>', after)
        .orderBy('model_ref')
        .limit(PAGE);
      if (rows.length === 0) {
        return;
      }
      const refs = rows.map(row => row.model_ref);
      await this.#renew(await models.find(refs), signal);
      after = refs[refs.length - 1];
    }
  }

  /**
   * Compares every model of the catalog with what the board was derived of, renews
   * those that changed and removes those that are gone.
   */
  async sweep(signal?: AbortSignal): Promise<void> {
    const { models } = this.#options;
    const seen = new Set<string>();
    for await (const page of models.pages()) {
      page.forEach(model => seen.add(model.modelRef));
      await this.#renew(await this.#changed(page), signal);
      if (signal?.aborted) {
        return;
      }
    }
    await this.#removeAllBut(seen, signal);
  }

  async #changed(page: readonly VisibleModel[]): Promise<VisibleModel[]> {
    const { database, config } = this.#options;
    const rows: FleetModelRow[] = await database
      .knex<FleetModelRow>('fleet_models')
      .whereIn(
        'model_ref',
        page.map(model => model.modelRef),
      );
    const digests = new Map(
      rows.map(row => [row.model_ref, row.entity_digest]),
    );
    return page.filter(model => {
      try {
        return digests.get(model.modelRef) !== sourceDigest({ model, config });
      } catch {
        // Judging it fails the same way, and is logged for this model alone.
        return true;
      }
    });
  }

  async #renew(
    models: readonly VisibleModel[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    for (const batch of inBatches(models, AT_ONCE)) {
      if (signal?.aborted) {
        return;
      }
      try {
        await this.#renewAtOnce(batch);
      } catch (error) {
        await this.#renewOneByOne(batch, error);
      }
    }
  }

  // One model that cannot be judged must not keep the others from it.
  async #renewOneByOne(
    models: readonly VisibleModel[],
    failure: unknown,
  ): Promise<void> {
    if (models.length === 1) {
      this.#options.logger.error(
        `Could not judge the sign-offs of '${models[0].modelRef}'`,
        { cause: String(failure) },
      );
      return;
    }
    for (const model of models) {
      try {
        await this.#renewAtOnce([model]);
      } catch (error) {
        await this.#renewOneByOne([model], error);
      }
    }
  }

  async #renewAtOnce(models: readonly VisibleModel[]): Promise<void> {
    const { database, config, changes } = this.#options;
    const byRef = new Map(models.map(model => [model.modelRef, model]));
    const { refreshed, now } = await database.writeEach(
      [...byRef.keys()],
      async (tx, locked) => {
        const [{ now: time }] = locked;
        return {
          now: time,
          refreshed: await refreshProjections(
            tx,
            locked.flatMap(one => {
              const model = byRef.get(one.modelRef);
              return model ? [{ locked: one, model }] : [];
            }),
            { config, now: time },
          ),
        };
      },
    );
    for (const [modelRef, { changed }] of refreshed) {
      if (changed) {
        await changes.announce({
          modelRef,
          feature: 'governance',
          action: 'sign-offs-judged',
          actor: SYSTEM_ACTOR,
          at: now.toISOString(),
        });
      }
    }
  }

  async #removeAllBut(
    seen: ReadonlySet<string>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { database, models } = this.#options;
    const rows: Array<Pick<FleetModelRow, 'model_ref'>> = await database
      .knex<FleetModelRow>('fleet_models')
      .select('model_ref');
    const unseen = rows.map(row => row.model_ref).filter(ref => !seen.has(ref));
    for (let start = 0; start < unseen.length; start += PAGE) {
      if (signal?.aborted) {
        return;
      }
      const refs = unseen.slice(start, start + PAGE);
      // While the pages were read, models came, went and moved between pages.
      const found = await models.find(refs);
      const alive = new Set(found.map(model => model.modelRef));
      for (const ref of refs.filter(r => !alive.has(r))) {
        await this.#remove(ref);
      }
    }
  }

  async #remove(modelRef: string): Promise<void> {
    await this.#options.database.writeModel(modelRef, async (tx, { now }) => {
      await clearAllFindings(tx, { modelRef, now });
      await removeBoard(tx, modelRef);
    });
  }
}
