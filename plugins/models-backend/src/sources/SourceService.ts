import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotFoundError,
  ResponseError,
} from '@backstage/errors';
import {
  ModelSource,
  SourceReport,
} from '@modelry/backstage-plugin-models-common';
import { actorOf } from '../kind/ModelAccess';
import { SourceRecord, SourceReportReceipt } from './SourceRecord';

const OWN_PLUGIN = 'models';

const TIMEOUT_MS = 10_000;

/** Lets callers see how sources do, report it, and start them. */
export class SourceService {
  readonly #options: {
    auth: AuthService;
    discovery: DiscoveryService;
    scheduler: SchedulerService;
    sourceRecord: SourceRecord;
  };

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    scheduler: SchedulerService;
    sourceRecord: SourceRecord;
  }) {
    this.#options = options;
  }

  async list(): Promise<ModelSource[]> {
    return this.#options.sourceRecord.list();
  }

  /**
   * Takes down what a source reports.
   *
   * @throws `InputError` when somebody names a task of a plugin that they are not.
   */
  async report(
    report: SourceReport,
    credentials: BackstageCredentials,
  ): Promise<SourceReportReceipt> {
    const { auth, sourceRecord } = this.#options;
    const reporter = actorOf(auth, credentials);
    const { task } = report;
    // Whoever may start a source could otherwise start anything.
    if (task && reporter !== `plugin:${task.plugin}`) {
      throw new InputError(
        `body.task: only the plugin '${task.plugin}' itself can offer its tasks; leave it out`,
      );
    }
    return sourceRecord.report(report, reporter);
  }

  /**
   * Asks a source to run now.
   *
   * @returns false when it runs already.
   * @throws `NotFoundError` when there is none of this id, `ConflictError` when nobody here
   *   runs it.
   */
  async run(id: string): Promise<boolean> {
    const source = await this.#options.sourceRecord.find(id);
    if (!source) {
      throw new NotFoundError(`There is no source '${id}'`);
    }
    const { task_plugin: plugin, task_id: task, title } = source;
    if (!plugin || !task) {
      throw new ConflictError(
        `'${title}' is not run by this portal: start it where it runs`,
      );
    }
    try {
      await this.#trigger(plugin, task);
      return true;
    } catch (error) {
      const name = nameOf(error);
      if (name === 'ConflictError') {
        return false;
      }
      throw name === 'NotFoundError' ? noLongerRun(title) : error;
    }
  }

  // The scheduler of another plugin takes it over HTTP, whichever backend that runs in.
  async #trigger(plugin: string, task: string): Promise<void> {
    const { auth, discovery, scheduler } = this.#options;
    if (plugin === OWN_PLUGIN) {
      await scheduler.triggerTask(task);
      return;
    }
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: plugin,
    });
    const baseUrl = await discovery.getBaseUrl(plugin);
    const response = await fetch(
      `${baseUrl}/.backstage/scheduler/v1/tasks/${encodeURIComponent(
        task,
      )}/trigger`,
      {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
  }
}

function nameOf(error: unknown): string | undefined {
  if (ResponseError.is(error)) {
    return error.cause.name;
  }
  return error instanceof Error ? error.name : undefined;
}

function noLongerRun(title: string): ConflictError {
  return new ConflictError(
    `'${title}' is not run by this portal any more: was it taken out of the configuration?`,
  );
}
