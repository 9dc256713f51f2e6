// A real MLflow server with real models in it, for tests and for the demo.
import { mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGroup } from '../../processes.mjs';
import { pythonWith } from '../python.mjs';
import { freePort } from '../scratch.mjs';

const here = import.meta.dirname;

// Nothing but its registry is wanted: no telemetry, no jobs, no questions of Git.
const QUIET = {
  MLFLOW_DISABLE_TELEMETRY: 'true',
  MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
  GIT_PYTHON_REFRESH: 'quiet',
};

const PATIENCE_MS = 120_000;

/** One server; `prepare` and `start` it, then `url` is where it answers. */
export class MlflowServer {
  #options;
  #programs;
  #port;
  #group;

  /**
   * @param options - the `packages` that it is made of, and the `directory` that it keeps its
   *   data in.
   */
  constructor(options) {
    this.#options = options;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Installs it. With `models`, its registry begins with so many models without a version. */
  async prepare({ models = 0, port } = {}) {
    const { packages, directory } = this.#options;
    mkdirSync(directory, { recursive: true });
    this.#programs = dirname(await pythonWith(packages));
    this.#port = port ?? (await freePort());
    if (models > 0) {
      await this.#python('many_models.py', this.#store, String(models));
    }
  }

  async start() {
    const { directory } = this.#options;
    const output = openSync(this.#log, 'a');
    this.#group = startGroup(
      join(this.#programs, 'mlflow'),
      [
        ...['server', '--host', '127.0.0.1', '--port', String(this.#port)],
        ...['--backend-store-uri', this.#store, '--workers', '1'],
        ...['--artifacts-destination', join(directory, 'artifacts')],
      ],
      { env: this.#env, stdio: ['ignore', output, output] },
    );
    let status;
    this.#group.ended.then(code => (status = code));
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await this.#answers())) {
      if (status !== undefined || Date.now() > deadline) {
        await this.stop();
        throw new Error(`MLflow did not start; see ${this.#log}`);
      }
      await sleep(250);
    }
  }

  /** Trains small models, and registers them, as a data scientist would. */
  async fill() {
    await this.#python('fill.py', this.url);
  }

  async stop() {
    await this.#group?.end();
    this.#group = undefined;
  }

  get #store() {
    return `sqlite:///${join(this.#options.directory, 'mlflow.db')}`;
  }

  get #log() {
    return join(this.#options.directory, 'mlflow.log');
  }

  get #env() {
    // An address or a user in the shell belongs to another server.
    const own = Object.entries(process.env).filter(
      ([name]) => !name.startsWith('MLFLOW_'),
    );
    return { ...Object.fromEntries(own), ...QUIET };
  }

  async #python(script, ...args) {
    const output = openSync(this.#log, 'a');
    const { ended } = startGroup(
      join(this.#programs, 'python'),
      [join(here, script), ...args],
      { env: this.#env, stdio: ['ignore', output, output] },
    );
    if ((await ended) !== 0) {
      throw new Error(`${script} failed; see ${this.#log}`);
    }
  }

  async #answers() {
    try {
      const response = await fetch(`${this.url}/health`);
      return response.ok;
    } catch {
      return false;
    }
  }
}
