// The backend of the example portal, with models and a configuration of the test's own.
import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { Portal } from '../demo/portal.mjs';
import { waitForModels } from '../demo/readiness.mjs';
import { startGroup } from '../processes.mjs';
import { freePort, root } from './scratch.mjs';

/** Port of a portal that is started later, for systems that must know it before. */
export { freePort };

/**
 * Starts it, and waits until the catalog knows the models.
 *
 * @param models - entities of models, by what differs from the usual.
 * @param config - what is configured besides, with `models`, `catalog` and `discovery` at the
 *   top.
 */
export async function startPortal({ scratch, port, models, config }) {
  const entities = join(scratch.directory, 'models.yaml');
  writeFileSync(entities, models.map(toEntity).join('---\n'));
  const file = join(scratch.directory, 'app-config.integration.yaml');
  writeFileSync(file, stringify(configOf({ scratch, port, entities, config })));
  const log = join(scratch.directory, 'portal.log');
  const group = startGroup(
    process.execPath,
    [
      ...['--require', '@backstage/cli/config/nodeTransform.cjs', 'src/index'],
      ...['app-config.yaml', 'app-config.development.yaml'].flatMap(name => [
        '--config',
        join(root, name),
      ]),
      ...['--config', file],
    ],
    {
      cwd: join(root, 'packages/backend'),
      stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
      env: { ...process.env, NODE_ENV: 'development' },
    },
  );
  scratch.cleanUpWith(() => group.end());
  const portal = new Portal({
    baseUrl: `http://localhost:${port}`,
    machineToken: 'demo-reporter-token',
  });
  await waitForModels({
    ...{ portal, person: 'tilda-teamlead', timeoutSeconds: 180 },
    models: models.map(({ name }) => name),
  });
  return portal;
}

function toEntity({ name, annotations = {}, spec = {} }) {
  return stringify({
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: { name, annotations },
    spec: {
      ...{ type: 'classification', lifecycle: 'development' },
      ...{ owner: 'group:default/credit-analytics', ...spec },
    },
  });
}

function configOf({ scratch, port, entities, config }) {
  const baseUrl = `http://localhost:${port}`;
  const files = ['examples/org/groups.yaml', 'examples/org/users.yaml']
    .map(file => join(root, file))
    .concat(entities);
  return {
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { port },
      cors: { origin: baseUrl },
      database: { connection: { directory: join(scratch.directory, 'db') } },
    },
    ...(config.discovery && { discovery: config.discovery }),
    models: config.models,
    catalog: {
      ...config.catalog,
      locations: files.map(target => ({
        ...{ type: 'file', target },
        rules: [{ allow: ['User', 'Group', 'Model'] }],
      })),
    },
  };
}
