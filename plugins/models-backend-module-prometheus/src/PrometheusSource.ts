import { stringifyEntityRef } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import {
  Check,
  CheckResultReport,
  ModelEntity,
  SourceProblem,
} from '@modelry/backstage-plugin-models-common';
import {
  CheckRecord,
  SourceAnswerError,
  SourceRun,
} from '@modelry/backstage-plugin-models-node';
import { Duration } from 'luxon';
import { PrometheusClient, QueryTimeoutError, Range } from './PrometheusClient';
import { AskedCheck, checksOf } from './checksOf';
import { PrometheusCheck, PrometheusInstance } from './config';
import { toResults } from './toResults';

/** Fewer than the 11,000 that Prometheus gives of a series, and than one report takes. */
const MOST_POINTS = 4_000;
const MODELS_AT_ONCE = 4;
const REFUSALS = ['InputError', 'ConflictError', 'NotFoundError'];

interface Outcome {
  checks: number;
  results: number;
  silent: number;
  /** Checks whose query took too long for one model: no other one is kept waiting for it. */
  tooSlow: Set<string>;
  problems: Map<string, SourceProblem>;
}

/** Asks a server about the checks of all models. */
export class PrometheusSource {
  readonly #options: {
    instance: PrometheusInstance;
    prometheus: PrometheusClient;
    now: () => Date;
  };

  constructor(options: {
    instance: PrometheusInstance;
    prometheus: PrometheusClient;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Records what the server says, from where it was asked last to now.
   *
   * @throws `SourceError` when the server does not answer; what is recorded stays, and
   *   the next run asks about the time that was missed.
   */
  async run(record: CheckRecord, signal: AbortSignal): Promise<SourceRun> {
    const outcome: Outcome = {
      ...{ checks: 0, results: 0, silent: 0 },
      ...{ tooSlow: new Set(), problems: new Map() },
    };
    for await (const models of record.models()) {
      for (let at = 0; at < models.length; at += MODELS_AT_ONCE) {
        signal.throwIfAborted();
        await Promise.all(
          models
            .slice(at, at + MODELS_AT_ONCE)
            .map(entity => this.#ask(entity, { record, signal, outcome })),
        );
      }
    }
    return {
      counts: [
        { what: 'checks', count: outcome.checks },
        { what: 'results', count: outcome.results },
        {
          what: 'checks that nothing was ever found for',
          count: outcome.silent,
        },
      ],
      problems: [...outcome.problems.values()],
    };
  }

  async #ask(
    entity: ModelEntity,
    run: { record: CheckRecord; signal: AbortSignal; outcome: Outcome },
  ): Promise<void> {
    const { record, outcome } = run;
    const { checks, problems } = checksOf(entity, this.#options.instance);
    problems.forEach(one => outcome.problems.set(one.message, one));
    if (checks.length === 0) {
      return;
    }
    const modelRef = stringifyEntityRef(entity);
    const known = await record.checks(modelRef);
    for (const asked of checks) {
      const results = await this.#resultsOf(asked, { ...run, known });
      outcome.checks++;
      if (results && results.length > 0) {
        await this.#record({ ...run, modelRef, asked, results });
      }
    }
  }

  async #resultsOf(
    asked: AskedCheck,
    run: { known: readonly Check[]; signal: AbortSignal; outcome: Outcome },
  ): Promise<CheckResultReport[] | undefined> {
    const { outcome, signal } = run;
    const { check, query, isExpected } = asked;
    const known = run.known.filter(one => isOf(check, one));
    const range = this.#rangeOf(asked, known);
    if (range.start > range.end || outcome.tooSlow.has(check.check)) {
      return undefined;
    }
    try {
      const { prometheus } = this.#options;
      const { series, warnings } = await prometheus.range(query, range, signal);
      if (warnings.length > 0) {
        outcome.problems.set(`${check.check} warned`, warned(asked, warnings));
      }
      if (series.length === 0 && known.length === 0 && !isExpected) {
        outcome.silent++;
        return undefined;
      }
      const heard = known.map(one => one.environment ?? '');
      const nothing = series.length === 0 && known.length === 0;
      return toResults({
        ...{ check, range, series },
        known: new Set(nothing ? [check.environment ?? ''] : heard),
      });
    } catch (error) {
      const problem = problemOf(error, asked);
      if (!problem) {
        throw error;
      }
      outcome.problems.set(check.check, problem);
      if (error instanceof QueryTimeoutError) {
        outcome.tooSlow.add(check.check);
      }
      return undefined;
    }
  }

  // On multiples of the step, so that a time that is asked for again gives the same.
  #rangeOf({ check }: AskedCheck, known: readonly Check[]): Range {
    const { instance, now } = this.#options;
    const step = Duration.fromISO(check.step).as('seconds');
    const end = Math.floor(now().getTime() / 1_000 / step) * step;
    const oldest = end - Duration.fromISO(instance.backfill).as('seconds');
    const heard = known.map(one => Date.parse(one.latest.observedAt) / 1_000);
    // Of several environments the one that was heard of last: others may be gone.
    const from = heard.length > 0 ? Math.max(...heard) : oldest;
    const start = Math.max(
      Math.floor(from / step) * step + (heard.length > 0 ? step : 0),
      oldest,
      end - (MOST_POINTS - 1) * step,
    );
    return { start: Math.ceil(start / step) * step, end, step };
  }

  async #record(options: {
    record: CheckRecord;
    modelRef: string;
    asked: AskedCheck;
    results: CheckResultReport[];
    outcome: Outcome;
  }): Promise<void> {
    const { record, modelRef, asked, results, outcome } = options;
    const { instance } = this.#options;
    const { check } = asked.check;
    try {
      const receipt = await record.report(
        { id: `prometheus-${instance.id}` },
        modelRef,
        results,
      );
      outcome.results += receipt.accepted;
    } catch (error) {
      if (!isError(error) || !REFUSALS.includes(error.name)) {
        throw error;
      }
      outcome.problems.set(`${modelRef} ${check}`, {
        message: `'${check}' of ${modelRef}: ${error.message}.`,
        remedy: `Change the check in the configuration of the source; one without 'warning' and 'critical' needs a threshold of the portal or of the model.`,
      });
    }
  }
}

// One that asks others may have had no answer of some.
function warned({ check }: AskedCheck, warnings: string[]): SourceProblem {
  return {
    message: `The query of '${
      check.check
    }' was answered with a warning: ${warnings.join('; ').slice(0, 500)}`,
    remedy:
      'What was found is recorded, and may not be all. See that every store behind the server answers, or mend the query.',
  };
}

function isOf(check: PrometheusCheck, known: Check): boolean {
  return (
    known.check === check.check &&
    (check.environmentLabel !== undefined ||
      known.environment === check.environment)
  );
}

// Nothing when it is not about the query.
function problemOf(
  error: unknown,
  { check, query }: AskedCheck,
): SourceProblem | undefined {
  const asked = `It was asked as ${query.slice(0, 800)}`;
  if (error instanceof QueryTimeoutError) {
    return {
      message: `The query of '${check.check}': ${error.message}`,
      remedy: `It takes too long, and was asked for no further model in this run: make it simpler, e.g. by a recording rule, or 'step' longer. ${asked}`,
    };
  }
  return error instanceof SourceAnswerError && [400, 422].includes(error.status)
    ? {
        message: `The query of '${check.check}': ${error.message}`,
        remedy: `Mend the query. ${asked}`,
      }
    : undefined;
}
