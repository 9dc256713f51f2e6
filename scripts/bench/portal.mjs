// The example portal on a PostgreSQL of its own, with models to decide about.
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { Portal } from '../demo/portal.mjs';
import { waitForModels } from '../demo/readiness.mjs';
import { startPostgres } from '../postgres/startPostgres.mjs';
import { startGroup } from '../processes.mjs';

/** Every model needs these two sign-offs before production. */
export const REQUIREMENTS = [
  {
    id: 'independent-validation',
    person: 'vera-validator',
    approvers: ['group:default/model-validation'],
  },
  {
    id: 'risk-acceptance',
    person: 'rosa-risk',
    approvers: ['group:default/risk-office'],
  },
];

/** Starts it, and waits until the catalog knows the models. */
export async function startPortal({ root, scratch, models, cleanUpWith }) {
  const postgres = await startPostgres({ durable: true });
  cleanUpWith(() => postgres.stop());
  const entities = join(scratch, 'models.yaml');
  writeFileSync(entities, toEntities(models));
  const backend = await startBackend({
    ...{ root, scratch, postgres, cleanUpWith, entities: [entities] },
  });
  await waitForModels({
    portal: backend.portal,
    person: 'tilda-teamlead',
    models,
    timeoutSeconds: 300,
  });
  return backend;
}

/**
 * Starts the backend of the example portal on a PostgreSQL.
 *
 * @param preload - a file that is loaded before it, and answers what `ask` asks;
 *   `adjust` makes of the usual configuration another one.
 */
export async function startBackend(options) {
  const { root, scratch, postgres, preload, env } = options;
  const { cleanUpWith = () => {} } = options;
  const port = await freePort();
  const config = writeConfig({ ...options, port });
  const log = join(scratch, `portal-${port}.log`);
  const group = startGroup(
    process.execPath,
    [
      ...['--expose-gc', '--require'],
      '@backstage/cli/config/nodeTransform.cjs',
      ...(preload ? ['--require', preload] : []),
      'src/index',
      ...[
        join(root, 'app-config.yaml'),
        join(root, 'app-config.development.yaml'),
        config,
      ].flatMap(file => ['--config', file]),
    ],
    {
      cwd: join(root, 'packages/backend'),
      stdio: [
        ...['ignore', openSync(log, 'w'), openSync(log, 'a')],
        ...(preload ? ['ipc'] : []),
      ],
      env: { ...process.env, ...env, NODE_ENV: 'development' },
    },
  );
  cleanUpWith(() => group.end());
  const baseUrl = `http://localhost:${port}`;
  await untilReady({ group, baseUrl, log });
  const database = {
    ...{ host: '127.0.0.1', port: postgres.port, user: 'postgres' },
  };
  const pools = openPools(root, database);
  cleanUpWith(() => pools.end());
  return {
    ...{ baseUrl, database, postgres: postgres.major },
    portal: new Portal({ baseUrl, machineToken: 'demo-reporter-token' }),
    poolOf: pools.of,
    ask: preload && askThrough(group.child),
    async end() {
      await pools.end();
      await group.end();
    },
  };
}

function writeConfig({ scratch, port, adjust = usual => usual, ...given }) {
  const file = join(scratch, `app-config.bench-${port}.yaml`);
  writeFileSync(file, stringify(adjust(portalConfig({ ...given, port }))));
  return file;
}

async function untilReady({ group, baseUrl, log }) {
  let ended = false;
  group.ended.then(() => {
    ended = true;
  });
  for (;;) {
    const response = await fetch(
      `${baseUrl}/.backstage/health/v1/readiness`,
    ).catch(() => undefined);
    if (response?.ok) {
      return;
    }
    if (ended) {
      throw new Error(
        `The portal did not start: ${readFileSync(log, 'utf8').slice(-4_000)}`,
      );
    }
    await sleep(250);
  }
}

function openPools(root, database) {
  const { Pool } = createRequire(join(root, 'packages/backend/package.json'))(
    'pg',
  );
  const pools = new Map();
  return {
    of(plugin) {
      if (!pools.has(plugin)) {
        const name = `backstage_plugin_${plugin}`;
        pools.set(plugin, new Pool({ ...database, database: name }));
      }
      return pools.get(plugin);
    },
    async end() {
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map(pool => pool.end()));
    },
  };
}

// One question at a time has its answer: the file that was preloaded gives it.
function askThrough(child) {
  const waiting = new Map();
  let asked = 0;
  child.on('message', ({ id, answer }) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  return what =>
    new Promise(done => {
      const id = ++asked;
      waiting.set(id, done);
      child.send({ id, what });
    });
}

function toEntities(models) {
  return models
    .map(name =>
      stringify({
        apiVersion: 'modelry.dev/v1alpha1',
        kind: 'Model',
        metadata: { name },
        spec: {
          type: 'classification',
          lifecycle: 'development',
          owner: 'group:default/credit-analytics',
          riskTier: 'high',
          intendedUse: 'Measuring how fast decisions are recorded.',
        },
      }),
    )
    .join('---\n');
}

/** The configuration of a measured portal, beside that of the example portal. */
export function portalConfig({ root, port, postgres, entities }) {
  const baseUrl = `http://localhost:${port}`;
  return {
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { port },
      cors: { origin: baseUrl },
      database: {
        client: 'pg',
        connection: {
          host: '127.0.0.1',
          port: postgres.port,
          user: 'postgres',
          password: '',
          directory: null,
        },
        plugin: { search: null },
      },
    },
    catalog: {
      locations: [
        join(root, 'examples/org/groups.yaml'),
        join(root, 'examples/org/users.yaml'),
        ...entities,
      ].map(target => ({
        type: 'file',
        target,
        rules: [{ allow: ['User', 'Group', 'Model', 'System'] }],
      })),
    },
    models: {
      environments: [{ name: 'production', stage: 'production' }],
      governance: {
        policies: [
          {
            id: 'bench',
            title: 'Bench',
            match: { kind: 'Model' },
            requirements: REQUIREMENTS.map(({ id, approvers }) => ({
              ...{ id, title: id, stage: 'production', approvers },
              validFor: 'P1Y',
            })),
          },
        ],
      },
    },
  };
}

function freePort() {
  return new Promise((done, failed) => {
    const server = net.createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
