// `npm run bench -- fleet`, or another name: measures, and prints a table. Nothing is written
// outside node_modules/.cache, except a generated fleet, which is kept in data/bench, and,
// with --write, the section of docs/benchmarks.md.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { onAskedToEnd } from '../processes.mjs';
import { benchExports } from './exports.mjs';
import { benchFleet } from './fleet/benchFleet.mjs';
import { soak } from './fleet/soak.mjs';
import { benchImports } from './imports.mjs';
import { benchGovernance } from './governance.mjs';
import { benchMonitoring } from './monitoring.mjs';
import { benchOverlay } from './overlay.mjs';
import { sectionOf, toSection, writeSection } from './report.mjs';

const USAGE = `Usage: npm run bench -- <name> [options], of exports | fleet | governance |
         imports | monitoring | overlay | soak
  --results <n>    how many check results are sent (200000)
  --decisions <n>  how many decisions are sent (1000)
  --entries <n>    how many ledger entries are verified (50000)
  --models <n>     how many models a fleet has, or a catalog processes (10000)
  --rounds <n>     how often each of both is measured (5)
  --largest <n>    up to how many models it is measured what grows with them (100000)
  --minutes <n>    how long a portal soaks (30)
  --reuse          takes the fleet that an earlier run made, from data/bench, and the built app
  --write          writes the result into docs/benchmarks.md, too`;

const root = resolve(import.meta.dirname, '../..');
const BENCHMARKS = new Map([
  ['exports', benchExports],
  ['fleet', benchFleet],
  ['governance', benchGovernance],
  ['imports', benchImports],
  ['monitoring', benchMonitoring],
  ['overlay', benchOverlay],
  ['soak', soak],
]);

const options = readOptions();
if (!options) {
  console.error(USAGE);
  process.exit(2);
}
const scratch = join(root, 'node_modules/.cache/bench', String(process.pid));
const cleanups = [];
let failed = false;
onAskedToEnd({
  async end(status) {
    await cleanUp();
    process.exit(status);
  },
  kill: () => process.exit(137),
});
mkdirSync(scratch, { recursive: true });
try {
  const result = await options.bench({
    ...options,
    root,
    scratch,
    cleanUpWith: cleanup => cleanups.push(cleanup),
  });
  const section = result.head
    ? sectionOf(options.name, result)
    : toSection(options.name, result);
  console.log(section);
  if (options.write) {
    writeSection(join(root, 'docs/benchmarks.md'), options.name, section);
  }
  failed = Boolean(result.failed);
} finally {
  await cleanUp();
}
process.exit(failed ? 1 : 0);

async function cleanUp() {
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup();
  }
  rmSync(scratch, { recursive: true, force: true });
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        results: { type: 'string', default: '200000' },
        decisions: { type: 'string', default: '1000' },
        entries: { type: 'string', default: '50000' },
        models: { type: 'string', default: '10000' },
        rounds: { type: 'string', default: '5' },
        largest: { type: 'string', default: '100000' },
        minutes: { type: 'string', default: '30' },
        reuse: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    });
    const [name] = positionals;
    const bench = BENCHMARKS.get(name);
    const { reuse, write, ...counts } = values;
    const numbers = Object.fromEntries(
      Object.entries(counts).map(([key, value]) => [key, Number(value)]),
    );
    return bench &&
      positionals.length === 1 &&
      Object.values(numbers).every(number => number > 0)
      ? { name, bench, ...numbers, reuse, write }
      : undefined;
  } catch (error) {
    console.error(error.message);
    return undefined;
  }
}
