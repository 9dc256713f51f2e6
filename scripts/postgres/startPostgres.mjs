// A throwaway PostgreSQL server: started in a temporary directory on a free port
// of the loopback interface, and gone with it afterwards.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { findPostgres } from './findPostgres.mjs';

const SERVER_SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
};

/** For tests: nothing in here has to survive a crash. */
const CARELESS_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

/**
 * Starts a server; `stop()` ends it, and so does an exit of this process.
 *
 * @param options - a `durable` one writes to the disk as one in production does; what is in
 *   the directory `keepIn` is taken up again, and stays.
 */
export async function startPostgres({ durable = false, keepIn } = {}) {
  const as = unprivilegedUser();
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'models-postgres-'));
  let server;
  const discard = () => {
    server?.kill('SIGQUIT');
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 10 });
  };
  process.on('exit', discard);
  if (as.uid !== undefined) {
    fs.chownSync(dir, as.uid, as.gid);
  }
  const { bin, major } = findPostgres({ as, scratch: dir });
  const data = keepIn ?? path.join(dir, 'data');
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) {
    createCluster({ bin, data, as, dir });
  }
  const port = await freePort();
  server = spawn(
    path.join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settingFlags(durable)],
    { ...as, cwd: dir, stdio: ['ignore', 'ignore', 'pipe'], env: plainEnv() },
  );
  await untilReady(server);
  return {
    major,
    port,
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      if (server.exitCode === null && server.signalCode === null) {
        const ended = new Promise(resolve => server.once('exit', resolve));
        server.kill('SIGINT');
        await ended;
      }
      discard();
    },
  };
}

// PostgreSQL refuses to run as root: root's server is given to another user.
function unprivilegedUser() {
  if (process.getuid?.() !== 0) {
    return {};
  }
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map(flag =>
      spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout.trim(),
    );
    if (uid) {
      return { uid: Number(uid), gid: Number(gid) };
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no user postgres or nobody to run it as',
  );
}

function createCluster({ bin, data, as, dir }) {
  fs.mkdirSync(data, { recursive: true });
  if (as.uid !== undefined) {
    fs.chownSync(data, as.uid, as.gid);
  }
  const init = spawnSync(
    path.join(bin, 'initdb'),
    [
      ...['-D', data, '-U', 'postgres'],
      ...['--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    ],
    { ...as, cwd: dir, encoding: 'utf8', env: plainEnv() },
  );
  if (init.status !== 0) {
    throw new Error(`initdb failed: ${init.error?.message ?? init.stderr}`);
  }
}

function settingFlags(durable) {
  const settings = {
    ...SERVER_SETTINGS,
    ...(!durable && CARELESS_SETTINGS),
  };
  return Object.entries(settings).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
}

function plainEnv() {
  return { ...process.env, LC_ALL: 'C' };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function untilReady(server) {
  let log = '';
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () =>
      reject(new Error(`PostgreSQL did not start: ${log}`)),
    );
    server.stderr.on('data', chunk => {
      log = (log + chunk).slice(-4_000);
      if (log.includes('ready to accept connections')) {
        resolve();
      }
    });
  });
  server.removeAllListeners('exit');
  server.stderr.removeAllListeners('data').resume();
}
