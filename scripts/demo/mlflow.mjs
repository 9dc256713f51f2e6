// `npm run demo:mlflow`: a real MLflow server with real models, and the portal beside it. Needs
// Python. `--data <directory>` and `--port <number>` say where MLflow keeps its data and answers;
// what else is given goes to the start of the portal.
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MlflowServer } from '../integration/mlflow/MlflowServer.mjs';
import { MLFLOW_3 } from '../integration/python.mjs';
import { isTaken, root } from '../portalConfig.mjs';
import { onAskedToEnd, startGroup } from '../processes.mjs';

const { values } = parseArgs({
  options: {
    config: { type: 'string', multiple: true, default: [] },
    data: { type: 'string', default: join(root, 'data/mlflow') },
    port: { type: 'string', default: '5050' },
  },
});
const directory = resolve(values.data);
const mlflow = new MlflowServer({ packages: MLFLOW_3, directory });
let portal;

onAskedToEnd({
  end,
  kill: () => portal?.kill(),
});

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}

async function main() {
  if (await isTaken(`http://127.0.0.1:${values.port}`)) {
    throw new Error(
      `Something already answers at port ${values.port}: stop it, or name another one with --port`,
    );
  }
  console.log('Installing MLflow, the first time for a minute …');
  await mlflow.prepare({ port: Number(values.port) });
  console.log('Starting MLflow …');
  await mlflow.start();
  portal = startPortal();
  portal.ended.then(end);
  await fillOnce();
  console.log(
    `\n  MLflow, with the models of the demo: ${mlflow.url}\n  What you register there appears in the portal within a minute.\n`,
  );
}

function startPortal() {
  const configs = ['examples/mlflow/app-config.yaml', ...values.config];
  return startGroup(
    process.execPath,
    ['scripts/start.mjs', ...configs.flatMap(file => ['--config', file])],
    { cwd: root, env: { ...process.env, MLFLOW_PORT: values.port } },
  );
}

/** The models of the demo are made once: what you change in the registry stays. */
async function fillOnce() {
  const stamp = join(directory, '.filled');
  if (!existsSync(stamp)) {
    console.log('Training models, and registering them …');
    await mlflow.fill();
    writeFileSync(stamp, '');
  }
}

async function end(status) {
  await Promise.all([portal?.end(), mlflow.stop()]);
  process.exit(status);
}
