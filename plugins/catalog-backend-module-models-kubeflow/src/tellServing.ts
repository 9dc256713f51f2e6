import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  DeploymentReport,
  SourceProblem,
} from '@modelry/backstage-plugin-models-common';
import {
  RegistryRecord,
  SourceError,
  SourceRun,
  inParallel,
} from '@modelry/backstage-plugin-models-node';
import { Duration } from 'luxon';
import { KubeflowClient } from './KubeflowClient';
import { KubeflowInstance } from './config';
import { InferenceService, ModelVersion, ServeModel } from './kubeflowSchemas';
import { nameOf } from './toVersion';

type Status = DeploymentReport['status'];

const STATES: Record<string, Status> = {
  ...{ RUNNING: 'running', NEW: 'progressing', FAILED: 'failed' },
  ...{ COMPLETE: 'stopped', CANCELED: 'stopped' },
};

/** So many inference services are dealt with at the same time. */
const AT_ONCE = 4;

/** What stands against the deployment itself, and not against reporting at all. */
const ABOUT_DEPLOYMENT = [400, 404, 409];

/** What is known when inference services are told of. */
interface Serving {
  instance: KubeflowInstance;
  kubeflow: KubeflowClient;
  /** Of each model by its id, the oldest first. */
  versions: ReadonlyMap<string, readonly ModelVersion[]>;
  /** Entity refs of models by their ids. */
  refs: ReadonlyMap<string, string>;
  record: RegistryRecord;
  signal: AbortSignal;
}

/** Tells the record where a registry says that versions are served. */
export async function tellServing(serving: Serving): Promise<SourceRun> {
  const { kubeflow, signal } = serving;
  const services = await kubeflow.inferenceServices(signal);
  const environments = new Map(
    (await kubeflow.environments(signal)).map(one => [one.id, one.name]),
  );
  const problems: SourceProblem[] = [];
  await inParallel(services, {
    atOnce: AT_ONCE,
    work: async service => {
      signal.throwIfAborted();
      const environment = environmentOf(
        environments.get(service.servingEnvironmentId) ?? 'unknown',
        serving.instance,
      );
      const problem = await tellService(serving, service, environment);
      problems.push(...(problem ? [problem] : []));
    },
  });
  const count = services.length;
  return { counts: [{ what: 'inference services', count }], problems };
}

async function tellService(
  serving: Serving,
  service: InferenceService,
  environment: string,
): Promise<SourceProblem | undefined> {
  const { kubeflow, refs, instance, signal } = serving;
  const modelRef = refs.get(service.registeredModelId);
  const versions = serving.versions.get(service.registeredModelId) ?? [];
  const version = versionOf(service, versions);
  if (!modelRef) {
    return undefined;
  }
  if (!version) {
    return withoutVersion(service, modelRef);
  }
  const serves = await kubeflow.serves(service.id, signal);
  return report(serving, modelRef, {
    ...toDeployment(service, version, instance),
    ...{ environment, status: statusOf(service, serves) },
  });
}

function toDeployment(
  service: InferenceService,
  version: ModelVersion,
  instance: KubeflowInstance,
): Omit<DeploymentReport, 'environment' | 'status'> {
  return {
    version: nameOf(version),
    name: `${service.name ?? service.id}`.slice(0, 200),
    role: 'primary',
    platform: (service.runtime ?? 'kubeflow').slice(0, 200),
    ...patienceOf(instance),
  };
}

function environmentOf(
  name: string,
  { environments }: KubeflowInstance,
): string {
  const readable = name
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 63)
    .replace(/^[._-]+|(?<![._-])[._-]+$/g, '');
  return environments[name] ?? (readable || 'unknown');
}

// Each run says again what there is: two may be missed.
function patienceOf({
  schedule,
}: KubeflowInstance): Pick<DeploymentReport, 'allowedSilence' | 'goneAfter'> {
  const minutes = Math.max(Math.ceil(minutesBetween(schedule) * 3), 15);
  return { allowedSilence: `PT${minutes}M`, goneAfter: `PT${minutes * 24}M` };
}

// What is not reckoned in durations runs once a day at least.
function minutesBetween({
  frequency,
}: SchedulerServiceTaskScheduleDefinition): number {
  if (Duration.isDuration(frequency)) {
    return frequency.as('minutes');
  }
  return 'cron' in frequency || 'trigger' in frequency
    ? 24 * 60
    : Duration.fromObject(frequency).as('minutes');
}

async function report(
  { record }: Serving,
  modelRef: string,
  deployment: DeploymentReport,
): Promise<SourceProblem | undefined> {
  try {
    await record.reportDeployment(modelRef, deployment);
    return undefined;
  } catch (error) {
    if (
      !ResponseError.is(error) ||
      !ABOUT_DEPLOYMENT.includes(error.statusCode)
    ) {
      throw new SourceError('The models plugin did not take a deployment.', {
        cause: error,
        remedy:
          'The models themselves are in the catalog. See that the models plugin runs; it is told again in the next run.',
      });
    }
    const said = error.cause.message.slice(0, 500).replace(/\.$/, '');
    return {
      message: `The inference service '${deployment.name}' of ${modelRef} was refused: ${said}.`,
      remedy:
        'Mend it in the registry, or name its environment in the configuration.',
    };
  }
}

// Without a version the newest one is meant.
function versionOf(
  { modelVersionId }: InferenceService,
  versions: readonly ModelVersion[],
): ModelVersion | undefined {
  return modelVersionId === undefined
    ? versions.at(-1)
    : versions.find(({ id }) => id === modelVersionId);
}

function withoutVersion(
  { name, id }: InferenceService,
  modelRef: string,
): SourceProblem {
  return {
    message: `The inference service '${
      name ?? id
    }' of ${modelRef} was left out: the registry does not have the version that it serves.`,
    remedy: 'Register the version, or take the inference service away there.',
  };
}

// What is wanted is known; what became of it only where somebody wrote it down.
function statusOf(
  { desiredState }: InferenceService,
  serves: readonly ServeModel[],
): Status {
  if (desiredState === 'UNDEPLOYED') {
    return 'stopped';
  }
  const [newest] = [...serves].sort(
    (a, b) => (b.createTimeSinceEpoch ?? 0) - (a.createTimeSinceEpoch ?? 0),
  );
  return STATES[newest?.lastKnownState ?? ''] ?? 'unknown';
}
