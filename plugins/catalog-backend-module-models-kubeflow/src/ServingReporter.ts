import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import {
  SourceProblem,
  DeploymentReport,
  ModelsClient,
} from '@modelry/backstage-plugin-models-common';
import { SourceError, SourceRun } from '@modelry/backstage-plugin-models-node';
import { Duration } from 'luxon';
import { KubeflowClient } from './KubeflowClient';
import { KubeflowInstance } from './config';
import { InferenceService, ModelVersion, ServeModel } from './kubeflowSchemas';
import { groupByModel } from './readRegistry';

type Status = DeploymentReport['status'];

const STATES: Record<string, Status> = {
  ...{ RUNNING: 'running', NEW: 'progressing', FAILED: 'failed' },
  ...{ COMPLETE: 'stopped', CANCELED: 'stopped' },
};

/** Tells the record where a registry says that versions are served. */
export class ServingReporter {
  readonly #options: {
    instance: KubeflowInstance;
    kubeflow: KubeflowClient;
    record: Pick<ModelsClient, 'reportDeployment'>;
  };

  constructor(options: {
    instance: KubeflowInstance;
    kubeflow: KubeflowClient;
    record: Pick<ModelsClient, 'reportDeployment'>;
  }) {
    this.#options = options;
  }

  /** Reports the inference services of models that have an entity, by their ids. */
  async tell(
    refs: ReadonlyMap<string, string>,
    signal: AbortSignal,
  ): Promise<SourceRun> {
    const { kubeflow } = this.#options;
    const services = await kubeflow.inferenceServices(signal);
    const environments = new Map(
      (await kubeflow.environments(signal)).map(one => [one.id, one.name]),
    );
    const versions = groupByModel(await kubeflow.versions(signal));
    const problems: SourceProblem[] = [];
    for (const service of services) {
      signal.throwIfAborted();
      const modelRef = refs.get(service.registeredModelId);
      const version = versionOf(
        service,
        versions.get(service.registeredModelId) ?? [],
      );
      const environment = this.#environmentOf(
        environments.get(service.servingEnvironmentId) ?? 'unknown',
      );
      if (modelRef && version) {
        const serves = await kubeflow.serves(service.id, signal);
        const problem = await this.#report(modelRef, {
          ...{ environment, version: version.name.slice(0, 128) },
          name: `${service.name ?? service.id}`.slice(0, 200),
          ...{ status: statusOf(service, serves), role: 'primary' },
          ...{ platform: (service.runtime ?? 'kubeflow').slice(0, 200) },
          ...this.#patience(),
        });
        problems.push(...(problem ? [problem] : []));
      }
    }
    const count = services.length;
    return { counts: [{ what: 'inference services', count }], problems };
  }

  #environmentOf(name: string): string {
    const { environments } = this.#options.instance;
    const readable = name
      .toLocaleLowerCase('en-US')
      .replace(/[^a-z0-9._-]+/g, '-')
      .slice(0, 63)
      .replace(/^[._-]+|[._-]+$/g, '');
    return environments[name] ?? (readable || 'unknown');
  }

  // Each run says again what there is: two may be missed.
  #patience(): Pick<DeploymentReport, 'allowedSilence' | 'goneAfter'> {
    const every = minutesBetween(this.#options.instance.schedule);
    const minutes = Math.max(Math.ceil(every * 3), 15);
    return { allowedSilence: `PT${minutes}M`, goneAfter: `PT${minutes * 24}M` };
  }

  async #report(
    modelRef: string,
    report: DeploymentReport,
  ): Promise<SourceProblem | undefined> {
    try {
      await this.#options.record.reportDeployment(modelRef, report);
      return undefined;
    } catch (error) {
      const isRefused =
        error instanceof Error && error.name === 'ResponseError';
      if (!isRefused) {
        throw new SourceError('The models plugin did not take a deployment.', {
          cause: error,
          remedy:
            'The models themselves are in the catalog. See that the models plugin runs; it is told again in the next run.',
        });
      }
      return {
        message: `The inference service '${
          report.name
        }' of ${modelRef} was refused: ${error.message.slice(0, 500)}.`,
        remedy:
          'Mend it in the registry, or name its environment in the configuration.',
      };
    }
  }
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

// Without a version the newest one is meant.
function versionOf(
  { modelVersionId }: InferenceService,
  versions: readonly ModelVersion[],
): ModelVersion | undefined {
  return modelVersionId === undefined
    ? versions.at(-1)
    : versions.find(({ id }) => id === modelVersionId);
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
