// The example portal on a PostgreSQL of its own, with models to decide about.
import { openSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
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
  const port = await freePort();
  const entities = join(scratch, 'models.yaml');
  writeFileSync(entities, toEntities(models));
  const config = join(scratch, 'app-config.bench.yaml');
  writeFileSync(
    config,
    stringify(configOf({ root, port, postgres, entities })),
  );
  const log = join(scratch, 'portal.log');
  const group = startGroup(
    process.execPath,
    [
      ...['--require', '@backstage/cli/config/nodeTransform.cjs', 'src/index'],
      ...['app-config.yaml', 'app-config.development.yaml'].flatMap(file => [
        '--config',
        join(root, file),
      ]),
      ...['--config', config],
    ],
    {
      cwd: join(root, 'packages/backend'),
      stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
      env: { ...process.env, NODE_ENV: 'development' },
    },
  );
  cleanUpWith(() => group.end());
  const baseUrl = `http://localhost:${port}`;
  const portal = new Portal({ baseUrl, machineToken: 'demo-reporter-token' });
  await waitForModels({
    portal,
    person: 'tilda-teamlead',
    models,
    timeoutSeconds: 300,
  });
  return {
    ...{ portal, baseUrl, postgres: postgres.major },
    database: { host: '127.0.0.1', port: postgres.port, user: 'postgres' },
  };
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

function configOf({ root, port, postgres, entities }) {
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
        entities,
      ].map(target => ({
        type: 'file',
        target,
        rules: [{ allow: ['User', 'Group', 'Model'] }],
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
