// The portal beside real MLflow servers, looked at in a browser. With arguments only those of
// these names; `demo-mlflow` is the portal of `demo:mlflow`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { root } from '../../portalConfig.mjs';
import { onAskedToEnd, startGroup } from '../../processes.mjs';
import { startControl } from './control.mjs';
import { freePort } from '../scratch.mjs';
import { systems } from './systems.mjs';

const directory = join(root, 'node_modules/.cache/integration/mlflow');
const running = new Map();
let tests;

onAskedToEnd({
  async end(status) {
    await tests?.end();
    await stopSystems();
    process.exit(status);
  },
  kill: () => tests?.kill(),
});

/** Tested by itself: it starts its own system. */
const DEMO = 'demo-mlflow';

const known = [...Object.keys(systems), DEMO];
const names = process.argv.slice(2);
const unknown = names.filter(name => !known.includes(name));
if (unknown.length > 0) {
  console.error(
    `There is no system '${unknown.join("', '")}': name some of ${known.join(
      ', ',
    )}, or none for all`,
  );
  process.exit(2);
}

rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
let status = 1;
try {
  status = await testAll(names.length > 0 ? names : known);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  await stopSystems();
}
process.exit(status);

async function testAll(chosen) {
  const beside = chosen.filter(name => name !== DEMO);
  if (beside.length > 0) {
    await Promise.all(beside.map(startSystem));
    const code = await testSystems();
    await stopSystems();
    if (code !== 0) {
      return code;
    }
  }
  return chosen.includes(DEMO) ? testDemo() : 0;
}

async function startSystem(name) {
  const started = Date.now();
  const system = systems[name](directory);
  running.set(name, system);
  await system.prepare();
  await system.start();
  await system.fill();
  const seconds = Math.round((Date.now() - started) / 1_000);
  console.log(`${name} runs at ${system.url} (${seconds} s)`);
}

async function stopSystems() {
  await Promise.all([...running.values()].map(system => system.stop()));
  running.clear();
}

async function testSystems() {
  const control = await startControl(running);
  const urls = [...running].map(([name, { url }]) => [name, url]);
  const code = await runTests([...running.keys()], {
    start: ['scripts/start.mjs'],
    configs: [...running].map(([name, { config }]) =>
      writeConfig(name, config),
    ),
    control: control.url,
    systems: Object.fromEntries(urls),
  });
  control.end();
  return code;
}

async function testDemo() {
  const port = String(await freePort());
  return runTests([DEMO], {
    start: [
      ...['scripts/demo/mlflow.mjs', '--port', port],
      ...['--data', join(directory, DEMO)],
    ],
    configs: [],
    systems: { [DEMO]: `http://127.0.0.1:${port}` },
  });
}

/** Runs files of tests against a portal that Playwright starts by a command. */
async function runTests(files, { start, configs, ...surroundings }) {
  const app = `http://localhost:${await freePort()}`;
  const backend = `http://localhost:${await freePort()}`;
  const portal = writeConfig('portal', portalAt({ app, backend }));
  const command = [
    ...['node', ...start],
    ...[portal, ...configs].flatMap(file => ['--config', file]),
  ];
  tests = startGroup(
    'playwright',
    [
      ...['test', '--config', 'integration-tests/playwright.config.ts'],
      ...files.map(name => `${name}.spec.ts`),
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        INTEGRATION: JSON.stringify({ app, backend, command, ...surroundings }),
      },
    },
  );
  const code = await tests.ended;
  tests = undefined;
  return code;
}

// A portal of its own, that leaves a running one and its data alone.
function portalAt({ app, backend }) {
  return {
    app: { baseUrl: app },
    backend: {
      baseUrl: backend,
      listen: { port: Number(new URL(backend).port) },
      cors: { origin: app },
      database: { connection: ':memory:' },
    },
  };
}

function writeConfig(name, config) {
  const file = join(directory, `${name}.yaml`);
  writeFileSync(file, stringify(config));
  return file;
}
