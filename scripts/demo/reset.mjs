#!/usr/bin/env node
// Puts the demo company back to its first state: deletes the database of the
// stopped portal; the next start makes a new one and loads the company again.
import { existsSync, rmSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { isTaken, readConfig, root } from '../portalConfig.mjs';

async function main() {
  const directory = databaseDirectory();
  if (!directory) {
    console.error(
      'backend.database.connection.directory in app-config.yaml must name a directory inside this repository; nothing was deleted.',
    );
    return 1;
  }
  const backendUrl = readConfig(config => config?.backend?.baseUrl);
  if (await isTaken(backendUrl)) {
    console.error(
      `Something answers at ${backendUrl}. Stop the portal first; nothing was deleted.`,
    );
    return 1;
  }
  const shown = relative(root, directory);
  if (existsSync(directory)) {
    rmSync(directory, { recursive: true });
    console.log(`Deleted ${shown}.`);
  } else {
    console.log(`There is no ${shown}: the portal has never run.`);
  }
  console.log(
    'The next `npm start` makes a new database and loads the demo company into it.',
  );
  return 0;
}

/** Where the portal keeps its data, if that is a place that may be deleted. */
function databaseDirectory() {
  const directory = readConfig(
    config => config?.backend?.database?.connection?.directory,
  );
  if (typeof directory !== 'string') {
    return undefined;
  }
  // The backend resolves it from the directory that it runs in.
  const absolute = resolve(root, 'packages/backend', directory);
  return absolute.startsWith(root + sep) ? absolute : undefined;
}

main().then(
  code => process.exit(code),
  error => {
    console.error(error.message);
    process.exit(1);
  },
);
