// `npm run soak`: mixed load on a portal with a generated fleet, for half an hour unless told
// otherwise. The memory of the backend must stay as it is.
import { setTimeout as sleep } from 'node:timers/promises';
import { mixedLoad } from './mixedLoad.mjs';
import { startFleet } from './benchFleet.mjs';
import { median, p95 } from './timing.mjs';

const SAMPLES = 60;
/** Until everything that is kept for good is there. */
const WARM_UP_SHARE = 0.2;
const MOST_GROWTH = 0.1;
const MEGABYTE = 2 ** 20;

/** Measures, and says what came out. */
export async function soak({ models, minutes, ...surroundings }) {
  const backend = await startFleet({
    ...{ ...surroundings, models, profile: 'full' },
  });
  const load = mixedLoad({ backend, models });
  console.error(`Mixed load for ${minutes} minutes …`);
  const samples = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    await sleep((minutes * 60_000) / SAMPLES);
    const { heapUsed, rss } = await backend.ask('memory');
    samples.push({ heap: heapUsed / MEGABYTE, rss: rss / MEGABYTE });
  }
  const requests = await load.end();
  const steady = samples.slice(Math.ceil(SAMPLES * WARM_UP_SHARE));
  const heap = growthOf(steady.map(sample => sample.heap));
  const rss = growthOf(steady.map(sample => sample.rss));
  const failed = requests.filter(request => request.failed > 0);
  return {
    head: ['what', 'result'],
    rows: [
      ['memory in use after warming up', inMegabytes(heap.first)],
      ['memory in use at the end', inMegabytes(heap.last)],
      ['**growth**', `**${inPercent(heap.growth)}**`],
      ['resident memory after warming up', inMegabytes(rss.first)],
      ['resident memory at the end', inMegabytes(rss.last)],
      ...requests.map(({ name, count, sorted }) => [
        name,
        `${count} times, median ${median(sorted).toFixed(
          0,
        )} ms, 95 % within ${p95(sorted).toFixed(0)} ms`,
      ]),
    ],
    postgres: backend.postgres,
    text: `${minutes} minutes on ${models} models with 500 check results each. Memory in use is the heap after two collections of garbage, sampled ${SAMPLES} times; the first ${
      WARM_UP_SHARE * 100
    } % of the time warm up. Compared are the medians of the first and the last third of the rest, which may differ by ${
      MOST_GROWTH * 100
    } %. ${
      failed.length > 0
        ? `Requests failed: ${failed
            .map(({ name, failed: n }) => `${name} ${n}`)
            .join(', ')}.`
        : 'No request failed.'
    }`,
    failed: Math.abs(heap.growth) > MOST_GROWTH || failed.length > 0,
  };
}

function growthOf(values) {
  const third = Math.max(1, Math.floor(values.length / 3));
  const middle = part => median([...part].sort((a, b) => a - b));
  const first = middle(values.slice(0, third));
  const last = middle(values.slice(-third));
  return { first, last, growth: last / first - 1 };
}

function inMegabytes(value) {
  return `${value.toFixed(0)} MiB`;
}

function inPercent(share) {
  return `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)} %`;
}
