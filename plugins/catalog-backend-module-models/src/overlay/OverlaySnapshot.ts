import { Overlay } from '@modelry/backstage-plugin-models-common';

/** What the models plugin answered, and how it names that answer. */
export interface LoadedOverlays {
  etag: string | undefined;
  overlays: ReadonlyMap<string, Overlay>;
}

/** Asks the models plugin; answers nothing when the answer so named is still good. */
export type LoadOverlays = (
  etag: string | undefined,
) => Promise<LoadedOverlays | undefined>;

const RENEW_EVERY_MS = 1_000;
const SLOWEST_RETRY_MS = 15_000;

/**
 * Everything that the record lays over entities, in memory.
 *
 * It is renewed as a whole, with one conditional request at most once a second, so that
 * processing entities costs no requests. While the models plugin cannot be reached, the
 * last answer goes on.
 */
export class OverlaySnapshot {
  readonly #options: {
    load: LoadOverlays;
    /** Told which models have another overlay than before. */
    onChange: (modelRefs: string[]) => Promise<void>;
    onFailure: (error: unknown) => void;
    now: () => number;
  };

  #loaded: LoadedOverlays | undefined;
  /** What was laid over before the first answer, to be corrected by it. */
  #assumed: Map<string, string> | undefined = new Map();
  /** Models whose change nobody was told of yet. */
  readonly #changed = new Set<string>();
  #startedAt = -Infinity;
  #failures = 0;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(options: {
    load: LoadOverlays;
    onChange: (modelRefs: string[]) => Promise<void>;
    onFailure: (error: unknown) => void;
    now: () => number;
  }) {
    this.#options = options;
  }

  /**
   * What is laid over a model.
   *
   * @param assumed - asked for what was laid over it last, while nothing is known yet.
   */
  async get(
    modelRef: string,
    assumed: () => Promise<Overlay | undefined>,
  ): Promise<Overlay | undefined> {
    if (this.#loaded) {
      return this.#loaded.overlays.get(modelRef);
    }
    const overlay = await assumed();
    // The first answer may have come meanwhile.
    if (this.#loaded) {
      return this.get(modelRef, assumed);
    }
    this.#assumed?.set(modelRef, JSON.stringify(overlay ?? {}));
    return overlay;
  }

  /** Renews it in a while, unless that was done just now. */
  renewIfOld(): void {
    const wait = Math.min(
      RENEW_EVERY_MS * 2 ** this.#failures,
      SLOWEST_RETRY_MS,
    );
    if (!this.#running && this.#options.now() - this.#startedAt >= wait) {
      this.renew();
    }
  }

  /** Renews it as soon as a second has passed since it was renewed last. */
  renew(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#renewUntilCurrent().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #renewUntilCurrent(): Promise<void> {
    do {
      await this.#pause();
      this.#again = false;
      this.#startedAt = this.#options.now();
      try {
        const loaded = await this.#options.load(this.#loaded?.etag);
        this.#failures = 0;
        if (loaded) {
          this.#replace(loaded);
        }
        await this.#tellChanged();
      } catch (error) {
        this.#failures += 1;
        this.#options.onFailure(error);
      }
    } while (this.#again);
  }

  async #pause(): Promise<void> {
    const wait = this.#startedAt + RENEW_EVERY_MS - this.#options.now();
    if (wait > 0) {
      await new Promise(resolve => setTimeout(resolve, wait));
    }
  }

  #replace(loaded: LoadedOverlays): void {
    const before =
      this.#assumed ??
      new Map(
        [...(this.#loaded?.overlays ?? [])].map(([ref, overlay]) => [
          ref,
          JSON.stringify(overlay),
        ]),
      );
    const isFirst = this.#assumed !== undefined;
    this.#assumed = undefined;
    this.#loaded = loaded;
    const refs = isFirst
      ? [...before.keys()]
      : [...new Set([...before.keys(), ...loaded.overlays.keys()])];
    refs
      .filter(
        ref =>
          (before.get(ref) ?? '{}') !==
          JSON.stringify(loaded.overlays.get(ref) ?? {}),
      )
      .forEach(ref => this.#changed.add(ref));
  }

  async #tellChanged(): Promise<void> {
    if (this.#changed.size > 0) {
      await this.#options.onChange([...this.#changed]);
      this.#changed.clear();
    }
  }
}
