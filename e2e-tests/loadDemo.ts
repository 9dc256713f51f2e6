import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { FullConfig } from '@playwright/test';

/** Loads the demo company into the portal under test, as a user would. */
export default function loadDemo({ metadata }: FullConfig) {
  execFileSync(
    process.execPath,
    ['scripts/demo/load.mjs', '--base-url', metadata.backend],
    {
      cwd: resolve(__dirname, '..'),
      stdio: 'inherit',
      // A token in the shell is for another portal.
      env: { ...process.env, MODELRY_TOKEN: undefined },
    },
  );
}
