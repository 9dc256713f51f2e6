// What it takes to take over a registry with thousands of models: how long, and how much
// memory. The registry is a stand-in that answers as MLflow does.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../postgres/startPostgres.mjs';
import { timed } from './fleet/timing.mjs';
import { startBackend } from './portal.mjs';
import { startRegistry } from './registry.mjs';

const VERSIONS = 2;
const SOURCE = 'mlflow-bench';
const MIB = 2 ** 20;
const LOOK_MS = 100;
const PATIENCE_MS = 3_600_000;

/** Takes over all of it, and then once more, when nothing has changed. */
export async function benchImports({ root, scratch, models, cleanUpWith }) {
  const registry = await startRegistry({ models, versions: VERSIONS });
  cleanUpWith(() => registry.end());
  const postgres = await startPostgres({ durable: true });
  cleanUpWith(() => postgres.stop());
  const backend = await startBackend({
    ...{ root, scratch, postgres, entities: [] },
    adjust: usual => withRegistry(usual, registry.url),
    preload: join(root, 'scripts/bench/fleet/instrument.cjs'),
  });
  cleanUpWith(() => backend.end());
  const begun = performance.now();
  const first = await untilRun(backend);
  await until(async () => (await inCatalog(backend)) >= models);
  const ingested = (performance.now() - begun) / 1_000;
  // Versions are told of models that the catalog has.
  const second = await runAgain(backend);
  const told = await countVersions(backend);
  const before = alive(await backend.ask('memory'));
  const third = await watched(backend, () => runAgain(backend));
  return describe({
    ...{ models, told, ingested, first, second, registry, third },
    before,
  });
}

function withRegistry(usual, url) {
  return {
    ...usual,
    catalog: {
      ...usual.catalog,
      processingInterval: { days: 30 },
      providers: {
        mlflow: {
          bench: {
            ...{ url, defaults: { owner: 'group:default/ml-platform' } },
            schedule: {
              // By then the catalog answers.
              ...{ frequency: { hours: 24 }, initialDelay: { seconds: 15 } },
              timeout: { hours: 1 },
            },
          },
        },
      },
    },
  };
}

async function sourceOf({ portal }) {
  const { items } = await portal.send({ path: '/api/models/sources' });
  const source = items.find(({ id }) => id === SOURCE);
  if (source?.status === 'failing') {
    throw new Error(JSON.stringify(source.problems));
  }
  return source;
}

async function until(isDone) {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isDone())) {
    if (Date.now() > deadline) {
      throw new Error('It takes longer than anybody waits');
    }
    await sleep(500);
  }
}

async function untilRun(backend, after) {
  let source;
  await until(async () => {
    source = await sourceOf(backend);
    return source?.lastRun && source.lastRun.startedAt !== after;
  });
  return source.lastRun;
}

async function runAgain(backend) {
  const { lastRun } = await sourceOf(backend);
  await backend.portal.send({
    ...{ method: 'POST', path: '/api/models/source-runs' },
    ...{ body: { id: SOURCE }, person: 'paul-platform' },
  });
  return untilRun(backend, lastRun.startedAt);
}

async function inCatalog(backend) {
  const { rows } = await backend.poolOf('catalog').query(
    `select count(*) as done from final_entities f
       join refresh_state r on r.entity_id = f.entity_id
     where r.entity_ref like 'model:%' and f.final_entity is not null`,
  );
  return Number(rows[0].done);
}

async function countVersions(backend) {
  const { rows } = await backend
    .poolOf('models')
    .query('select count(*) as told from versions');
  return Number(rows[0].told);
}

async function watched(backend, work) {
  let isDone = false;
  const run = work().finally(() => {
    isDone = true;
  });
  // What goes wrong is thrown below, where it is waited for.
  run.catch(() => {});
  let most = 0;
  while (!isDone) {
    const looking = await timed(async () => {
      most = Math.max(most, alive(await backend.ask('memory')));
    });
    // Collecting garbage stops all else: most of the time it is not to.
    await sleep(Math.max(LOOK_MS, 4 * looking));
  }
  return { ...(await run), most };
}

function alive({ heapUsed, external }) {
  return heapUsed + external;
}

function describe(measured) {
  const { models, told, ingested, first, second, third } = measured;
  const { before, registry } = measured;
  return {
    head: ['what', 'result'],
    rows: [
      [`${models} models read and handed to the catalog`, seconds(first)],
      ['– until the catalog shows them all', `${ingested.toFixed(0)} s`],
      [`${told} versions told`, seconds(second)],
      ['all read again, nothing changed', seconds(third)],
      [
        '– held in memory meanwhile',
        `${(Math.max(0, third.most - before) / MIB).toFixed(1)} MiB`,
      ],
    ],
    text: `A registry of ${models.toLocaleString(
      'en',
    )} models with ${VERSIONS} versions each, in the example portal with its real catalog; the registry is a stand-in that answers as MLflow does, and was asked ${
      registry.asked
    } times. Portal, PostgreSQL and registry share the machine. Held in memory is what is alive at most during a run beyond what was alive before it, with the garbage collected at each look.`,
  };
}

function seconds({ durationMs }) {
  return `${(durationMs / 1_000).toFixed(1)} s`;
}
