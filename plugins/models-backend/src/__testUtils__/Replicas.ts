import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import createKnex, { Knex } from 'knex';
import { BackendProcessOptions, NOTICES_TABLE } from './backendProcess';
import { createOwnDatabase } from './ownDatabase';
import { machine } from './people';
import { send } from './processRequests';
import { RUNS_TABLE } from './recordingScheduler';

/** Models that all need the sign-offs named, each one of the validators. */
export function governedModels(options: { models: number; signOffs: number }) {
  const counted = (length: number) => Array.from({ length }, (_, i) => i + 1);
  const names = counted(options.models).map(number => `model-${number}`);
  const requirements = counted(options.signOffs).map(number => ({
    id: `requirement-${number}`,
    title: `Requirement ${number}`,
    stage: 'production',
    approvers: ['group:default/model-validation'],
  }));
  const models = {
    environments: [{ name: 'production', stage: 'production' }],
    governance: {
      policies: [
        { id: 'all', title: 'All', match: { kind: 'Model' }, requirements },
      ],
    },
  } satisfies JsonObject;
  const entities: Entity[] = names.map(name => ({
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: { name, namespace: 'default' },
    spec: { type: 'classification', lifecycle: 'development' },
  }));
  return { names, requirements, models, entities };
}

/** A backend in a process of its own. */
export type Replica = Awaited<ReturnType<Replicas['start']>>;

/** Backends in processes of their own on one PostgreSQL, which a test kills as it likes. */
export class Replicas {
  /** On a database of their own, which {@link Replicas.end} drops. */
  static async create(
    options: Pick<BackendProcessOptions, 'models' | 'entities'>,
  ): Promise<Replicas> {
    const database = await createOwnDatabase();
    const knex = createKnex({ client: 'pg', connection: database.url });
    await knex.schema.createTable(RUNS_TABLE, table => {
      table.increments('id');
      table.string('replica').notNullable();
      table.string('task').notNullable();
      table.dateTime('started_at').notNullable();
      table.dateTime('ended_at');
    });
    await knex.schema.createTable(NOTICES_TABLE, table => {
      table.increments('id');
      table.string('scope');
      table.string('title');
    });
    return new Replicas(database, knex, options);
  }

  readonly #kills: Array<() => Promise<void>> = [];

  private constructor(
    readonly database: Awaited<ReturnType<typeof createOwnDatabase>>,
    /** For a look at what the replicas noted. */
    readonly knex: Knex,
    readonly options: Pick<BackendProcessOptions, 'models' | 'entities'>,
  ) {}

  /** Starts one more. */
  async start() {
    const name = `replica-${this.#kills.length + 1}`;
    const replica = await startProcess({
      ...this.options,
      ...{ database: this.database.url, replica: name },
    });
    this.#kills.push(replica.kill);
    return { name, ...replica };
  }

  /** Kills those that are left, and drops their database. */
  async end(): Promise<void> {
    await Promise.all(this.#kills.map(kill => kill()));
    await this.knex.destroy();
    await this.database.drop();
  }
}

async function startProcess(options: BackendProcessOptions) {
  const child = fork(join(__dirname, 'backendProcess.ts'), {
    execArgv: ['--require', '@backstage/cli/config/nodeTransform.cjs'],
    cwd: __dirname,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let log = '';
  child.stdout?.on('data', chunk => (log += chunk));
  child.stderr?.on('data', chunk => (log += chunk));
  const ended = new Promise<void>(done => child.once('exit', () => done()));
  const port = await new Promise<number>((started, failed) => {
    child.once('error', failed);
    child.once('exit', code =>
      failed(new Error(`The backend ended with ${code}: ${log}`)),
    );
    // Backstage sends messages of its own.
    child.on('message', (message: { port?: number }) => {
      if (message.port) {
        started(message.port);
      }
    });
    child.send(options);
  });
  const url = `http://localhost:${port}/api/models`;
  return {
    url,
    /** Reads as a machine. */
    read: async (path: string) =>
      JSON.parse(
        await send(url, path, { headers: { authorization: machine } }),
      ),
    /** The lines of an export, read as a machine. */
    readLines: async (path: string) =>
      (await send(url, path, { headers: { authorization: machine } }))
        .split('\n')
        .filter(line => line !== ''),
    /** Ends it at once, as a crash would: nothing in it gets to say a word. */
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
