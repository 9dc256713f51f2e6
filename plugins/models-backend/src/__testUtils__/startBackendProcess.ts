import { fork } from 'node:child_process';
import { join } from 'node:path';
import { BackendProcessOptions } from './backendProcess';

/** Starts a backend that can be killed without harm to the test. */
export async function startBackendProcess(options: BackendProcessOptions) {
  const child = fork(join(__dirname, 'backendProcess.ts'), {
    execArgv: ['--require', '@backstage/cli/config/nodeTransform.cjs'],
    cwd: __dirname,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let log = '';
  child.stdout?.on('data', chunk => (log += chunk));
  child.stderr?.on('data', chunk => (log += chunk));
  const ended = new Promise<void>(done => child.once('exit', () => done()));
  const port = await new Promise<number>((started, failed) => {
    child.once('error', failed);
    child.once('exit', code =>
      failed(new Error(`The backend ended with ${code}: ${log}`)),
    );
    // Backstage sends messages of its own.
    child.on('message', (message: { port?: number }) => {
      if (message.port) {
        started(message.port);
      }
    });
    child.send(options);
  });
  return {
    url: `http://localhost:${port}/api/models`,
    /** Ends it at once, as a crash would: nothing in it gets to say a word. */
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
