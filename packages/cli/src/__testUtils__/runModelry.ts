import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const bin = resolve(__dirname, '../../bin/modelry');

/** Runs the program as a shell would, and says how it ended. */
export async function runModelry(
  args: string[],
  options: { env?: Record<string, string>; stdin?: string | Buffer } = {},
) {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, MODELRY_TOKEN: '', ...options.env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => (stdout += chunk));
  child.stderr.on('data', chunk => (stderr += chunk));
  // It may end before it has read everything.
  child.stdin.on('error', () => {});
  child.stdin.end(options.stdin ?? '');
  const status = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  return { status, stdout, stderr };
}
