import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import {
  SourceCount,
  SourceProblem,
} from '@modelry/backstage-plugin-models-common';

/**
 * What a run of a source did.
 *
 * @public
 */
export interface SourceRun {
  /** How many things of each kind it dealt with. */
  counts: SourceCount[];
  /** What it could not take over although it went on. */
  problems?: SourceProblem[];
}

/**
 * A system that models, versions, deployments or checks come from.
 *
 * @public
 */
export interface ModelSource {
  /** Unique among all sources: 1 to 63 lower-case letters, digits and dashes. */
  id: string;
  /** Kind of system, e.g. `mlflow`. */
  kind: string;
  /** What people read. */
  title: string;
  /** Where the system itself is looked at. */
  link?: string;
  /** How often it runs, and how long a run may take. */
  schedule: SchedulerServiceTaskScheduleDefinition;
  /**
   * Does the work, on one replica at a time.
   *
   * @throws when nothing of it counts; a {@link SourceError} says what to do about it.
   */
  run(signal: AbortSignal): Promise<SourceRun>;
}

/**
 * Runs sources on their schedules, and keeps the record of how they do.
 *
 * @public
 */
export interface ModelSourcesService {
  /**
   * Adds a source.
   *
   * @throws for an id that is none, or that this plugin added before.
   */
  add(source: ModelSource): Promise<void>;
  /**
   * Asks a source that this plugin added to run within seconds; one that runs, to run once
   * more when it is done, however often it is asked meanwhile.
   */
  runNow(id: string): Promise<void>;
}
