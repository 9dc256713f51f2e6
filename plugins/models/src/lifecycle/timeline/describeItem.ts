import { TimelineItem } from '@modelry/backstage-plugin-models-common';
import { VERDICTS } from '../../governance/verdicts';

type NameStage = (stage: string) => string;

/** Says what happened, to follow the name of who did it. */
const ACTIONS: Record<
  string,
  (item: TimelineItem, nameOf: NameStage) => string
> = {
  'version-reported': ({ version }) => `registered version ${version}`,
  'version-seen': ({ version }) => `saw version ${version} run`,
  'stage-moved': ({ version, from, to, status }, nameOf) =>
    `${
      status === 'reported' ? 'reported' : 'moved'
    } version ${version} from ${nameOf(from ?? '')} to ${nameOf(to ?? '')}${
      status === 'automatic' ? ' with the last sign-off' : ''
    }`,
  'deployment-changed': ({ version, environment, deployment, status }) =>
    `reported version ${version} as ${status} in ${environment} (${deployment})`,
  'incident-began': ({ environment, version }) =>
    `found something critical${version ? ` about version ${version}` : ''}${
      environment ? ` in ${environment}` : ''
    }`,
  'incident-ended': ({ environment }) =>
    `is no longer critical${environment ? ` in ${environment}` : ''}`,
  'review-opened': ({ version, to }, nameOf) =>
    `opened a review of version ${version}${to ? ` for ${nameOf(to)}` : ''}`,
  'review-closed': ({ version, to }, nameOf) =>
    `ended the review of version ${version}${to ? ` for ${nameOf(to)}` : ''}`,
  decision: item =>
    `${verdict(item)} ${item.requirement} for version ${item.version}`,
  'decision-withdrawn': ({ requirement, version }) =>
    `withdrew a decision on ${requirement} for version ${version}`,
  'waiver-granted': ({ requirement, version, until }) =>
    `waived ${requirement} for ${
      version ? `version ${version}` : 'all versions'
    }${until ? ` until ${until.slice(0, 10)}` : ''}`,
  'waiver-revoked': ({ requirement }) => `revoked the waiver of ${requirement}`,
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
};

/**
 * Says what an item of the timeline is about, to follow the name of who did it.
 *
 * @param nameOf - names a stage in words.
 */
export function describeItem(item: TimelineItem, nameOf: NameStage): string {
  const { action } = item;
  const describe = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  return describe ? describe(item, nameOf) : action;
}

function verdict({ status }: TimelineItem): string {
  const known = Object.entries(VERDICTS).find(([key]) => key === status);
  return known ? known[1].done : `decided ${status}:`;
}
