#!/usr/bin/env node
// Puts the demo company back to its first state: deletes the database of the
// stopped portal; the next start makes a new one and loads the company again.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

async function main() {
  const { backend } = parse(
    readFileSync(join(root, 'app-config.yaml'), 'utf8'),
  );
  const directory = databaseDirectory(backend);
  if (!directory) {
    console.error(
      'backend.database.connection.directory in app-config.yaml must name a directory inside this repository; nothing was deleted.',
    );
    return 1;
  }
  const { hostname, port } = new URL(backend.baseUrl);
  if (await isListening({ host: hostname, port: Number(port) })) {
    console.error(
      `Something answers on port ${port}. Stop the portal first; nothing was deleted.`,
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
function databaseDirectory({ database }) {
  const directory = database?.connection?.directory;
  if (typeof directory !== 'string') {
    return undefined;
  }
  // The backend resolves it from the directory that it runs in.
  const absolute = resolve(root, 'packages/backend', directory);
  return absolute.startsWith(resolve(root) + sep) ? absolute : undefined;
}

function isListening(address) {
  return new Promise(settle => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      settle(true);
    });
    socket.once('error', () => settle(false));
  });
}

main().then(
  code => process.exit(code),
  error => {
    console.error(error.message);
    process.exit(1);
  },
);
