import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { FullConfig } from '@playwright/test';

/** Loads the demo company into the portal under test, as a user would. */
export default function loadDemo({ projects: [{ use }] }: FullConfig) {
  execFileSync(
    process.execPath,
    ['scripts/demo/load.mjs', '--base-url', String(use.baseURL)],
    { cwd: resolve(__dirname, '..'), stdio: 'inherit' },
  );
}
