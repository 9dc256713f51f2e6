import { ConflictError } from '@backstage/errors';
import {
  CheckReportReceipt,
  CheckResult,
  CheckResultReport,
  DEFAULT_ALLOWED_SILENCE,
  MonitoringState,
  ReportContext,
  compareObservations,
  monitoringState,
  sha256OfJson,
} from '@modelry/backstage-plugin-models-common';
import { isDeepStrictEqual } from 'node:util';
import { Knex } from 'knex';
import { Duration } from 'luxon';
import { ModelChanges } from '../changes/ModelChanges';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { observedTime } from '../http/observedTime';
import { VisibleModel } from '../kind/ModelAccess';
import { readDocument } from './readDocument';
import {
  ResultToInsert,
  StoredCheck,
  checksByModel,
  insertResults,
  knownDigests,
  saveCheck,
} from './checks';

/** Keeps what is shown of a model in one piece. */
const MAX_CHECKS_PER_MODEL = 500;

type Observation = { report: CheckResultReport; result: CheckResult };

/** Records what checks observed about models. */
export class MonitoringService {
  readonly #options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    now: () => Date;
  }) {
    this.#options = options;
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
    results: readonly CheckResultReport[];
    format: string;
    actor: string;
    idempotencyKey?: string;
  }): Promise<CheckReportReceipt> {
    const { model, format, actor, idempotencyKey } = options;
    const { modelRef } = model;
    const now = this.#options.now();
    const observations = options.results.map((report, index) => ({
      report,
      result: toResult(report, index, now),
    }));
    const { result, repeated } = await this.#options.database.writeModelOnce(
      {
        modelRef,
        actor,
        operation: `report-results-${format}`,
        idempotencyKey,
        content: options.results,
        now,
      },
      tx => write(tx, { modelRef, observations, now }),
    );
    const { counts, before, after } = result;
    const news = counts.accepted > 0 || !isDeepStrictEqual(before, after);
    if (news && !repeated) {
      await this.#announce({ ...result, model, actor, now });
    }
    return { format, ...counts, status: after.status };
  }

  async #announce(options: {
    model: VisibleModel;
    before: MonitoringState;
    after: MonitoringState;
    actor: string;
    now: Date;
  }): Promise<void> {
    const { model, before, after, actor, now } = options;
    const { modelRef, entity, owner } = model;
    await this.#options.changes.announce({
      modelRef,
      feature: 'monitoring',
      action: 'results-reported',
      actor,
      at: now.toISOString(),
    });
    if (after.status === 'critical' && before.status !== 'critical') {
      const { namespace = 'default', name, title } = entity.metadata;
      await this.#options.changes.notify({
        modelRef,
        recipients: owner ? [owner] : [],
        payload: {
          title: `${title ?? name} is critical`,
          description: after.reason,
          link: `/catalog/${namespace}/model/${name}/monitoring`,
          severity: 'critical',
          topic: 'models.monitoring',
          scope: `models.monitoring:${modelRef}`,
        },
      });
    }
  }
}

function toResult(
  report: CheckResultReport,
  index: number,
  now: Date,
): CheckResult {
  const { status, value, threshold, unit, message, version } = report;
  const observedAt = observedTime({
    reported: report.observedAt,
    field: `body.results.${index}.observedAt`,
    now,
  }).toISOString();
  return {
    status,
    ...(value !== undefined && { value }),
    ...(threshold !== undefined && { threshold }),
    ...(unit && { unit }),
    ...(message && { message }),
    ...(version && { version }),
    observedAt,
  };
}

async function write(
  tx: Knex,
  options: {
    modelRef: string;
    observations: readonly Observation[];
    now: Date;
  },
) {
  const { modelRef, observations, now } = options;
  const known = await readChecks(tx, modelRef);
  const counts = await storeObservations(tx, { modelRef, known, observations });
  return {
    counts,
    before: monitoringState({ checks: known, now }),
    after: monitoringState({ checks: await readChecks(tx, modelRef), now }),
  };
}

