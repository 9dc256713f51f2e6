/** For how long what somebody may see is taken to be what they may see still. */
const LIFE_MS = 5_000;

/** Whoever comes when so many are remembered makes the oldest forgotten. */
const MOST_CALLERS = 50;

interface Remembered {
  until: number;
  refs: Promise<ReadonlySet<string>>;
}

/**
 * Remembers for a few seconds which models callers may see: a page of the board asks
 * for several lists at once, and finding out reads all models from the catalog.
 *
 * @remarks
 *
 * Nothing is shared between callers, nor between two answers of the policy about the
 * same caller. What failed is not remembered.
 */
export class SeenModels {
  readonly #now: () => Date;
  readonly #remembered = new Map<string, Remembered>();

  constructor(options: { now: () => Date }) {
    this.#now = options.now;
  }

  /**
   * Which models a caller may see.
   *
   * @param options - `caller` is who asks, `decision` what the policy answers about
   *   them now, and `find` finds out when it is not known.
   */
  async of(options: {
    caller: string;
    decision: unknown;
    find: () => Promise<ReadonlySet<string>>;
  }): Promise<ReadonlySet<string>> {
    const key = JSON.stringify([options.caller, options.decision]);
    const now = this.#now().getTime();
    const known = this.#remembered.get(key);
    if (known && now < known.until) {
      return known.refs;
    }
    const found = { until: now + LIFE_MS, refs: options.find() };
    this.#forget(now);
    this.#remembered.set(key, found);
    found.refs.catch(() => {
      if (this.#remembered.get(key) === found) {
        this.#remembered.delete(key);
      }
    });
    return found.refs;
  }

  #forget(now: number): void {
    for (const [key, { until }] of this.#remembered) {
      if (until <= now || this.#remembered.size >= MOST_CALLERS) {
        this.#remembered.delete(key);
      }
    }
  }
}
