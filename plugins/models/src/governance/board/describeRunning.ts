import { BoardRow } from '@modelry/backstage-plugin-models-common';

/** Says what runs where, and whether it has what it needs. */
export function describeRunning({
  version,
  environment,
  sanctioned,
}: NonNullable<BoardRow['running']>[number]): string {
  return `Version ${version} runs in ${environment} ${
    sanctioned ? 'with all of its' : 'without its'
  } sign-offs`;
}
