import { TimelineItem } from '@modelry/backstage-plugin-models-common';
import { Names } from '../../governance/useNames';
import { nameCheck } from '../../monitoring/describe';
import { CAUSE_LABELS } from '../../monitoring/incidents/describeIncident';
import { VERDICTS } from '../../governance/verdicts';

/** Says what happened, to follow the name of who did it. */
const ACTIONS: Record<string, (item: TimelineItem, names: Names) => string> = {
  'version-reported': ({ version }) => `registered version ${version}`,
  'version-seen': ({ version }) => `saw version ${version} run`,
  'stage-moved': ({ version, from, to, status }, names) =>
    `${
      status === 'reported' ? 'reported' : 'moved'
    } version ${version} from ${names.stage(from ?? '')} to ${names.stage(
      to ?? '',
    )}${status === 'automatic' ? ' with the last sign-off' : ''}`,
  'deployment-changed': ({ version, environment, deployment, status }) =>
    `reported version ${version} as ${status} in ${environment} (${deployment})`,
  'incident-began': ({ environment, version }) =>
    `found something critical${version ? ` about version ${version}` : ''}${
      environment ? ` in ${environment}` : ''
    }`,
  'incident-ended': ({ environment }) =>
    `is no longer critical${environment ? ` in ${environment}` : ''}`,
  'incident-acknowledged': item =>
    `acknowledged the incident of ${checkOf(item)}`,
  'incident-cause': ({ from, to, ...item }) =>
    `said that the incident of ${checkOf(item)} was caused by ${causeOf(to)}${
      from && from !== to ? ` and not by ${causeOf(from)}` : ''
    }`,
  'incident-retraining': item =>
    `asked for the model to be trained again, for the incident of ${checkOf(
      item,
    )}`,
  'check-retired': item => `retired the check ${checkOf(item)}`,
  'check-returned': item =>
    `reported the check ${checkOf(
      item,
    )}, which was retired, and brought it back`,
  'review-opened': ({ version, to }, names) =>
    `opened a review of version ${version}${
      to ? ` for ${names.stage(to)}` : ''
    }`,
  'review-closed': ({ version, to }, names) =>
    `ended the review of version ${version}${
      to ? ` for ${names.stage(to)}` : ''
    }`,
  decision: (item, names) =>
    `${verdict(item)} ${title(item, names)} for version ${item.version}`,
  'decision-withdrawn': (item, names) =>
    `withdrew a decision on ${title(item, names)} for version ${item.version}`,
  'waiver-granted': (item, names) =>
    `waived ${title(item, names)} for ${
      item.version ? `version ${item.version}` : 'all versions'
    }${item.until ? ` until ${item.until.slice(0, 10)}` : ''}`,
  'waiver-revoked': (item, names) =>
    `revoked the waiver of ${title(item, names)}`,
  'requirements-changed': () =>
    'found that fewer sign-offs are asked for than before',
  'end-of-life-set': ({ until }) => `set the end of life to ${until}`,
  'end-of-life-cleared': ({ until }) => `took back the end of life on ${until}`,
  'owner-assigned': ({ to }) => `made ${to} the owner`,
  'owner-reverted': ({ to }) =>
    `went back to the declared owner${to ? `, ${to}` : ''}`,
  'owner-declined': ({ from, to }) =>
    `declined${from ? ` for ${from}` : ''}${to ? `; ${to} owns it again` : ''}`,
  'role-assigned': ({ role, to }) =>
    to ? `made ${to} the ${role}` : `left nobody as ${role}`,
  'record-continued': ({ from }) => `continued the record of ${from}`,
};

/**
 * Says what an item of the timeline is about, to follow the name of who did it.
 *
 * @param names - says what stages and requirements are called.
 */
export function describeItem(item: TimelineItem, names: Names): string {
  const { action } = item;
  const describe = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  return describe ? describe(item, names) : action;
}

function verdict({ status }: TimelineItem): string {
  const known = Object.entries(VERDICTS).find(([key]) => key === status);
  return known ? known[1].doneTo : `decided ${status}:`;
}

function checkOf({
  check = '?',
  environment,
}: Pick<TimelineItem, 'check' | 'environment'>): string {
  return nameCheck({ check, environment });
}

function causeOf(cause: string | undefined): string {
  const known = Object.entries(CAUSE_LABELS).find(([id]) => id === cause);
  return known ? `“${known[1]}”` : String(cause);
}

function title({ requirement }: TimelineItem, names: Names): string {
  return requirement === undefined ? '?' : names.requirement(requirement);
}
