import { InputError } from '@backstage/errors';
import {
  EffectiveRequirement,
  Lifecycle,
  LifecycleStage,
  VersionReport,
  stagesOnTheWayTo,
} from '@modelry/backstage-plugin-models-common';
import { observedTime } from '../http/observedTime';

/**
 * When a version entered the stage that a report says; nothing when it does not say.
 *
 * @throws `InputError` when no stage is reported with it, when it lies in the future or
 *   before the version was made, and when sign-offs are asked for before the stage: their
 *   record would say that the version ran before it was signed off.
 */
export function reportedSince(options: {
  report: VersionReport;
  lifecycle: Lifecycle;
  requirements: readonly EffectiveRequirement[];
  now: Date;
}): Date | undefined {
  const { report, now } = options;
  const { stage, stageSince, createdAt } = report;
  const field = 'body.stageSince';
  if (stageSince === undefined) {
    return undefined;
  }
  if (stage === undefined) {
    throw new InputError(`${field}: name the stage, too, in body.stage`);
  }
  if (createdAt && Date.parse(stageSince) < Date.parse(createdAt)) {
    throw new InputError(
      `${field}: ${stageSince} lies before the version was made, ${createdAt}`,
    );
  }
  if (asksForSignOffs(options, stage)) {
    throw new InputError(
      `${field}: sign-offs are asked for before '${stage}', so that a version enters it when that is recorded; leave the time out`,
    );
  }
  return observedTime({ reported: stageSince, field, now });
}

function asksForSignOffs(
  {
    lifecycle,
    requirements,
  }: { lifecycle: Lifecycle; requirements: readonly EffectiveRequirement[] },
  stage: LifecycleStage,
): boolean {
  const way = stagesOnTheWayTo(lifecycle, stage);
  return requirements.some(requirement => way.includes(requirement.stage));
}
