import { BoardRow } from '@modelry/backstage-plugin-models-common';

/** Says what runs where, and whether it has what it needs. */
export function describeRunning({
  version,
  environment,
  sanctioned,
  waived,
}: NonNullable<BoardRow['running']>[number]): string {
  const signOffs = `with all of its sign-offs${
    waived ? ', or waivers of them' : ''
  }`;
  return `Version ${version} runs in ${environment} ${
    sanctioned ? signOffs : 'unsanctioned'
  }`;
}
