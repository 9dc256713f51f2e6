// What the overlay costs the catalog: 10,000 models with it against as many without.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What the overlay may cost. */
const MOST = 1.1;

/** Measures both in turns, each in a process of its own, and says what came out. */
export async function benchOverlay({ models, rounds, root }) {
  const runs = { without: [], with: [] };
  for (let round = 0; round < rounds; round++) {
    // In turns, so that neither has the quieter machine.
    for (const variant of ['without', 'with']) {
      console.error(
        `Processing ${models} models ${variant} overlay (${
          round + 1
        } of ${rounds}) …`,
      );
      runs[variant].push(run(root, variant, models));
    }
  }
  const best = (variant, pass, what) =>
    Math.min(...runs[variant].map(result => result[pass][what]));
  const row = (label, pass, what) => {
    const [without, withOverlay] = ['without', 'with'].map(variant =>
      best(variant, pass, what),
    );
    return [
      label,
      `${without.toFixed(1)} s`,
      `${withOverlay.toFixed(1)} s`,
      `**${(withOverlay / without).toFixed(2)}**`,
    ];
  };
  const ratio =
    best('with', 'first', 'seconds') / best('without', 'first', 'seconds');
  return {
    head: ['what', 'without', 'with', 'ratio'],
    rows: [
      row('processed for the first time', 'first', 'seconds'),
      row('– processor time', 'first', 'cpu'),
      row('processed again, unchanged', 'again', 'seconds'),
      row('– processor time', 'again', 'cpu'),
    ],
    text: `${models} models in a catalog with SQLite in memory; with the overlay each has another owner and another stage in the record than its author declares. Each catalog is a process of its own, in turns; of ${rounds} rounds the fastest counts. Meanwhile the models plugin was asked ${Math.max(
      ...runs.with.map(({ asked }) => asked),
    )} times, at most once a second. The first ratio may be ${MOST} at most: it is ${ratio.toFixed(
      2,
    )}.`,
    failed: ratio > MOST,
  };
}

function run(root, variant, models) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
      join(root, 'scripts/bench/overlayCatalog.mjs'),
      variant,
      String(models),
    ],
    {
      cwd: join(root, 'packages/backend'),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NODE_ENV: 'test' },
    },
  );
  if (status !== 0) {
    throw new Error(`It ended with ${status}: ${stderr.slice(-2_000)}`);
  }
  const lines = stdout.trim().split('\n');
  return JSON.parse(lines[lines.length - 1]);
}
