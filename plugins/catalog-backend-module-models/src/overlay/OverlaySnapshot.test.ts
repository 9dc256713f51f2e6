import { Overlay } from '@modelry/backstage-plugin-models-common';
import { OverlaySnapshot } from './OverlaySnapshot';

const CREDIT: Overlay = { owner: 'group:default/credit' };
const DATA: Overlay = { owner: 'group:default/data' };

const nothing = async () => undefined;

/** A snapshot for which time only passes when it waits. */
function setup() {
  let time = 0;
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
  jest.spyOn(global, 'setTimeout').mockImplementation(((
    run: () => void,
    ms: number,
  ) => {
    time += ms;
    queueMicrotask(run);
    return 0;
  }) as unknown as typeof setTimeout);
  const load = jest.fn();
  const onChange = jest.fn(async (_: string[]) => {});
  const onFailure = jest.fn();
  const snapshot = new OverlaySnapshot({
    load,
    onChange,
    onFailure,
    now: () => time,
  });
  const answer = (etag: string, overlays: Record<string, Overlay>) =>
    load.mockResolvedValueOnce({
      etag,
      overlays: new Map(Object.entries(overlays)),
    });
  return {
    ...{ snapshot, load, onChange, onFailure, answer },
    pass: (ms: number) => {
      time += ms;
    },
    now: () => time,
  };
}

describe('OverlaySnapshot', () => {
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('takes what was laid over last until the first answer, which corrects it', async () => {
    const { snapshot, answer, onChange } = setup();
    expect(await snapshot.get('a', async () => CREDIT)).toEqual(CREDIT);
    expect(await snapshot.get('b', nothing)).toBeUndefined();
    expect(await snapshot.get('c', async () => DATA)).toEqual(DATA);

    answer('1', { b: CREDIT, c: DATA, d: DATA });
    await snapshot.renew();

    // Nobody asked about d yet: it will be right when it is processed.
    expect(onChange.mock.calls).toEqual([[['a', 'b']]]);
    expect(await snapshot.get('a', async () => CREDIT)).toBeUndefined();
  });

  it('tells which models changed, and nothing when nothing did', async () => {
    const { snapshot, answer, load, onChange } = setup();
    answer('1', { a: CREDIT, b: DATA, c: DATA });
    await snapshot.renew();
    load.mockResolvedValueOnce(undefined);
    await snapshot.renew();
    expect(load).toHaveBeenLastCalledWith('1');
    expect(onChange).not.toHaveBeenCalled();

    answer('2', { b: CREDIT, c: DATA, d: DATA });
    await snapshot.renew();
    expect(onChange.mock.calls).toEqual([[['a', 'b', 'd']]]);
  });

  it('answers many who ask at once with one request now and one after it', async () => {
    const { snapshot, load, now } = setup();
    load.mockResolvedValue(undefined);
    const first = snapshot.renew();
    await new Promise(process.nextTick);
    expect(load).toHaveBeenCalledTimes(1);
    await Promise.all(Array.from({ length: 20 }, () => snapshot.renew()));
    await first;
    expect(load).toHaveBeenCalledTimes(2);
    expect(now()).toBe(1_000);
  });

  it('tells again what could not be told', async () => {
    const { snapshot, answer, load, onChange, onFailure } = setup();
    answer('1', {});
    await snapshot.renew();
    onChange.mockRejectedValueOnce(new Error('Database is away'));
    answer('2', { a: CREDIT });
    await snapshot.renew();
    expect(onFailure).toHaveBeenCalledTimes(1);
    load.mockResolvedValueOnce(undefined);
    await snapshot.renew();
    expect(onChange.mock.calls).toEqual([[['a']], [['a']]]);
  });

  it('asks less and less often while it fails, but goes on', async () => {
    const { snapshot, load, answer, pass } = setup();
    answer('1', { a: CREDIT });
    await snapshot.renew();
    load.mockRejectedValue(new Error('Away'));
    const asked: number[] = [];
    for (let second = 0; second < 60; second++) {
      pass(1_000);
      const before = load.mock.calls.length;
      snapshot.renewIfOld();
      await new Promise(process.nextTick);
      if (load.mock.calls.length > before) {
        asked.push(second);
      }
    }
    expect(asked).toEqual([0, 2, 6, 14, 29, 44, 59]);
    expect(await snapshot.get('a', nothing)).toEqual(CREDIT);
  });
});
