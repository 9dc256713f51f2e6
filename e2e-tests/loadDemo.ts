import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { FullConfig, expect } from '@playwright/test';

/** Loads the demo company into the portal under test, as a user would. */
export default async function loadDemo({ metadata }: FullConfig) {
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
  await listsAreComplete(metadata.backend);
}

// The lists of all models know of a new one within half a minute, the catalog at once.
async function listsAreComplete(backend: string) {
  const { backstageIdentity } = await getJson(
    `${backend}/api/auth/development/refresh`,
    { 'x-development-person': 'user:default/paul-platform' },
  );
  const headers = { authorization: `Bearer ${backstageIdentity.token}` };
  const count = async (path: string) =>
    (await getJson(`${backend}/api/${path}`, headers)).totalItems;
  await expect(async () => {
    expect(await count('models/fleet?limit=1')).toBe(
      await count('catalog/entities/by-query?filter=kind=model&limit=1'),
    );
  }).toPass({ timeout: 120_000 });
}

async function getJson(url: string, headers: Record<string, string>) {
  return (await fetch(url, { headers })).json();
}
