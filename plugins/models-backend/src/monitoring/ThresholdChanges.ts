import {
  ApplicableThreshold,
  ModelsConfig,
  declaredThresholds,
  findThreshold,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelChanges } from '../changes/ModelChanges';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { CatalogModels } from '../governance/board/CatalogModels';
import { VisibleModel } from '../kind/ModelAccess';
import { StoredCheck, checksByModel, updateChecks } from './checks';
import { endIncidents } from './endIncidents';
import { judgeAnew } from './judgeAnew';
import { refreshMonitoring } from './modelBadness';
import { OwnerNotices } from './OwnerNotices';
import { IncidentNews, recordIncidents } from './recordIncidents';

const MODELS_AT_ONCE = 200;

interface Rejudged {
  before: StoredCheck;
  after: StoredCheck;
  threshold: ApplicableThreshold | undefined;
}

/**
 * Holds the newest result of every check against the threshold of today.
 *
 * Configuration and entities change without anybody reporting a result. The history
 * stays as it was judged; what the model is now does not.
 */
export class ThresholdChanges {
  readonly #options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    models: CatalogModels;
    config: ModelsConfig;
    now: () => Date;
  };
  readonly #notices: OwnerNotices;

  constructor(options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    models: CatalogModels;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
    this.#notices = new OwnerNotices(options);
  }

  async run(signal?: AbortSignal): Promise<void> {
    const { database, models } = this.#options;
    let after = '';
    while (!signal?.aborted) {
      const refs: string[] = await database
        .knex('checks')
        .distinct('model_ref')
        .where('model_ref', '>', after)
        .orderBy('model_ref')
        .limit(MODELS_AT_ONCE)
        .pluck('model_ref');
      if (refs.length === 0) {
        return;
      }
      const checks = await checksByModel(database.knex, refs);
      for (const model of await models.find(refs)) {
        const known = checks.get(model.modelRef) ?? [];
        if (this.#rejudge(model, known).length > 0) {
          await this.#record(model);
        }
      }
      after = refs[refs.length - 1];
    }
  }

  #rejudge(
    { entity }: VisibleModel,
    checks: readonly StoredCheck[],
  ): Rejudged[] {
    const { config, now } = this.#options;
    const declared = declaredThresholds(entity);
    const configured = config.monitoring.thresholds;
    return checks.flatMap(before => {
      const threshold = findThreshold({ check: before, declared, configured });
      const after = judgeAnew(before, threshold, now());
      return after ? [{ before, after, threshold }] : [];
    });
  }

  async #record(model: VisibleModel): Promise<void> {
    const { database, changes, now } = this.#options;
    const { modelRef } = model;
    const { rejudged, told } = await database.writeModel(modelRef, async tx => {
      // A result may have come meanwhile.
      const known = (await checksByModel(tx, [modelRef])).get(modelRef) ?? [];
      const anew = this.#rejudge(model, known);
      if (anew.length > 0) {
        await updateChecks(
          tx,
          anew.map(({ after }) => after),
        );
        await refreshMonitoring(tx, { modelRefs: [modelRef], now: now() });
      }
      const incidents = await recordTurns(tx, {
        ...{ modelRef, rejudged: anew, now: now() },
      });
      return { rejudged: anew, told: incidents };
    });
    if (rejudged.some(({ before, after }) => before.latest !== after.latest)) {
      await changes.announce({
        ...{ modelRef, feature: 'monitoring', action: 'thresholds-changed' },
        ...{ actor: 'modelry', at: now().toISOString() },
      });
    }
    if (told.length > 0) {
      await this.#notices.send(model);
    }
  }
}

async function recordTurns(
  tx: Knex,
  options: { modelRef: string; rejudged: readonly Rejudged[]; now: Date },
): Promise<IncidentNews[]> {
  const { modelRef, rejudged, now } = options;
  const begun = rejudged.filter(
    ({ before, after }) =>
      before.level !== 'critical' && after.level === 'critical',
  );
  const ended = rejudged.filter(
    ({ before, after }) =>
      before.level === 'critical' && after.level !== 'critical',
  );
  const told = await recordIncidents(tx, {
    modelRef,
    now,
    news: begun.map(({ before, after, threshold }) => ({
      ...{ checkId: after.id, check: after, threshold },
      judged: {
        ...{ levelBefore: before.level, level: after.level, isLate: false },
        judged: [after.current],
      },
    })),
  });
  // It was critical by the threshold of its time until now.
  for (const { after: check } of ended) {
    told.push(
      ...(await endIncidents(tx, {
        ...{ modelRef, check, now, endedAt: now.toISOString() },
        because: 'threshold-changed',
      })),
    );
  }
  return told;
}
