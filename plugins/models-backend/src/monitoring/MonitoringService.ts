import { ConflictError, InputError } from '@backstage/errors';
import {
  CheckReportReceipt,
  CheckResult,
  CheckResultReport,
  DEFAULT_ALLOWED_SILENCE,
  MAX_RESULTS_PER_REPORT,
  MalformedReportError,
  MonitoringState,
  ReportContext,
  checkResultsReportSchema,
  compareObservations,
  monitoringState,
  readEvidentlyReport,
  sha256OfJson,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelChanges } from '../changes/ModelChanges';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { observedTime } from '../http/observedTime';
import { assertStorableText } from '../http/storableText';
import { VisibleModel } from '../kind/ModelAccess';
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
  }): Promise<CheckReportReceipt> {
    const { model, document, context, actor } = options;
    const read = readDocument(document, context);
    return this.report({ model, ...read, actor });
  }

  /** Records observations, all of them or none. */
  async report(options: {
    model: VisibleModel;
    results: readonly CheckResultReport[];
    format: string;
    actor: string;
  }): Promise<CheckReportReceipt> {
    const { model, format, actor } = options;
    const { modelRef } = model;
    const now = this.#options.now();
    const observations = options.results.map((report, index) => ({
      report,
      result: toResult(report, index, now),
    }));
    const result = await this.#options.database.writeModel(
      modelRef,
      async tx => {
        const known = await readChecks(tx, modelRef);
        const before = monitoringState({ checks: known, now });
        const counts = await storeObservations(tx, {
          modelRef,
          known,
          observations,
        });
        const after = monitoringState({
          checks: await readChecks(tx, modelRef),
          now,
        });
        return { counts, before, after };
      },
    );
    if (result.counts.accepted > 0) {
      await this.#announce({ ...result, model, actor, now });
    }
    return { format, ...result.counts, status: result.after.status };
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
      await this.#options.changes.notifyOwner({
        modelRef,
        owner,
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

function readDocument(document: unknown, context: ReportContext) {
  let read;
  try {
    read = readEvidentlyReport(document, context);
  } catch (error) {
    if (error instanceof MalformedReportError) {
      throw new InputError(`body: ${error.message}`, error);
    }
    throw error;
  }
  if (!read) {
    throw new InputError(
      'body: not a report that is understood here. Expected is the JSON of an Evidently report with drift metrics or tests, e.g. {"metrics":[{"metric_name":"…","config":{"type":"evidently:metric_v2:DriftedColumnsCount","drift_share":0.5},"value":{"count":1,"share":0.1}}],"tests":[]}. Send anything else as check results to …/check-results',
    );
  }
  const results = checkResultsReportSchema.safeParse({ results: read.results });
  if (!results.success) {
    throw new InputError(
      `body: the report cannot be recorded (${results.error.issues
        .map(issue => `${issue.path.join('.')}: ${issue.message}`)
        .join('; ')}). It may hold at most ${MAX_RESULTS_PER_REPORT} findings`,
    );
  }
  assertStorableText(results.data.results, 'body');
  return { format: read.format, results: results.data.results };
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
  const checkId = await saveCheck(tx, modelRef, {
    check,
    kind,
    environment,
    ...allowedSilence(known, observations),
    latest,
  });
  const byDigest = new Map(
    observations.map(({ result }) => [sha256OfJson({ ...result }), result]),
  );
  const stored = await knownDigests(tx, checkId, [...byDigest.keys()]);
  return [...byDigest]
    .filter(([digest]) => !stored.has(digest))
    .map(([digest, result]) => ({ checkId, digest, result }));
}

// The newest observation that names an allowed silence decides, in whatever order
// observations arrive.
function allowedSilence(
  known: StoredCheck | undefined,
  observations: readonly Observation[],
): { allowedSilence: string; allowedSilenceAt?: string } {
  let chosen = {
    allowedSilence: known?.allowedSilence ?? DEFAULT_ALLOWED_SILENCE,
    allowedSilenceAt: known?.allowedSilenceAt,
  };
  for (const { report, result } of observations) {
    if (
      report.allowedSilence &&
      result.observedAt >= (chosen.allowedSilenceAt ?? '')
    ) {
      chosen = {
        allowedSilence: report.allowedSilence,
        allowedSilenceAt: result.observedAt,
      };
    }
  }
  return chosen;
}
