import { setTimeout as sleep } from 'node:timers/promises';

const QUIET_SHARE = 0.15;
const QUIET_SECONDS = 4;

/** Waits until a portal that was started has little to do by itself. */
export async function untilQuiet({ ask }, timeoutSeconds = 600) {
  const deadline = Date.now() + timeoutSeconds * 1_000;
  let quiet = 0;
  let before = await ask('cpu');
  while (quiet < QUIET_SECONDS && Date.now() < deadline) {
    await sleep(1_000);
    const now = await ask('cpu');
    const used = now.user + now.system - before.user - before.system;
    quiet = used / 1_000_000 < QUIET_SHARE ? quiet + 1 : 0;
    before = now;
  }
}
