import { InputError } from '@backstage/errors';
import {
  Lifecycle,
  LifecycleStage,
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
