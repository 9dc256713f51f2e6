import {
  SourceProblem,
  deploymentReportSchema,
} from '@modelry/backstage-plugin-models-common';
import { SourceDeployment } from '@modelry/backstage-plugin-models-node';
import { KnownModel } from './KnownModels';
import { KServeInstance } from './config';
import { PLATFORMS, Resource, Serving } from './resources';
import { statusOf } from './statusOf';
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
 * canary gets a share of the requests.
 *
 * @param revision - what the stable or the held revision says of its version.
 */
export function toDeployments(
  served: Served,
  instance: KServeInstance,
  revision: Pick<Serving['metadata'], 'labels' | 'annotations'> | undefined,
): { deployments: SourceDeployment[]; problems: SourceProblem[] } {
  const { serving, model } = served;
  const where = `${served.resource} ${placeOf(served)}`;
  const version = versionOf(serving.metadata, {
    ...{ instance, model, storageUri: storageUriOf(serving) },
  });
  const older =
    revision && versionOf(revision, { instance, model, storageUri: undefined });
  const reports = reportsOf(served, { instance, version, older });
  if (typeof reports === 'string') {
    return { deployments: [], problems: [withoutVersion(where, reports)] };
  }
  const deployments: SourceDeployment[] = [];
  const problems: SourceProblem[] = [];
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

// Which version could not be told, where that is so.
function reportsOf(
  served: Served,
  versions: { instance: KServeInstance; version?: string; older?: string },
): Report[] | string {
  const { serving } = served;
  const { instance, version, older } = versions;
  const report = commonOf(served, instance);
  const name = placeOf(served);
  const { traffic = [] } = serving.status.components.predictor ?? {};
  if (stableRevisionOf(serving)) {
    const share = traffic.find(one => one.latestRevision)?.percent ?? 0;
    if (!version || !older) {
      return version ? 'the version that ran before the canary' : 'a version';
    }
    const stable = { ...report, name, trafficPercent: 100 - share };
    const canary = {
      ...report,
      name: `${name}#canary`,
      role: 'canary' as const,
    };
    return [
      { ...stable, version: older },
      { ...canary, version, trafficPercent: share },
    ];
  }
  const runs = (heldRevisionOf(serving) && older) || version;
  return runs ? [{ ...report, name, version: runs }] : 'a version';
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
      .replace(/^[._-]+|[._-]+$/g, '')
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

function withoutVersion(where: string, what: string): SourceProblem {
  return {
    message: `${where} was left out: it does not say ${what}.`,
    remedy:
      "Give it the label 'modelry.dev/version'; for the version beside a canary, allow the service account to get revisions in serving.knative.dev.",
  };
}

function refused(where: string, why: string): SourceProblem {
  return {
    message: `${where} was left out: ${why}.`,
    remedy: 'Mend its labels and annotations, or the rules for environments.',
  };
}
