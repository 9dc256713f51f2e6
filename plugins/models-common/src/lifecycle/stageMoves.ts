import { LIFECYCLE_STAGES, LifecycleStage, isEnded } from './stages';

/**
 * Judges whether a version may move from one stage to another, and says every reason
 * against it.
 *
 * @remarks
 *
 * Taking a version out of production needs no sign-off, so that nothing keeps a
 * version there that should not be there. Everything else needs those of the stage
 * that it enters. Moves back and ends must be explained.
 *
 * @param options - `openRequirements` are those that the version lacks for `to`.
 * @returns reasons in words for whoever asks; none means that it may.
 * @public
 */
export function reasonsNotToMove(options: {
  from: LifecycleStage;
  to: LifecycleStage;
  openRequirements: ReadonlyArray<{ title: string; reason: string }>;
  reason?: string;
}): string[] {
  const { from, to, openRequirements, reason } = options;
  if (from === to) {
    return [`The version is in ${to} already`];
  }
  const back = LIFECYCLE_STAGES.indexOf(to) < LIFECYCLE_STAGES.indexOf(from);
  const stepsBack = back && !isEnded(from);
  return [
    ...(stepsBack
      ? []
      : openRequirements.map(open => `${open.title}: ${open.reason}`)),
    ...((back || isEnded(to)) && !reason?.trim()
      ? [
          back
            ? 'Say why it moves back: give a reason'
            : 'Say why it ends: give a reason',
        ]
      : []),
  ];
}
