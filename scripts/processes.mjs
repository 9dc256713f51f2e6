// Starting a program so that it can be ended together with all it started.
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';

const windows = process.platform === 'win32';

/** How long a program may take to end before it is killed. */
const GRACE_MS = 15_000;

/** Two signals in this time are one: npm and the terminal may both send it. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Starts a program in a process group of its own.
 *
 * `ended` resolves with its exit code; `end()` ends the whole group, and `child` is what
 * was started.
 */
export function startGroup(command, args, options = {}) {
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
    detached: !windows,
    ...options,
  });
  const ended = new Promise(resolve => {
    child.on('error', error => {
      console.error(`Could not run ${command}: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code, signal) =>
      resolve(code ?? 128 + constants.signals[signal]),
    );
  });
  return {
    child,
    ended,
    async end() {
      signalGroup(child.pid, 'SIGTERM');
      const kill = setTimeout(
        () => signalGroup(child.pid, 'SIGKILL'),
        GRACE_MS,
      );
      await ended;
      clearTimeout(kill);
      // The program may have ended before what it started.
      signalGroup(child.pid, 'SIGKILL');
    },
    kill: () => signalGroup(child.pid, 'SIGKILL'),
  };
}

function signalGroup(pid, signal) {
  if (pid === undefined) {
    return;
  }
  if (windows) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}

/**
 * Calls `end` once when this process is asked to end or has lost its parent,
 * and `kill` when it is asked again.
 */
export function onAskedToEnd({ end, kill }) {
  let askedAt;
  const ask = signal => {
    if (askedAt === undefined) {
      askedAt = Date.now();
      end(128 + constants.signals[signal]);
    } else if (Date.now() - askedAt > SAME_SIGNAL_MS) {
      kill();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => ask(signal));
  }
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(watch);
      ask('SIGTERM');
    }
  }, 500);
  watch.unref();
}
