import { mockServices } from '@backstage/backend-test-utils';

type Run = (signal: AbortSignal) => Promise<void> | void;

/** Scheduled tasks, which run when a test says so. */
export class TestTasks {
  readonly #tasks = new Map<string, Run>();

  readonly service = mockServices.scheduler.mock({
    scheduleTask: async ({ id, fn }) => {
      this.#tasks.set(id, fn);
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
