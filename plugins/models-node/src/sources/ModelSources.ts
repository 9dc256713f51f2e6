import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { isError } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  MOST_SOURCE_PROBLEMS,
  SourceReport,
  sourceIdSchema,
} from '@modelry/backstage-plugin-models-common';
import {
  ModelSource,
  ModelSourcesService,
  SourceRun,
} from './ModelSourcesService';
import { SourceMetrics } from './SourceMetrics';
import { cutProblem, toSourceProblem } from './toSourceProblem';
import { allowedSilenceOf, nextRunAfter } from './sourceSchedule';

/** How soon it is looked again whether a source runs no more. */
const LOOK_AGAIN_MS = 5_000;

/**
 * What {@link ModelSources} need.
 *
 * @public
 */
export interface ModelSourcesOptions {
  /** Plugin that the sources belong to. */
  pluginId: string;
  /** Runs them, on one replica at a time. */
  scheduler: SchedulerService;
  /** Counts runs and what they dealt with. */
  metrics: MetricsService;
  /** Hears of what goes wrong. */
  logger: LoggerService;
  /** Hands a report over to the model record. */
  report: (report: SourceReport) => Promise<void>;
  /** Tells the time; the clock of the machine when left out. */
  now?: () => Date;
  /** Waits; by the clock of the machine when left out. */
  wait?: (milliseconds: number) => Promise<void>;
}

/**
 * Runs sources on their schedules, and tells the model record how they do.
 *
 * @remarks
 *
 * A run that fails is logged, counted and reported, and never breaks the schedule. The
 * work goes on when the record cannot be told.
 *
 * @public
 */
export class ModelSources implements ModelSourcesService {
  readonly #options: ModelSourcesOptions & {
    now: () => Date;
    wait: (milliseconds: number) => Promise<void>;
  };
  readonly #metrics: SourceMetrics;
  readonly #added = new Map<string, ModelSource>();
  /** Those that run once more when they are done. */
  readonly #runAgain = new Set<string>();

  constructor(options: ModelSourcesOptions) {
    this.#options = { now: () => new Date(), wait: waitUnheld, ...options };
    this.#metrics = new SourceMetrics(options.metrics);
  }

  /** {@inheritDoc ModelSourcesService.add} */
  async add(source: ModelSource): Promise<void> {
    const { id, schedule } = source;
    if (!sourceIdSchema.safeParse(id).success) {
      throw new Error(
        `'${id}' is no id of a source: write 1 to 63 lower-case letters, digits and dashes`,
      );
    }
    if (this.#added.has(id)) {
      throw new Error(`The source '${id}' is added twice`);
    }
    this.#added.set(id, source);
    await this.#options.scheduler.scheduleTask({
      ...schedule,
      id: taskIdOf(id),
      scope: 'global',
      fn: signal => this.#run(source, signal),
    });
  }

  /** {@inheritDoc ModelSourcesService.runNow} */
  async runNow(id: string): Promise<void> {
    if (!(await this.#trigger(id)) && !this.#runAgain.has(id)) {
      this.#runWhenDone(id);
    }
  }

  /** Tells the record of all sources that were added, before they run. */
  async announce(): Promise<void> {
    for (const source of this.#added.values()) {
      await this.#tell(source, {});
    }
  }

  async #trigger(id: string): Promise<boolean> {
    try {
      await this.#options.scheduler.triggerTask(taskIdOf(id));
      return true;
    } catch (error) {
      if (isError(error) && error.name === 'ConflictError') {
        return false;
      }
      throw error;
    }
  }

  // What runs now, here or on another replica, may have read before what it is asked for.
  async #runWhenDone(id: string): Promise<void> {
    const { wait, logger } = this.#options;
    try {
      do {
        this.#runAgain.add(id);
        await wait(LOOK_AGAIN_MS);
        // Who asks from here on may ask for more than this run will see.
        this.#runAgain.delete(id);
      } while (!(await this.#trigger(id)) && !this.#runAgain.has(id));
    } catch (error) {
      logger.warn(
        `The source '${id}' could not be asked to run once more; it runs on its schedule`,
        { source: id, cause: String(error) },
      );
    }
  }

  async #run(source: ModelSource, signal: AbortSignal): Promise<void> {
    const { now } = this.#options;
    const started = now();
    const startedAt = started.toISOString();
    await this.#tell(source, { run: { startedAt } });
    const result = await this.#attempt(source, signal);
    const ended = now();
    const seconds = (ended.getTime() - started.getTime()) / 1_000;
    this.#metrics.record(source, { ...result, seconds });
    await this.#tell(source, {
      run: { startedAt, endedAt: ended.toISOString(), ...result },
      nextRunAt: nextRunAfter(source.schedule, { started, ended }),
    });
  }

  async #attempt(
    source: ModelSource,
    signal: AbortSignal,
  ): Promise<Omit<NonNullable<SourceReport['run']>, 'startedAt'>> {
    const { logger } = this.#options;
    try {
      const run = await endedBy(signal, () => source.run(signal));
      this.#logProblems(source, run);
      return {
        counts: run.counts,
        problems: run.problems?.slice(0, MOST_SOURCE_PROBLEMS).map(cutProblem),
      };
    } catch (error) {
      const problem = toSourceProblem(error, signal);
      logger.warn(
        `The source '${source.id}' failed: ${problem.message} ${problem.remedy}`,
        { source: source.id, cause: String(error) },
      );
      return { error: problem };
    }
  }

  #logProblems({ id }: ModelSource, { problems = [] }: SourceRun): void {
    for (const { message, remedy } of problems) {
      this.#options.logger.warn(`The source '${id}': ${message} ${remedy}`, {
        source: id,
      });
    }
  }

  async #tell(
    source: ModelSource,
    news: Pick<SourceReport, 'run' | 'nextRunAt'>,
  ): Promise<void> {
    const { pluginId, report, logger } = this.#options;
    const { id, kind, title, link, schedule } = source;
    try {
      await report({
        ...{ id, kind, title, link },
        task: { plugin: pluginId, id: taskIdOf(id) },
        allowedSilence: allowedSilenceOf(schedule),
        ...news,
      });
    } catch (error) {
      logger.warn(
        `Could not tell the models plugin how the source '${id}' does; it is told after the next run`,
        { source: id, cause: String(error) },
      );
    }
  }
}

// A process that ends does not wait for it.
async function waitUnheld(milliseconds: number): Promise<void> {
  await sleep(milliseconds, undefined, { ref: false });
}

// A run that does not listen to its signal would keep its source from ever running again.
async function endedBy<T>(
  signal: AbortSignal,
  run: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let end = () => {};
  const ended = new Promise<never>((_, reject) => {
    end = () => reject(signal.reason);
    signal.addEventListener('abort', end, { once: true });
  });
  try {
    return await Promise.race([run(), ended]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

function taskIdOf(id: string): string {
  return `model-source-${id}`;
}
