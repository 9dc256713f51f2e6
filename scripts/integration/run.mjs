// `npm run integration`: the portal beside real systems, one file for each of them.
// With names only these run: npm run integration -- prometheus
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { onAskedToEnd, startGroup } from '../processes.mjs';

const SUFFIX = '.test.mjs';

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

const group = startGroup(process.execPath, [
  ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
  ...['--test', '--test-concurrency=1', '--test-reporter=spec'],
  ...(wanted.length > 0 ? wanted : systems).map(name =>
    join(import.meta.dirname, `${name}${SUFFIX}`),
  ),
]);

onAskedToEnd({
  async end(status) {
    await group.end();
    process.exit(status);
  },
  kill: () => group.kill(),
});

process.exit(await group.ended);
