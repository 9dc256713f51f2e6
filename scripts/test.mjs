// `npm test`: unit and database tests, then the browser tests.
// With arguments only Jest runs, and gets them: npm test -- plugins/models-common
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onAskedToEnd, startGroup } from './processes.mjs';

const root = resolve(import.meta.dirname, '..');
// The same place is named in playwright.config.ts.
const results = join(root, 'node_modules', '.cache', 'test-results');
const jestResults = join(results, 'jest.json');
const browserResults = join(results, 'playwright.json');

const args = process.argv.slice(2);
let group;

onAskedToEnd({
  async end(status) {
    await group?.end();
    process.exit(status);
  },
  kill: () => group?.kill(),
});

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

if (args.length > 0) {
  process.exit(await jest(args));
}

// Says at once, and not after minutes, when there is no browser.
if ((await run('playwright', ['test', '--list'], { quiet: true })) !== 0) {
  await run('playwright', ['test', '--list']);
  console.error('\nWithout the browser tests: npm test -- packages plugins');
  process.exit(1);
}

const statuses = [
  await jest(['--json', `--outputFile=${jestResults}`]),
  await run('playwright', ['test']),
];
const counts = count();
if (counts) {
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
}
process.exit(statuses.find(status => status !== 0) ?? 0);

// The Kubernetes backend of Backstage loads its client, an ES module, while it runs.
function jest(jestArgs) {
  const { NODE_OPTIONS = '' } = process.env;
  return run('backstage-cli', ['repo', 'test', '--watch=false', ...jestArgs], {
    env: { NODE_OPTIONS: `${NODE_OPTIONS} --experimental-vm-modules` },
  });
}

async function run(command, commandArgs, { quiet = false, env } = {}) {
  group = startGroup(command, commandArgs, {
    cwd: root,
    env: { ...process.env, ...env },
    ...(quiet && { stdio: 'ignore' }),
  });
  const status = await group.ended;
  group = undefined;
  return status;
}

/** Nothing when a runner broke off; a suite that could not run counts as one failed test. */
function count() {
  const unit = readResults(jestResults);
  const browser = readResults(browserResults);
  return (
    unit &&
    browser && {
      passed: unit.numPassedTests + browser.stats.expected,
      failed:
        unit.numFailedTests +
        unit.numRuntimeErrorTestSuites +
        browser.stats.unexpected +
        browser.stats.flaky,
    }
  );
}

function readResults(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
