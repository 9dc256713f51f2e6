import {
  LEDGER_ACTIONS,
  LedgerAction,
  LedgerEntry,
} from '@modelry/backstage-plugin-models-common';
import { Names } from '../useNames';
import { VERDICTS } from '../verdicts';

type Body = LedgerEntry['body'];

const ACTIONS: Record<LedgerAction, (body: Body, names: Names) => string> = {
  'review-opened': (body, names) => `opened a review of ${what(body, names)}`,
  'review-closed': (body, names) =>
    read(body, 'outcome') === 'completed'
      ? `completed the review of ${what(body, names)}`
      : `closed the review of ${what(body, names)}`,
  decision: (body, names) =>
    `${verdict(body)} ${requirement(body, names)}${forWhat(body, names)}`,
  'decision-withdrawn': (body, names) =>
    `withdrew a decision on ${requirement(body, names)}${forWhat(body, names)}`,
  'waiver-granted': (body, names) =>
    `waived ${requirement(body, names)}${forWhat(body, names)}${until(body)}`,
  'waiver-revoked': (body, names) =>
    `revoked the waiver of ${requirement(body, names)}${forWhat(body, names)}`,
  'requirements-changed': () =>
    'found that fewer sign-offs are asked for than before',
  'owner-assigned': body => `made ${read(body, 'owner') ?? 'nobody'} the owner`,
  'owner-reverted': body =>
    `gave it back to its declared owner, ${read(body, 'owner') ?? 'nobody'}`,
  'owner-declined': body =>
    `declined it for ${read(body, 'previousOwner') ?? '?'}; it went back to ${
      read(body, 'owner') ?? 'nobody'
    }`,
  'role-assigned': body => {
    const people = readAll(body, 'people');
    const role = read(body, 'role') ?? '?';
    return people.length > 0
      ? `made ${people.join(', ')} the ${role} of the model`
      : `left nobody as the ${role} of the model`;
  },
  'record-continued': body =>
    `continued the record of ${read(body, 'formerRef') ?? '?'}`,
  'end-of-life-set': body =>
    `set the end of life to ${read(body, 'date') ?? '?'}`,
  'end-of-life-cleared': body =>
    `took back the end of life on ${read(body, 'date') ?? '?'}`,
  'stage-moved': (body, names) => {
    const from = read(body, 'from');
    const to = read(body, 'to') ?? read(body, 'stage');
    return `moved version ${read(body, 'version') ?? '?'} ${
      from ? `from ${names.stage(from)} ` : ''
    }to ${to ? names.stage(to) : 'another stage'}`;
  },
};

/** Says what an entry of the ledger records, to follow the name of who did it. */
export function describeEntry(
  { action, body }: LedgerEntry,
  names: Names,
): string {
  const known = LEDGER_ACTIONS.find(one => one === action);
  return known ? ACTIONS[known](body, names) : action;
}

/** The reason or comment that an entry holds, if any. */
export function reasonOf({ body }: LedgerEntry): string | undefined {
  return read(body, 'comment') ?? read(body, 'reason') ?? read(body, 'note');
}

function verdict(body: Body): string {
  const decision = read(body, 'decision') ?? '';
  const known = Object.entries(VERDICTS).find(([key]) => key === decision);
  return known ? known[1].doneTo : `decided ${decision}:`;
}

/** The id of the requirement that an entry is about, if any. */
export function requirementOf({ body }: LedgerEntry): string | undefined {
  return read(body, 'requirement');
}

function requirement(body: Body, names: Names): string {
  const id = read(body, 'requirement');
  return read(body, 'requirementTitle') ?? (id ? names.requirement(id) : '?');
}

function what(body: Body, names: Names): string {
  const stage = read(body, 'stage');
  return `version ${read(body, 'version') ?? '?'}${
    stage ? ` for ${names.stage(stage)}` : ''
  }`;
}

function forWhat(body: Body, names: Names): string {
  const version = read(body, 'version');
  const stage = read(body, 'stage');
  return `${version ? `, version ${version}` : ''}${
    stage ? `, for ${names.stage(stage)}` : ''
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

function readAll(body: Body, key: string): string[] {
  const values = body[key];
  return Array.isArray(values)
    ? values.filter(value => typeof value === 'string')
    : [];
}
