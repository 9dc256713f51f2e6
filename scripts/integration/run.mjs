// `npm run integration`: the portal beside real systems, one file for each of them.
// With names only these run: npm run integration -- prometheus
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { onAskedToEnd, startGroup } from '../processes.mjs';

const SUFFIX = '.test.mjs';

/** These are tested last: what they need is installed meanwhile, which takes minutes at first. */
const NEED_PYTHON = ['evidently', 'mlflow'];

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

const chosen = wanted.length > 0 ? wanted : systems;
// What cannot be installed is tried again by the test that needs it, and said there.
const preparing = startGroup(
  process.execPath,
  [join(import.meta.dirname, 'prepare.mjs'), ...chosen],
  { stdio: 'ignore' },
);
let tests;

onAskedToEnd({
  async end(status) {
    await Promise.all([tests?.end(), preparing.end()]);
    process.exit(status);
  },
  kill() {
    tests?.kill();
    preparing.kill();
  },
});

const needsPython = name => NEED_PYTHON.includes(name);
const statuses = [
  await test(chosen.filter(name => !needsPython(name))),
  await test(chosen.filter(needsPython)),
];
await preparing.end();
process.exit(statuses.find(status => status !== 0) ?? 0);

async function test(names) {
  if (names.length === 0) {
    return 0;
  }
  tests = startGroup(process.execPath, [
    ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
    ...['--test', '--test-concurrency=1', '--test-reporter=spec'],
    ...names.map(name => join(import.meta.dirname, `${name}${SUFFIX}`)),
  ]);
  const status = await tests.ended;
  tests = undefined;
  return status;
}
