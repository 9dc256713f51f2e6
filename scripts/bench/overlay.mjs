// What the overlay costs the catalog: 10,000 models with it against 10,000 without.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What the overlay may cost. */
const MOST = 1.1;

/**
 * Measures pairs: a catalog with the overlay and one without, at the same time, each in a
 * process of its own, so that both have the same machine; and says what came out.
 */
export async function benchOverlay({ models, rounds, root }) {
  const pairs = [];
  for (let round = 1; round <= rounds; round++) {
    console.error(
      `Processing ${models} models with and without overlay (${round} of ${rounds}) …`,
    );
    const [without, withOverlay] = await Promise.all([
      run(root, 'without', models),
      run(root, 'with', models),
    ]);
    pairs.push({ without, with: withOverlay });
  }
  const [first, again] = ['first', 'again'].map(pass =>
    median(ratiosOf(pairs, pass, 'cpu')),
  );
  const asked = Math.max(...pairs.map(pair => pair.with.asked));
  return {
    head: ['what', 'without', 'with', 'ratio', 'least and most'],
    rows: [
      row(pairs, 'processed for the first time, processor time', 'first'),
      row(pairs, '– until all are done', 'first', 'seconds'),
      row(pairs, 'processed again, unchanged, processor time', 'again'),
      row(pairs, '– until all are done', 'again', 'seconds'),
    ],
    text: `${models} models in a catalog with SQLite in memory; with the overlay each has another owner and another stage in the record than its author declares. A catalog with the overlay and one without run at the same time, each in a process of its own, so that whatever else the machine does slows both; of ${rounds} such pairs the medians are shown, and the median, the least and the most of their ratios. Most of the time a catalog waits for its own queue, so that what the overlay costs shows in the processor time. Unchanged models are processed again five times, because once is too short to tell. Meanwhile the models plugin was asked ${asked} times, at most once a second. The processor time may be ${MOST} times as long at most, in both passes: it is ${first.toFixed(
      2,
    )} and ${again.toFixed(2)}.`,
    failed: Math.max(first, again) > MOST,
  };
}

function row(pairs, label, pass, what = 'cpu') {
  const ratios = ratiosOf(pairs, pass, what);
  const seconds = variant =>
    `${median(pairs.map(pair => pair[variant][pass][what])).toFixed(1)} s`;
  return [
    label,
    seconds('without'),
    seconds('with'),
    `**${median(ratios).toFixed(2)}**`,
    `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`,
  ];
}

function ratiosOf(pairs, pass, what) {
  return pairs.map(pair => pair.with[pass][what] / pair.without[pass][what]);
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function run(root, variant, models) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
        join(root, 'scripts/bench/overlayCatalog.mjs'),
        variant,
        String(models),
      ],
      {
        cwd: join(root, 'packages/backend'),
        env: { ...process.env, NODE_ENV: 'test' },
      },
    );
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', text => {
        output[stream] = (output[stream] + text).slice(-8_000);
      });
    }
    child.once('error', reject).once('close', status => {
      if (status === 0) {
        resolve(JSON.parse(output.stdout.trim().split('\n').pop()));
      } else {
        reject(new Error(`It ended with ${status}: ${output.stderr}`));
      }
    });
  });
}
