// Writes the state that this release leaves in databases, for the test of upgrades:
// `npm run release-state [-- <release>]`. See Upgrades in docs/operations.md.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const { version } = JSON.parse(
  readFileSync(join(root, 'plugins/models-backend/package.json'), 'utf8'),
);
const [release = version] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(release)) {
  console.error(`'${release}' is no release; write e.g. ${version}`);
  process.exit(2);
}

// The test that reads the states writes this one first, so that it is tried at once.
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'scripts/test.mjs'),
    'plugins/models-backend/src/database/releasedStates.test.ts',
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, MODELRY_RELEASE: release },
  },
);
process.exit(status ?? 1);
