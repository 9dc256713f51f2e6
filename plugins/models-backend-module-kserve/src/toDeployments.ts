import {
  SourceProblem,
  deploymentReportSchema,
} from '@modelry/backstage-plugin-models-common';
import {
  SourceAnswerError,
  SourceDeployment,
  SourceError,
} from '@modelry/backstage-plugin-models-node';
import { KnownModel } from './KnownModels';
import { KServeInstance } from './config';
import { PLATFORMS, Resource, Revision, Serving } from './resources';
import { statusOf, statusOfOlder } from './statusOf';
import { said, storageUriOf, versionOf } from './versionOf';

type Report = SourceDeployment['report'];

/** Something that serves a model, and where. */
export interface Served {
  cluster: string;
  resource: Resource;
  serving: Serving;
  model: KnownModel;
}

/** The revision beside the newest one that gets requests, if there is one. */
export function stableRevisionOf({ status }: Serving): string | undefined {
  const { traffic = [] } = status.components.predictor ?? {};
  const shared = traffic.filter(({ percent = 0 }) => percent > 0);
  return shared.length > 1
    ? shared.find(one => !one.latestRevision)?.revisionName
    : undefined;
}

/** The revision that runs while a newer one cannot; nothing when the newest one runs. */
export function heldRevisionOf({ status }: Serving): string | undefined {
  const { latestReadyRevision: ready, latestCreatedRevision: created } =
    status.components.predictor ?? {};
  return ready && created && ready !== created ? ready : undefined;
}

/**
 * What runs because of one thing that serves a model: one deployment, or two while a
 * canary gets a share of the requests. Of which the version cannot be told it is left out,
 * with a problem that says so.
 *
 * @param revision - what the stable or the held revision says of itself, or why that is not
 *   known.
 */
export function toDeployments(
  served: Served,
  instance: KServeInstance,
  revision: Revision | SourceError | undefined,
): { deployments: SourceDeployment[]; problems: SourceProblem[] } {
  const { serving, model } = served;
  const where = `${served.resource} ${placeOf(served)}`;
  const version = versionOf(serving.metadata, {
    ...{ instance, model, storageUri: storageUriOf(serving) },
  });
  const older =
    revision && !(revision instanceof SourceError)
      ? versionOf(revision, { instance, model, storageUri: undefined })
      : undefined;
  const { reports, missing } = reportsOf(served, { instance, version, older });
  const deployments: SourceDeployment[] = [];
  const problems = missing.map(what => withoutVersion(where, what, revision));
  for (const report of reports) {
    const parsed = deploymentReportSchema.safeParse(report);
    if (parsed.success) {
      deployments.push({ modelRef: model.modelRef, report });
    } else {
      const [{ path, message }] = parsed.error.issues;
      problems.push(refused(where, `${path.join('.')}: ${message}`));
    }
  }
  return { deployments, problems };
}

const NEWEST = 'a version';
const BEFORE_CANARY = 'the version that ran before the canary';
const HELD = 'the version that runs while the newest cannot';

// What runs of which version, and of which one the version could not be told.
function reportsOf(
  served: Served,
  versions: { instance: KServeInstance; version?: string; older?: string },
): { reports: Report[]; missing: string[] } {
  const { resource, serving } = served;
  const { instance, version, older } = versions;
  const report = commonOf(served, instance);
  const beside = { status: statusOfOlder(resource, serving) };
  const name = placeOf(served);
  const told = (
    what: string,
    known: string | undefined,
    facts: Omit<Partial<Report>, 'version' | 'environment'>,
  ) => (known ? { ...report, ...facts, version: known } : what);
  const found = stableRevisionOf(serving)
    ? canaryOf(serving).map(({ isNewest, ...facts }) =>
        isNewest
          ? told(NEWEST, version, { ...facts, name: `${name}#canary` })
          : told(BEFORE_CANARY, older, { ...facts, ...beside, name }),
      )
    : [
        heldRevisionOf(serving)
          ? told(HELD, older, { ...beside, name })
          : told(NEWEST, version, { name }),
      ];
  return {
    reports: found.filter(one => typeof one !== 'string'),
    missing: found.filter(one => typeof one === 'string'),
  };
}

function canaryOf({ status }: Serving) {
  const { traffic = [] } = status.components.predictor ?? {};
  const share = traffic.find(one => one.latestRevision)?.percent ?? 0;
  return [
    { isNewest: false, trafficPercent: 100 - share },
    { isNewest: true, trafficPercent: share, role: 'canary' as const },
  ];
}

function commonOf(
  { cluster, resource, serving }: Served,
  instance: KServeInstance,
): Omit<Report, 'version' | 'name'> {
  const { metadata, status } = serving;
  const servedBy = said(metadata, instance.keys.servedBy);
  const isLink = /^https?:/.test(status.url ?? '');
  return {
    environment: environmentOf({ cluster, serving }, instance),
    status: statusOf(resource, serving),
    platform: PLATFORMS[resource],
    ...(isLink && { endpoint: status.url }),
    ...(servedBy && { servedBy }),
  };
}

function environmentOf(
  { cluster, serving }: Pick<Served, 'cluster' | 'serving'>,
  { keys, environments }: KServeInstance,
): string {
  const { namespace } = serving.metadata;
  const rule = environments.find(
    one => matches(one.cluster, cluster) && matches(one.namespace, namespace),
  );
  return (
    said(serving.metadata, keys.environment) ??
    rule?.environment ??
    cluster
      .toLocaleLowerCase('en-US')
      .replace(/[^a-z0-9._-]+/g, '-')
      .slice(0, 63)
      .replace(/^[._-]+|(?<![._-])[._-]+$/g, '')
  );
}

// A star stands for anything.
function matches(pattern: string, text: string): boolean {
  const parts = pattern
    .split('*')
    .map(part => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}

/** How what serves a model is called in the record. */
export function placeOf({ cluster, resource, serving }: Omit<Served, 'model'>) {
  const { namespace, name } = serving.metadata;
  const kind = resource === 'inferenceservices' ? '' : `${resource}:`;
  return `${kind}${cluster}/${namespace}/${name}`.slice(0, 190);
}

function withoutVersion(
  where: string,
  what: string,
  revision: Revision | SourceError | undefined,
): SourceProblem {
  if (what === NEWEST || !(revision instanceof SourceError)) {
    return {
      message: `${where} was left out: it does not say ${what}.`,
      remedy:
        "Give it the label 'modelry.dev/version'; what is beside a canary must have had it, too.",
    };
  }
  const isRefused =
    revision instanceof SourceAnswerError && revision.status < 429;
  return {
    message: `Of ${where}, ${what} is not known: ${revision.message}`,
    remedy: isRefused
      ? 'Allow the service account of the cluster to get revisions in serving.knative.dev. What was known of it before becomes unknown.'
      : `${revision.remedy} What was known of it before becomes unknown.`,
  };
}

function refused(where: string, why: string): SourceProblem {
  return {
    message: `${where} was left out: ${why}.`,
    remedy: 'Mend its labels and annotations, or the rules for environments.',
  };
}
