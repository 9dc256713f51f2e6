// What every test of a real system needs: a place of its own, and an end of what it began.
import { mkdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const root = resolve(import.meta.dirname, '../..');

const cache = join(root, 'node_modules', '.cache', 'integration');

/** A directory that is empty, and a list of what is undone at the end, the last first. */
export function makeScratch(name) {
  const directory = join(cache, name);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const undo = [];
  return {
    directory,
    cleanUpWith: one => undo.push(one),
    async cleanUp() {
      for (const one of undo.reverse()) {
        await one();
      }
    },
  };
}

/** A directory that is kept from run to run. */
export function cached(name) {
  return join(cache, name);
}

export function freePort() {
  return new Promise((done, failed) => {
    const server = net.createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** Looks again and again until what it finds is not refused, and returns it. */
export async function until(what, look, seconds = 60) {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    let obstacle;
    try {
      return await look();
    } catch (error) {
      obstacle = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${seconds} s`, { cause: obstacle });
    }
    await sleep(500);
  }
}
