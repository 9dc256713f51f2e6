import {
  CheckReportReceipt,
  ModelsConfig,
  MonitoringState,
  ReadResult,
  ReportContext,
  declaredThresholds,
  findThreshold,
  monitoringState,
} from '@modelry/backstage-plugin-models-common';
import { isDeepStrictEqual } from 'node:util';
import { ModelChanges } from '../changes/ModelChanges';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { VisibleModel } from '../kind/ModelAccess';
import { checksByModel } from './checks';
import { refreshMonitoring } from './modelBadness';
import { keptSince } from './keptSince';
import { OwnerNotices } from './OwnerNotices';
import { readDocument } from './readDocument';
import { Recorded, recordObservations } from './recordObservations';
import { countRetiredChecks } from './retiredChecks';

/** Records what checks observed about models. */
export class MonitoringService {
  readonly #options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    config: ModelsConfig;
    now: () => Date;
  };
  readonly #notices: OwnerNotices;

  constructor(options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
    this.#notices = new OwnerNotices(options);
  }

  /**
   * Reads the document of a monitoring tool and records what it says.
   *
   * @throws `InputError` when the document is not understood; nothing is kept of it.
   */
  async reportDocument(options: {
    model: VisibleModel;
    document: unknown;
    context: ReportContext;
    actor: string;
    idempotencyKey?: string;
  }): Promise<CheckReportReceipt> {
    const { document, context, ...request } = options;
    return this.report({ ...request, ...readDocument(document, context) });
  }

  /** Records observations, all of them or none. */
  async report(options: {
    model: VisibleModel;
    results: readonly ReadResult[];
    format: string;
    actor: string;
    idempotencyKey?: string;
  }): Promise<CheckReportReceipt> {
    const { model, results, format, actor, idempotencyKey } = options;
    const { modelRef } = model;
    const { monitoring } = this.#options.config;
    const declared = declaredThresholds(model.entity);
    // Not a part of the answer, which is remembered under the key: it would be large.
    const news: Array<{ recorded: Recorded; now: Date }> = [];
    const { result } = await this.#options.database.writeModelOnce(
      {
        modelRef,
        actor,
        operation: `report-results-${format}`,
        idempotencyKey,
        content: results,
      },
      async (tx, { now }) => {
        const recorded = await recordObservations(tx, {
          modelRef,
          results,
          thresholdOf: check =>
            findThreshold({
              check,
              declared,
              configured: monitoring.thresholds,
            }),
          keptFrom: keptSince(now, monitoring.retention.results)
            .toJSDate()
            .toISOString(),
          ...{ actor, now },
        });
        await refreshMonitoring(tx, { modelRefs: [modelRef], now });
        news.push({ recorded, now });
        return { ...recorded.counts, status: recorded.after.status };
      },
    );
    for (const one of news) {
      await this.#announce({ model, actor, ...one });
    }
    return { format, ...result };
  }

  async #announce(options: {
    model: VisibleModel;
    recorded: Recorded;
    actor: string;
    now: Date;
  }): Promise<void> {
    const { model, recorded, actor, now } = options;
    const { counts, before, after, incidents } = recorded;
    if (counts.accepted === 0 && isDeepStrictEqual(before, after)) {
      return;
    }
    await this.#options.changes.announce({
      modelRef: model.modelRef,
      feature: 'monitoring',
      action: 'results-reported',
      actor,
      at: now.toISOString(),
    });
    if (incidents.length > 0) {
      await this.#notices.send(model);
    }
  }

  /** The monitoring status of a model, and the checks that it follows from. */
  async state(modelRef: string): Promise<MonitoringState> {
    const { database, now } = this.#options;
    const { knex } = database;
    const byModel = await checksByModel(knex, [modelRef]);
    return {
      ...monitoringState({ checks: byModel.get(modelRef) ?? [], now: now() }),
      retiredChecks: await countRetiredChecks(knex, modelRef),
    };
  }
}
