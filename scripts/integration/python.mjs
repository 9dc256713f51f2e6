// Python packages in an environment of their own, which is made once.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './scratch.mjs';

/**
 * The interpreter of an environment that has these packages, from PyPI or wherever pip is
 * set to.
 */
export function pythonWith(packages) {
  const hash = createHash('sha256').update(packages.join(' ')).digest('hex');
  const home = cached(`python-${hash.slice(0, 8)}`);
  const python = join(home, 'bin', 'python');
  if (!existsSync(join(home, '.whole'))) {
    rmSync(home, { recursive: true, force: true });
    const run = (command, args) =>
      execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    run('python3', ['-m', 'venv', home]);
    run(python, [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
      ...packages,
    ]);
    // What was broken off is not taken for whole.
    writeFileSync(join(home, '.whole'), packages.join('\n'));
  }
  return python;
}
