import { setTimeout as sleep } from 'node:timers/promises';
import { surroundings } from './surroundings';

const PATIENCE_MS = 240_000;

/** Waits until the catalog knows the people of the demo company: nobody can sign in before. */
export default async function waitForPeople() {
  const url = `${surroundings().backend}/api/auth/development/refresh`;
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const response = await fetch(url, {
      headers: { 'x-development-person': 'user:default/paul-platform' },
    });
    if (response.ok) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`Nobody could sign in: ${await response.text()}`);
    }
    await sleep(1_000);
  }
}