async function readChecks(
  knex: Knex,
  modelRef: string,
): Promise<StoredCheck[]> {
  return (await checksByModel(knex, [modelRef])).get(modelRef) ?? [];
}

function checkKey(check: { check: string; environment?: string }): string {
  return JSON.stringify([check.check, check.environment ?? '']);
}

async function storeObservations(
  tx: Knex,
  options: {
    modelRef: string;
    known: readonly StoredCheck[];
    observations: readonly Observation[];
  },
): Promise<{ accepted: number; alreadyKnown: number }> {
  const { modelRef, observations } = options;
  const known = new Map(options.known.map(check => [checkKey(check), check]));
  const byCheck = new Map<string, Observation[]>();
  for (const observation of observations) {
    const key = checkKey(observation.report);
    byCheck.set(key, [...(byCheck.get(key) ?? []), observation]);
  }
  const added = [...byCheck.keys()].filter(key => !known.has(key)).length;
  if (known.size + added > MAX_CHECKS_PER_MODEL) {
    throw new ConflictError(
      `'${modelRef}' would have more than ${MAX_CHECKS_PER_MODEL} checks; report under the names of checks that exist`,
    );
  }
  const fresh: ResultToInsert[] = [];
  for (const [key, group] of byCheck) {
    fresh.push(...(await storeCheck(tx, modelRef, known.get(key), group)));
  }
  await insertResults(tx, fresh);
  return {
    accepted: fresh.length,
    alreadyKnown: observations.length - fresh.length,
  };
}

/** Brings a check up to date and returns those of the results that are new. */
async function storeCheck(
  tx: Knex,
  modelRef: string,
  known: StoredCheck | undefined,
  observations: readonly Observation[],
): Promise<ResultToInsert[]> {
  const { check, kind, environment } = observations[0].report;
  const other = observations.find(
    ({ report }) => report.kind !== (known?.kind ?? kind),
  );
  if (other) {
    throw new ConflictError(
      `The check '${check}' is of kind '${known?.kind ?? kind}', not '${
        other.report.kind
      }'; report under another name`,
    );
  }
  const latest = observations
    .map(({ result }) => result)
    .concat(known ? [known.latest] : [])
    .reduce((a, b) => (compareObservations(b, a) > 0 ? b : a));
  const checkId = await saveCheck(tx, {
    modelRef,
    known,
    check: {
      check,
      kind,
      environment,
      ...allowedSilence(known, observations),
      latest,
    },
  });
  const byDigest = new Map(
    observations.map(({ result }) => [sha256OfJson({ ...result }), result]),
  );
  const stored = await knownDigests(tx, checkId, [...byDigest.keys()]);
  return [...byDigest]
    .filter(([digest]) => !stored.has(digest))
    .map(([digest, result]) => ({ checkId, digest, result }));
}

// The newest observation that names an allowed silence decides, and of two at the same
// moment the shorter silence, in whatever order they arrive.
function allowedSilence(
  known: StoredCheck | undefined,
  observations: readonly Observation[],
): { allowedSilence: string; allowedSilenceAt?: string } {
  let chosen = {
    allowedSilence: known?.allowedSilence ?? DEFAULT_ALLOWED_SILENCE,
    allowedSilenceAt: known?.allowedSilenceAt,
  };
  for (const { report, result } of observations) {
    const { observedAt } = result;
    const since = chosen.allowedSilenceAt ?? '';
    const isShorter =
      report.allowedSilence !== undefined &&
      millisOf(report.allowedSilence) < millisOf(chosen.allowedSilence);
    if (
      report.allowedSilence &&
      (observedAt > since || (observedAt === since && isShorter))
    ) {
      chosen = {
        allowedSilence: report.allowedSilence,
        allowedSilenceAt: observedAt,
      };
    }
  }
  return chosen;
}

function millisOf(duration: string): number {
  return Duration.fromISO(duration).toMillis();
}
