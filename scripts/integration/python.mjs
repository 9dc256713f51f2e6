// Python packages in an environment of their own, which is made once and kept.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cached } from './scratch.mjs';

/** What PyPI installs of the current MLflow. */
export const MLFLOW_3 = ['mlflow==3.17.*', 'scikit-learn'];

/** And of the one before; it does not get along with what SQLAlchemy is now. */
export const MLFLOW_2 = ['mlflow==2.22.*', 'scikit-learn', 'sqlalchemy<2.1'];

/** Evidently 0.7 says of no version of pandas that it is too new for it, but 3 is. */
export const EVIDENTLY = ['evidently==0.7.*', 'pandas<3', 'scikit-learn'];

/**
 * The interpreter of an environment that has these packages, from PyPI or wherever pip is
 * set to. Who else makes the same one meanwhile is waited for.
 */
export async function pythonWith(packages) {
  const hash = createHash('sha256').update(packages.join(' ')).digest('hex');
  const home = cached(`python-${hash.slice(0, 8)}`);
  const isWhole = () => existsSync(join(home, '.whole'));
  while (!isWhole()) {
    if (takeTurn(`${home}.maker`)) {
      try {
        await make(home, packages);
      } finally {
        rmSync(`${home}.maker`, { force: true });
      }
    } else {
      await sleep(500);
    }
  }
  return join(home, 'bin', 'python');
}

async function make(home, packages) {
  rmSync(home, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', home]);
  await run(join(home, 'bin', 'python'), [
    ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
    // Most of it is never imported: what is, is compiled then.
    ...['--no-compile', ...packages],
  ]);
  // What was broken off is not taken for whole.
  writeFileSync(join(home, '.whole'), packages.join('\n'));
}

// Whose process has ended makes nothing any more.
function takeTurn(file) {
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isAlive(Number(readIfExists(file)))) {
      rmSync(file, { force: true });
    }
    return false;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

function readIfExists(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

// In the group of this process, so that it ends with it.
async function run(command, args) {
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const end = () => child.kill();
  process.once('exit', end);
  const status = await new Promise(resolve => {
    child.on('error', () => resolve(127));
    child.on('exit', resolve);
  });
  process.off('exit', end);
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed`);
  }
}
