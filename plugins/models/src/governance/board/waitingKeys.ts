import { WaitingSignOff } from '@modelry/backstage-plugin-models-common';

/** Identifies a sign-off that waits. */
export function keyOf({
  modelRef,
  review,
  requirement,
}: WaitingSignOff): string {
  return [modelRef, review.id, requirement.stage, requirement.id].join(' ');
}

/** The sign-off after another one in the list, or else the one before it. */
export function neighbourOf(
  items: readonly WaitingSignOff[],
  key: string,
): string | undefined {
  const position = items.findIndex(item => keyOf(item) === key);
  const neighbour =
    position < 0 ? items[0] : items[position + 1] ?? items[position - 1];
  return neighbour && keyOf(neighbour);
}
