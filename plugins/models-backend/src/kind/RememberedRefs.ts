/** For how long what was found out about somebody is taken to hold still. */
const LIFE_MS = 5_000;

/** What comes when so many are remembered makes the oldest forgotten. */
const MOST = 50;

interface Remembered {
  until: number;
  refs: Promise<ReadonlySet<string>>;
}

/**
 * Remembers for a few seconds entity refs that take a while to find out, e.g. of the
 * models that a caller may see: a page asks for several lists at once.
 *
 * @remarks
 *
 * Nothing is shared between two keys. What failed is not remembered.
 */
export class RememberedRefs {
  readonly #now: () => Date;
  readonly #remembered = new Map<string, Remembered>();

  constructor(options: { now: () => Date }) {
    this.#now = options.now;
  }

  /**
   * What is known by a key.
   *
   * @param key - says who asks, and all else on which the answer depends.
   * @param find - finds out when it is not known.
   */
  async of(
    key: string,
    find: () => Promise<ReadonlySet<string>>,
  ): Promise<ReadonlySet<string>> {
    const now = this.#now().getTime();
    const known = this.#remembered.get(key);
    if (known && now < known.until) {
      return known.refs;
    }
    const found = { until: now + LIFE_MS, refs: find() };
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
      if (until <= now || this.#remembered.size >= MOST) {
        this.#remembered.delete(key);
      }
    }
  }
}
