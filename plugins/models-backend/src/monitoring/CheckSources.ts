import {
  CheckRecord,
  CheckSource,
  CheckSourcesExtensionPoint,
  ModelSources,
} from '@modelry/backstage-plugin-models-node';

/** The sources that modules added, and the record that they wait for. */
export class CheckSources implements CheckSourcesExtensionPoint {
  readonly #sources: CheckSource[] = [];
  readonly #started: Promise<CheckRecord>;
  #setRecord: (record: CheckRecord) => void = () => {};

  readonly record: CheckRecord;

  constructor() {
    this.#started = new Promise(resolve => {
      this.#setRecord = resolve;
    });
    const started = this.#started;
    this.record = {
      async *models() {
        yield* (await started).models();
      },
      find: async refs => (await started).find(refs),
      running: async name => (await started).running(name),
      checks: async ref => (await started).checks(ref),
      report: async (...results) => (await started).report(...results),
    };
  }

  addSource(source: CheckSource): void {
    this.#sources.push(source);
  }

  /** Lets the sources run, and all who wait for the record go on. */
  async start(record: CheckRecord, sources: ModelSources): Promise<void> {
    this.#setRecord(record);
    for (const { run, ...source } of this.#sources) {
      await sources.add({ ...source, run: signal => run(record, signal) });
    }
  }
}
