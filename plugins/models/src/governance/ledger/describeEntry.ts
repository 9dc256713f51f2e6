import { LedgerEntry } from '@modelry/backstage-plugin-models-common';
import { VERDICTS } from '../verdicts';

type Body = LedgerEntry['body'];

const ACTIONS: Record<string, (body: Body) => string> = {
  'review-opened': body => `opened a review of ${what(body)}`,
  'review-closed': body =>
    read(body, 'outcome') === 'completed'
      ? `completed the review of ${what(body)}`
      : `closed the review of ${what(body)}`,
  decision: body => `${verdict(body)} ${requirement(body)}${forWhat(body)}`,
  'decision-withdrawn': body =>
    `withdrew a decision on ${requirement(body)}${forWhat(body)}`,
  'waiver-granted': body =>
    `waived ${requirement(body)}${forWhat(body)}${until(body)}`,
  'waiver-revoked': body =>
    `revoked the waiver of ${requirement(body)}${forWhat(body)}`,
  'requirements-changed': () =>
    'found that fewer sign-offs are asked for than before',
  'end-of-life-set': body =>
    `set the end of life to ${read(body, 'date') ?? '?'}`,
  'end-of-life-cleared': body =>
    `took back the end of life on ${read(body, 'date') ?? '?'}`,
  'stage-moved': body => {
    const from = read(body, 'from');
    const to = read(body, 'to') ?? read(body, 'stage') ?? 'another stage';
    return `moved version ${read(body, 'version') ?? '?'} ${
      from ? `from ${from} ` : ''
    }to ${to}`;
  },
};

/** Says what an entry of the ledger records, to follow the name of who did it. */
export function describeEntry({ action, body }: LedgerEntry): string {
  const describe = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  return describe ? describe(body) : action;
}

/** The reason or comment that an entry holds, if any. */
export function reasonOf({ body }: LedgerEntry): string | undefined {
  return read(body, 'comment') ?? read(body, 'reason') ?? read(body, 'note');
}

function verdict(body: Body): string {
  const decision = read(body, 'decision') ?? '';
  const known = Object.entries(VERDICTS).find(([key]) => key === decision);
  return known ? known[1].done : `decided ${decision}:`;
}

function requirement(body: Body): string {
  return read(body, 'requirementTitle') ?? read(body, 'requirement') ?? '?';
}

function what(body: Body): string {
  const stage = read(body, 'stage');
  return `version ${read(body, 'version') ?? '?'}${
    stage ? ` for ${stage}` : ''
  }`;
}

function forWhat(body: Body): string {
  const version = read(body, 'version');
  const stage = read(body, 'stage');
  return `${version ? `, version ${version}` : ''}${
    stage ? `, for ${stage}` : ''
  }`;
}

function until(body: Body): string {
  const end = read(body, 'until');
  return end ? ` until ${end.slice(0, 10)}` : '';
}

function read(body: Body, key: string): string | undefined {
  const value = body[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
