import { createExtensionPoint } from '@backstage/backend-plugin-api';
import {
  Check,
  CheckReportReceipt,
  CheckResultReport,
  ModelEntity,
} from '@modelry/backstage-plugin-models-common';
import { ModelSource, SourceRun } from './sources/ModelSourcesService';

/**
 * What sources of checks read and write of the model record. All of it waits until the
 * record is there.
 *
 * @public
 */
export interface CheckRecord {
  /** All models of the catalog, in pages. */
  models(): AsyncIterable<ModelEntity[]>;
  /** Those of the named models that the catalog has, by entity ref. */
  find(modelRefs: readonly string[]): Promise<Map<string, ModelEntity>>;
  /**
   * Entity refs of the models that run as a deployment of this name, or of one whose
   * name ends in it after a slash.
   */
  running(deploymentName: string): Promise<string[]>;
  /** The checks of a model, each with its newest result. */
  checks(modelRef: string): Promise<Check[]>;
  /**
   * Records results of one model, all of them or none.
   *
   * @throws `InputError` or `ConflictError` when one of them cannot be recorded, and
   *   `NotFoundError` for a model that the catalog does not have.
   */
  report(
    source: { id: string },
    modelRef: string,
    results: readonly CheckResultReport[],
  ): Promise<CheckReportReceipt>;
}

/**
 * A system that knows how models do, e.g. a time series database.
 *
 * @public
 */
export interface CheckSource extends Omit<ModelSource, 'run'> {
  /**
   * Asks the system and records what it says, on one replica at a time.
   *
   * @throws when nothing of it counts; a `SourceError` says what to do about it.
   */
  run(record: CheckRecord, signal: AbortSignal): Promise<SourceRun>;
}

/**
 * Where modules add sources of check results.
 *
 * @public
 */
export interface CheckSourcesExtensionPoint {
  /** The record, for results that arrive by themselves. */
  readonly record: CheckRecord;
  /** Adds a source that is asked on its schedule. */
  addSource(source: CheckSource): void;
}

/**
 * Extension point for modules that bring results of checks from other systems.
 *
 * @public
 */
export const checkSourcesExtensionPoint =
  createExtensionPoint<CheckSourcesExtensionPoint>({
    id: 'models.check-sources',
  });
