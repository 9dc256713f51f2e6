// Measuring several things so that whatever else the machine does slows all of them.

/**
 * Does each of some things in every round, in an order that moves on with each.
 *
 * @param between - is done after each round.
 * @returns how many milliseconds each took, by name, sorted.
 */
export async function inTurn({ rounds, sides, between = async () => {} }) {
  const names = Object.keys(sides);
  const taken = Object.fromEntries(names.map(name => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [place] of names.entries()) {
      const name = names[(place + Math.max(round, 0)) % names.length];
      const millis = await timed(sides[name]);
      // The first of a kind pays for what is kept afterwards.
      if (round >= 0) {
        taken[name].push(millis);
      }
    }
    await between(round);
  }
  names.forEach(name => taken[name].sort((a, b) => a - b));
  return taken;
}

/** How many milliseconds something takes. */
export async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The value that this share of sorted ones does not exceed. */
export function percentile(sorted, share) {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

export const median = sorted => percentile(sorted, 0.5);
export const p95 = sorted => percentile(sorted, 0.95);

export const inMillis = millis =>
  `${millis < 10 ? millis.toFixed(1) : millis.toFixed(0)} ms`;
