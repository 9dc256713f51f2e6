import { BoardRow } from '@modelry/backstage-plugin-models-common';

/** Says what runs where, and whether it has what it needs. */
export function describeRunning({
  version,
  environment,
  sanctioned,
  waived,
}: NonNullable<BoardRow['running']>[number]): string {
  const has = sanctioned ? 'with all of its' : 'without its';
  return `Version ${version} runs in ${environment} ${has} sign-offs${
    sanctioned && waived ? ', or waivers of them' : ''
  }`;
}
