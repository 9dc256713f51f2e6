import { mockServices } from '@backstage/backend-test-utils';

type Run = (signal: AbortSignal) => Promise<void> | void;

/** Scheduled tasks, which run when a test says so. */
export class TestTasks {
  readonly #tasks = new Map<string, Run>();

  /** The ids of those that somebody asked to run. */
  readonly triggered: string[] = [];

  readonly service = mockServices.scheduler.mock({
    scheduleTask: async ({ id, fn }) => {
      this.#tasks.set(id, fn);
    },
    triggerTask: async id => {
      this.triggered.push(id);
    },
  });

  /** Runs a task and fails as it fails. */
  async run(id: string): Promise<void> {
    const task = this.#tasks.get(id);
    if (!task) {
      throw new Error(
        `No task '${id}' is scheduled, but ${[...this.#tasks.keys()]}`,
      );
    }
    await task(new AbortController().signal);
  }
}
