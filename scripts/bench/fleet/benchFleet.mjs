// A company with thousands of models: how long people wait for first pages, what many
// changes at once cost, and how both grow.
import { join } from 'node:path';
import { measureBundle } from '../../bundle/size.mjs';
import { startBackend } from '../portal.mjs';
import { buildApp, measureBrowser } from './browser.mjs';
import { measureBulk } from './bulk.mjs';
import { openDataset } from './dataset.mjs';
import { describeFleet } from './describeFleet.mjs';
import { forFleet } from './forFleet.mjs';
import { PROFILES } from './models.mjs';
import { countSeen, measureFirstVisits, measurePages } from './pages.mjs';
import { untilQuiet } from './settle.mjs';
import { measureSizes } from './sizes.mjs';

/** Starts a portal on a generated fleet; `end` ends it and its database. */
export async function startFleet({ root, scratch, cleanUpWith, ...wanted }) {
  const { files, postgres } = await openDataset({
    ...{ root, scratch, cleanUpWith, ...wanted },
  });
  console.error(`Starting a portal on ${wanted.models} models …`);
  const backend = await startBackend({
    ...{ root, scratch, postgres, cleanUpWith },
    ...{ entities: files, adjust: forFleet },
    preload: join(root, 'scripts/bench/fleet/instrument.cjs'),
  });
  await untilQuiet(backend);
  return {
    ...backend,
    async end() {
      await backend.end();
      await postgres.stop();
    },
  };
}

/** Measures, and says what came out. */
export async function benchFleet(options) {
  const { models, rounds, largest } = options;
  await buildApp(options);
  const { seen, pages, visits, bulk, browser, postgres } =
    await measureOneFleet(options);
  console.error('Measuring what grows …');
  const sizes = await measureSizes({
    ...{ most: largest, rounds: rounds * 4 },
    start: size => startFleet({ ...options, models: size, profile: 'slim' }),
  });
  return describeFleet({
    ...{ models, profile: PROFILES.full, postgres },
    ...{ seen, pages, visits, bulk, browser, sizes },
    bundle: await measureBundle(),
  });
}

async function measureOneFleet({ models, rounds, ...options }) {
  const { cleanUpWith } = options;
  const backend = await startFleet({ ...options, models, profile: 'full' });
  const { postgres } = backend;
  const seen = await countSeen(backend.portal);
  console.error('Asking for first pages …');
  const pages = await measurePages({ backend, rounds: rounds * 20 });
  const visits = await measureFirstVisits({ backend, rounds: rounds * 4 });
  console.error('Opening them in a browser …');
  const browser = await measureBrowser({
    ...{ backend, cleanUpWith, rounds: rounds * 2 },
  });
  console.error('Giving many models to another owner …');
  const bulk = await measureBulk({ backend, models });
  await backend.end();
  return { seen, pages, visits, bulk, browser, postgres };
}
