#!/usr/bin/env node
// Loads what happened to the models of the demo company (examples/record/) into a
// running portal, through its public HTTP API: `node scripts/demo/load.mjs`.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Portal } from './portal.mjs';
import { waitForModels } from './readiness.mjs';
import { readModelNames, readRecord } from './record.mjs';

const USAGE = `Usage: node scripts/demo/load.mjs [options]
  --base-url <url>     the backend (http://localhost:7007)
  --if-empty           do nothing when the demo company is loaded already
  --timeout <seconds>  how long to wait until the portal is ready (180)
The machine token is read from MODELRY_TOKEN (demo-reporter-token).`;

/** Loaded last, so that its versions tell that everything is loaded. */
const LAST_MODEL = 'consumer-credit-risk';
const OBSERVER = 'tilda-teamlead';
const MODELS_AT_ONCE = 4;

const examples = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../examples',
);

async function main() {
  const { options, error } = readOptions();
  if (error) {
    console.error(`${error}\n${USAGE}`);
    return 2;
  }
  const portal = new Portal({
    baseUrl: options['base-url'],
    machineToken: process.env.MODELRY_TOKEN ?? 'demo-reporter-token',
  });
  await waitForModels({
    portal,
    person: OBSERVER,
    models: readModelNames(join(examples, 'catalog-info.yaml')),
    timeoutSeconds: Number(options.timeout),
  });
  if (options['if-empty'] && (await hasVersions(portal, LAST_MODEL))) {
    console.log('The demo company is loaded already.');
    return 0;
  }
  const record = readRecord({
    directory: join(examples, 'record'),
    now: new Date(),
  });
  const started = Date.now();
  await sendAll(portal, record);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`Loaded the demo company in ${seconds} s: ${count(record)}.`);
  return 0;
}

function readOptions() {
  try {
    const { values: options } = parseArgs({
      options: {
        'base-url': { type: 'string', default: 'http://localhost:7007' },
        'if-empty': { type: 'boolean', default: false },
        timeout: { type: 'string', default: '180' },
      },
    });
    return URL.canParse(options['base-url']) && Number(options.timeout) >= 0
      ? { options }
      : { error: 'Write --base-url as a URL and --timeout as a number.' };
  } catch (cause) {
    return { error: cause.message };
  }
}

async function hasVersions(portal, model) {
  const { items } = await portal.send({
    path: `/api/models/default/${model}/versions`,
    query: { limit: 1 },
  });
  return items.length > 0;
}

/** Sends the requests of each model in their order, some models at a time. */
async function sendAll(portal, record) {
  const waiting = record.filter(({ model }) => model !== LAST_MODEL);
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await sendModel(portal, next);
    }
  };
  await Promise.all(Array.from({ length: MODELS_AT_ONCE }, worker));
  for (const last of record.filter(({ model }) => model === LAST_MODEL)) {
    await sendModel(portal, last);
  }
}

// What people decided cannot happen twice: a model that has versions is left alone.
async function sendModel(portal, { model, requests }) {
  if (await hasVersions(portal, model)) {
    console.log(`${model} has versions already, and stays as it is.`);
    return;
  }
  for (const request of requests) {
    await portal.send(request);
  }
}

function count(record) {
  const requests = record.flatMap(model => model.requests);
  const of = (...kinds) => requests.filter(({ kind }) => kinds.includes(kind));
  const results = of('checkResults', 'checkHistory').reduce(
    (sum, { body }) => sum + body.results.length,
    0,
  );
  return [
    `${record.length} models`,
    `${of('version').length} reports of versions`,
    `${of('deployment').length} of deployments`,
    `${results} check results`,
    `${of('monitoringReport').length} monitoring report`,
    `${of('review').length} reviews`,
    `${of('decision').length} decisions`,
    `${of('waiver').length} waiver`,
  ].join(', ');
}

main().then(
  code => process.exit(code),
  error => {
    console.error(error.message);
    process.exit(1);
  },
);
