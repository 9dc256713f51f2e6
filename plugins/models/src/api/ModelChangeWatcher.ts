import { QueryClient } from '@tanstack/react-query';
import { isAboutAll, isAboutModel } from './queryKeys';
import type { WatchOptions } from './ModelsApi';

/** Stands for the lists of all models among those that are refreshed. */
const ALL = '';

/** How long it takes at most, as a rule, until the server knows of a subscription. */
const SUBSCRIBED_WITHIN_MS = 5_000;

/** On slow machines and connections it takes that many times as long. */
const SLOWLY = 4;

/** Fetches anew, some time after the first of several watches began, for all of them. */
class CatchUp {
  readonly #cache: QueryClient;
  readonly #afterMs: number;
  readonly #modelRefs = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(cache: QueryClient, afterMs: number) {
    this.#cache = cache;
    this.#afterMs = afterMs;
  }

  add(modelRef: string): void {
    this.#modelRefs.add(modelRef);
    this.#timer ??= setTimeout(() => this.#fetch(), this.#afterMs);
  }

  remove(modelRef: string): void {
    this.#modelRefs.delete(modelRef);
  }

  #fetch(): void {
    const modelRefs = [...this.#modelRefs];
    this.#modelRefs.clear();
    this.#timer = undefined;
    this.#cache.invalidateQueries({
      predicate: ({ queryKey }) =>
        isAboutAll(queryKey) ||
        modelRefs.some(ref => isAboutModel(queryKey, ref)),
    });
  }
}

/**
 * Turns messages about changed models into fresh data, once for the whole page.
 *
 * @remarks
 *
 * Many cards may watch the same model. It is subscribed to once, and while its data
 * is being fetched further messages are answered together by one more fetch: a burst
 * of reports never becomes a burst of requests. Lists of all models are fetched once for
 * messages about whichever models.
 *
 * A subscription is made only after the first answer, and nobody tells when the server
 * knows of it. What changed in between is fetched for all new watches together: soon, and
 * once more for those whose connection took its time.
 */
export class ModelChangeWatcher {
  readonly #cache: QueryClient;
  readonly #watches = new Map<string, { count: number; end: () => void }>();
  readonly #refreshing = new Map<string, Promise<void>>();
  readonly #changedMeanwhile = new Set<string>();

  readonly #catchUps: readonly CatchUp[];

  constructor(cache: QueryClient, subscribedWithinMs = SUBSCRIBED_WITHIN_MS) {
    this.#cache = cache;
    this.#catchUps = [1, SLOWLY].map(
      times => new CatchUp(cache, times * subscribedWithinMs),
    );
  }

  watch({ modelRef, channel, signals }: WatchOptions): () => void {
    const watch = this.#watches.get(channel) ?? {
      count: 0,
      end: this.#subscribe({ modelRef, channel, signals }),
    };
    watch.count += 1;
    this.#watches.set(channel, watch);
    let ended = false;
    return () => {
      if (ended) {
        return;
      }
      ended = true;
      watch.count -= 1;
      if (watch.count === 0) {
        watch.end();
        this.#watches.delete(channel);
      }
    };
  }

  async refresh(modelRef: string): Promise<void> {
    await Promise.all([this.#refreshOnce(modelRef), this.#refreshOnce(ALL)]);
  }

  #refreshOnce(modelRef: string): Promise<void> {
    const running = this.#refreshing.get(modelRef);
    if (running) {
      this.#changedMeanwhile.add(modelRef);
      return running;
    }
    const refreshing = this.#refreshUntilCurrent(modelRef).finally(() =>
      this.#refreshing.delete(modelRef),
    );
    this.#refreshing.set(modelRef, refreshing);
    return refreshing;
  }

  #subscribe({ modelRef, channel, signals }: WatchOptions): () => void {
    const { unsubscribe } = signals.subscribe(channel, () => {
      this.refresh(modelRef);
    });
    this.#catchUps.forEach(catchUp => catchUp.add(modelRef));
    return () => {
      this.#catchUps.forEach(catchUp => catchUp.remove(modelRef));
      unsubscribe();
    };
  }

  async #refreshUntilCurrent(modelRef: string): Promise<void> {
    do {
      this.#changedMeanwhile.delete(modelRef);
      await this.#cache.invalidateQueries({
        predicate: ({ queryKey }) =>
          modelRef === ALL
            ? isAboutAll(queryKey)
            : isAboutModel(queryKey, modelRef),
      });
    } while (this.#changedMeanwhile.has(modelRef));
  }
}
