import { PossibleMove } from './usePossibleMoves';

/** What a button says that makes a move. */
export function nameMove(
  { direction }: Pick<PossibleMove, 'direction'>,
  label: string,
): string {
  switch (direction) {
    case 'forward':
      return `Promote to ${label}`;
    case 'back':
      return `Move back to ${label}`;
    default:
      return `Move to ${label}`;
  }
}

/** Says in a few words whether anything keeps a version from a move. */
export function describeMissing({ missing }: PossibleMove): string {
  if (missing.length === 0) {
    return 'nothing is missing';
  }
  return missing.length === 1
    ? '1 sign-off is missing'
    : `${missing.length} sign-offs are missing`;
}
