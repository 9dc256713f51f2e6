import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { FakeSignals } from '../__testUtils__/modelPage';
import { ModelChangeWatcher } from './ModelChangeWatcher';
import { fleetKey, modelKey, summariesKey } from './queryKeys';

const CHURN = 'model:default/churn';
const PRICE = 'model:default/price';

function setup() {
  const cache = new QueryClient();
  const invalidate = jest.spyOn(cache, 'invalidateQueries');
  const signals = new FakeSignals();
  return {
    cache,
    invalidate,
    signals,
    watcher: new ModelChangeWatcher(cache),
  };
}

describe('ModelChangeWatcher', () => {
  it('subscribes once however many watch, until the last one stops', () => {
    const { watcher, signals } = setup();
    const watch = { modelRef: CHURN, channel: 'churn', signals };

    const endFirst = watcher.watch(watch);
    const endSecond = watcher.watch(watch);
    expect(signals.listeners('churn')).toBe(1);

    endFirst();
    endFirst();
    expect(signals.listeners('churn')).toBe(1);
    endSecond();
    expect(signals.listeners('churn')).toBe(0);

    watcher.watch(watch);
    expect(signals.listeners('churn')).toBe(1);
  });

  it('makes stale what is about the changed model, and nothing else', async () => {
    const { cache, watcher } = setup();
    const about = [modelKey(CHURN, 'overview'), summariesKey([PRICE, CHURN])];
    const others = [modelKey(PRICE, 'overview'), summariesKey([PRICE])];
    [...about, ...others].forEach(key => cache.setQueryData(key, {}));

    await watcher.refresh(CHURN);

    const isStale = (key: readonly unknown[]) =>
      cache.getQueryState(key)?.isInvalidated;
    expect(about.map(isStale)).toEqual([true, true]);
    expect(others.map(isStale)).toEqual([false, false]);
  });

  it('answers a burst of messages with one fetch now and one after it', async () => {
    const { invalidate, signals, watcher } = setup();
    let finish = () => {};
    invalidate.mockImplementationOnce(
      () =>
        new Promise(resolve => {
          finish = resolve;
        }),
    );
    watcher.watch({ modelRef: CHURN, channel: 'churn', signals });

    for (let message = 0; message < 20; message++) {
      signals.send('churn');
    }
    // What is about the model, and lists of all models.
    expect(invalidate).toHaveBeenCalledTimes(2);

    const settled = watcher.refresh(CHURN);
    finish();
    await settled;
    expect(invalidate).toHaveBeenCalledTimes(4);
  });

  it('fetches lists of all models once for many models that changed', async () => {
    const { cache, watcher } = setup();
    const fetchList = jest.fn(async () => ({}));
    const observer = new QueryObserver(cache, {
      queryKey: fleetKey('models'),
      queryFn: fetchList,
    });
    const end = observer.subscribe(() => {});
    await observer.refetch();
    fetchList.mockClear();

    const refs = Array.from({ length: 40 }, (_, i) => `model:default/m-${i}`);
    await Promise.all(refs.map(ref => watcher.refresh(ref)));

    expect(fetchList).toHaveBeenCalledTimes(2);
    end();
  });

  it('fetches what changed before the server knew of the watches', () => {
    jest.useFakeTimers();
    const { cache, invalidate, signals, watcher } = setup();
    const [churn, price] = [CHURN, PRICE].map(ref => modelKey(ref, 'overview'));
    [churn, price].forEach(key => cache.setQueryData(key, {}));
    watcher.watch({ modelRef: CHURN, channel: 'churn', signals });
    watcher.watch({ modelRef: PRICE, channel: 'price', signals })();

    jest.advanceTimersByTime(5_000);
    expect(invalidate).toHaveBeenCalledTimes(1);
    expect(cache.getQueryState(churn)?.isInvalidated).toBe(true);
    expect(cache.getQueryState(price)?.isInvalidated).toBe(false);

    // Once more, for connections that took their time, and then no more.
    cache.setQueryData(churn, {});
    jest.advanceTimersByTime(15_000);
    expect(invalidate).toHaveBeenCalledTimes(2);
    expect(cache.getQueryState(churn)?.isInvalidated).toBe(true);
    jest.advanceTimersByTime(3_600_000);
    expect(invalidate).toHaveBeenCalledTimes(2);
    jest.useRealTimers();
  });
});
