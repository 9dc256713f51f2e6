// `npm run integration`: the portal beside real systems, one file for each of them.
// With names only these run: npm run integration -- prometheus
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { onAskedToEnd, startGroup } from '../processes.mjs';

const SUFFIX = '.test.mjs';

/** These are tested last: what they need is installed meanwhile, which takes minutes at first. */
const LAST = ['evidently', 'mlflow'];

const systems = readdirSync(import.meta.dirname)
  .filter(file => file.endsWith(SUFFIX))
  .map(file => file.slice(0, -SUFFIX.length))
  .sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !systems.includes(name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}: ${systems.join(', ')}`);
  process.exit(2);
}

const chosen = (wanted.length > 0 ? wanted : systems).toSorted(
  (one, other) => LAST.indexOf(one) - LAST.indexOf(other),
);
// What cannot be installed is tried again by the test that needs it, and said there.
const preparing = startGroup(
  process.execPath,
  [join(import.meta.dirname, 'prepare.mjs'), ...chosen],
  { stdio: 'ignore' },
);

const group = startGroup(process.execPath, [
  ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
  ...['--test', '--test-concurrency=1', '--test-reporter=spec'],
  ...chosen.map(name => join(import.meta.dirname, `${name}${SUFFIX}`)),
]);

onAskedToEnd({
  async end(status) {
    await Promise.all([group.end(), preparing.end()]);
    process.exit(status);
  },
  kill() {
    group.kill();
    preparing.kill();
  },
});

const status = await group.ended;
await preparing.end();
process.exit(status);
