import {
  Lifecycle,
  LifecycleStage,
  findStage,
  isEnded,
  stagePosition,
} from './stages';

/**
 * What a move is: `forward`, `back`, or to an `end`.
 *
 * @public
 */
export const MOVE_DIRECTIONS = ['forward', 'back', 'end'] as const;

/**
 * One of {@link MOVE_DIRECTIONS}.
 *
 * @public
 */
export type MoveDirection = (typeof MOVE_DIRECTIONS)[number];

/**
 * Tells what a move between two stages is.
 *
 * @public
 */
export function moveDirection(
  lifecycle: Lifecycle,
  { from, to }: { from: LifecycleStage; to: LifecycleStage },
): MoveDirection {
  if (stagePosition(lifecycle, to) < stagePosition(lifecycle, from)) {
    return 'back';
  }
  return isEnded(lifecycle, to) ? 'end' : 'forward';
}

/**
 * The stages that a version in a stage may move to, in their order.
 *
 * @remarks
 *
 * From a stage that is not configured any more every way is open: nothing may be stuck
 * in a stage that nobody can see.
 *
 * @public
 */
export function possibleMoves(
  lifecycle: Lifecycle,
  from: LifecycleStage,
): LifecycleStage[] {
  const ids = lifecycle.stages.map(({ id }) => id);
  if (!ids.includes(from)) {
    return ids;
  }
  const to = lifecycle.moves.find(move => move.from === from)?.to ?? [];
  return ids.filter(id => to.includes(id));
}

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
 * @param options - `openRequirements` are those that the version lacks for `to`;
 *   `isFirstReport` is for what says for the first time where a version stands, which
 *   may be anywhere, whatever moves lead there.
 * @returns reasons in words for whoever asks; none means that it may.
 * @public
 */
export function reasonsNotToMove(options: {
  lifecycle: Lifecycle;
  from: LifecycleStage;
  to: LifecycleStage;
  openRequirements: ReadonlyArray<{ title: string; reason: string }>;
  reason?: string;
  isFirstReport?: boolean;
}): string[] {
  const { lifecycle, from, to, openRequirements, reason } = options;
  if (from === to) {
    return [`The version is in ${to} already`];
  }
  const possible = possibleMoves(lifecycle, from);
  if (!options.isFirstReport && !possible.includes(to)) {
    return [
      possible.length > 0
        ? `No move leads from ${from} to ${to}; from ${from} a version may move to ${possible.join(
            ', ',
          )}`
        : `No move leads out of ${from}`,
    ];
  }
  return [
    ...(needsSignOffs(lifecycle, { from, to })
      ? openRequirements.map(open => `${open.title}: ${open.reason}`)
      : []),
    ...(needsReason(lifecycle, { from, to }) && !reason?.trim()
      ? [
          moveDirection(lifecycle, { from, to }) === 'back'
            ? 'Say why it moves back: give a reason'
            : 'Say why it ends: give a reason',
        ]
      : []),
  ];
}

/**
 * Tells whether a move needs the sign-offs of the stage that it leads to. Stepping back
 * from a stage that is no end does not.
 *
 * @public
 */
export function needsSignOffs(
  lifecycle: Lifecycle,
  { from, to }: { from: LifecycleStage; to: LifecycleStage },
): boolean {
  const isBack = moveDirection(lifecycle, { from, to }) === 'back';
  return !isBack || isEnded(lifecycle, from);
}

/**
 * Tells whether a move must be explained.
 *
 * @public
 */
export function needsReason(
  lifecycle: Lifecycle,
  { from, to }: { from: LifecycleStage; to: LifecycleStage },
): boolean {
  return moveDirection(lifecycle, { from, to }) !== 'forward';
}

/**
 * Tells whether no version of a model is left in use by a move: the last one that was in
 * use ends, or the last one that had not ended does.
 *
 * @param options - `others` are the stages that the other versions hold.
 * @public
 */
export function endsUse(options: {
  lifecycle: Lifecycle;
  from: LifecycleStage;
  to: LifecycleStage;
  others: Iterable<LifecycleStage>;
}): boolean {
  const { lifecycle, from, to } = options;
  const others = [...options.others];
  const isInUse = (stage: LifecycleStage) =>
    findStage(lifecycle, stage)?.kind === 'in-use';
  return (
    isEnded(lifecycle, to) &&
    !isEnded(lifecycle, from) &&
    !others.some(isInUse) &&
    (isInUse(from) || others.every(stage => isEnded(lifecycle, stage)))
  );
}

/**
 * Says that a stage is not configured, and which ones are; nothing when it is.
 *
 * @public
 */
export function unknownStage(
  lifecycle: Lifecycle,
  stage: LifecycleStage,
): string | undefined {
  return findStage(lifecycle, stage)
    ? undefined
    : `no stage '${stage}' is configured; write one of ${lifecycle.stages
        .map(({ id }) => id)
        .join(', ')}`;
}
