// A company with thousands of models: how long people wait for first pages, what many
// changes at once cost, and how both grow.
import { join } from 'node:path';
import { startBackend } from '../portal.mjs';
import { measureBulk } from './bulk.mjs';
import { openDataset } from './dataset.mjs';
import { forFleet } from './forFleet.mjs';
import { PROFILES } from './models.mjs';
import { countSeen, measureFirstVisits, measurePages } from './pages.mjs';
import { untilQuiet } from './settle.mjs';
import { describeFleet } from './describeFleet.mjs';

/** Starts a portal on a generated fleet. */
export async function startFleet({ root, scratch, cleanUpWith, ...wanted }) {
  const { files, postgres } = await openDataset({
    ...{ root, scratch, cleanUpWith, ...wanted },
  });
  console.error('Starting a portal on it …');
  const backend = await startBackend({
    ...{ root, scratch, postgres, entities: files, adjust: forFleet },
    preload: join(root, 'scripts/bench/fleet/instrument.cjs'),
  });
  cleanUpWith(() => backend.end());
  await untilQuiet(backend);
  return backend;
}

/** Measures, and says what came out. */
export async function benchFleet(options) {
  const { models, rounds } = options;
  const backend = await startFleet({ ...options, profile: 'full' });
  const seen = await countSeen(backend.portal);
  console.error('Asking for first pages …');
  const pages = await measurePages({ backend, rounds: rounds * 10 });
  const visits = await measureFirstVisits({ backend, rounds: rounds * 2 });
  console.error('Giving many models to another owner …');
  const bulk = await measureBulk({ backend, models });
  return describeFleet({
    ...{ models, seen, pages, visits, bulk },
    profile: PROFILES.full,
    postgres: backend.postgres,
  });
}
