// What it takes to send all that is known of thousands of models as one file: how long, and
// how much of it is in memory at once.
import { setTimeout as sleep } from 'node:timers/promises';
import { startFleet } from './fleet/benchFleet.mjs';
import { PROFILES } from './fleet/models.mjs';
import { inTurn, median, timed } from './fleet/timing.mjs';

const MIB = 2 ** 20;
const LOOK_MS = 100;

const EXPORTS = {
  'CSV of all': '/api/models/inventory-export',
  'CSV of one risk tier': '/api/models/inventory-export?riskTier=high',
  'CycloneDX of all': '/api/models/bom-export',
};

/** Measures each export by itself, and then how much memory it holds while it is sent. */
export async function benchExports(options) {
  const { models, rounds } = options;
  const backend = await startFleet({ ...options, profile: 'full' });
  const sizes = {};
  const sides = Object.fromEntries(
    Object.entries(EXPORTS).map(([name, path]) => [
      name,
      async () => {
        sizes[name] = await download(backend, path);
      },
    ]),
  );
  const taken = await inTurn({ rounds, sides });
  const held = {};
  for (const [name, path] of Object.entries(EXPORTS)) {
    held[name] = await measureHeld(backend, path);
  }
  return describe({ models, taken, sizes, held });
}

/** Reads all of a file and keeps none of it. */
async function download({ baseUrl }, path) {
  const response = await fetch(`${baseUrl}${path}`, {
    headers: { authorization: 'Bearer demo-reporter-token' },
  });
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
  }
  return bytes;
}

/** How much more is alive while a file is sent than before, at most. */
async function measureHeld(backend, path) {
  const before = alive(await backend.ask('memory'));
  let isDone = false;
  const sent = download(backend, path).finally(() => {
    isDone = true;
  });
  // What goes wrong is thrown below, where it is waited for.
  sent.catch(() => {});
  let most = before;
  while (!isDone) {
    const looking = await timed(async () => {
      most = Math.max(most, alive(await backend.ask('memory')));
    });
    // Collecting garbage stops all else: most of the time it is not to.
    await sleep(Math.max(LOOK_MS, 4 * looking));
  }
  await sent;
  return Math.max(0, most - before);
}

function alive({ heapUsed, external }) {
  return heapUsed + external;
}

function describe({ models, taken, sizes, held }) {
  const { versions, deployments, checks } = PROFILES.full;
  return {
    head: ['what', 'median', 'size', 'held in memory'],
    rows: Object.keys(EXPORTS).map(name => [
      name,
      `${(median(taken[name]) / 1_000).toFixed(1)} s`,
      inMib(sizes[name]),
      inMib(held[name]),
    ]),
    text: `${models.toLocaleString(
      'en',
    )} models with ${versions} versions, ${deployments} deployments and ${checks} checks each, in the example portal with its real permissions and catalog; portal, PostgreSQL and the receiver share the machine. Held in memory is what is alive while the file is sent beyond what was alive before, at most, with the garbage collected at each look.`,
  };
}

function inMib(bytes) {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}
