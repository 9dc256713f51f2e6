import { InputError } from '@backstage/errors';
import {
  Lifecycle,
  LifecycleStage,
  startStage,
  unknownStage,
} from '@modelry/backstage-plugin-models-common';

/**
 * Checks a stage that a request names.
 *
 * @param field - where it stands, e.g. `body.stage`.
 * @throws `InputError` that lists the configured stages.
 */
export function assertConfiguredStage(
  lifecycle: Lifecycle,
  stage: LifecycleStage | undefined,
  field: string,
): void {
  const problem = stage !== undefined && unknownStage(lifecycle, stage);
  if (problem) {
    throw new InputError(`${field}: ${problem}`);
  }
}

/**
 * Checks a stage that a review is asked for.
 *
 * @throws as {@link assertConfiguredStage} does, and `InputError` for the stage in which
 *   every version begins.
 */
export function assertReviewableStage(
  lifecycle: Lifecycle,
  stage: LifecycleStage,
  field: string,
): void {
  assertConfiguredStage(lifecycle, stage, field);
  if (stage === startStage(lifecycle)) {
    throw new InputError(
      `${field}: every version begins in ${stage}; ask for a later stage`,
    );
  }
}
