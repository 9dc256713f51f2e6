import { RememberedRefs } from './RememberedRefs';

function start() {
  let time = 0;
  const remembered = new RememberedRefs({ now: () => new Date(time) });
  const find = jest.fn(async (): Promise<ReadonlySet<string>> => new Set());
  return {
    pass: (millis: number) => {
      time += millis;
    },
    find,
    ask: (key: string) => remembered.of(key, find),
  };
}

describe('what was found out about callers', () => {
  it('is found out once for all who ask within a few seconds, also at once', async () => {
    const { ask, find, pass } = start();
    const [first, second] = await Promise.all([ask('vera'), ask('vera')]);
    pass(4_999);
    expect(await ask('vera')).toBe(first);
    expect(second).toBe(first);
    expect(find).toHaveBeenCalledTimes(1);
    pass(1);
    await ask('vera');
    expect(find).toHaveBeenCalledTimes(2);
  });

  it('is never what was found out about another', async () => {
    const { ask, find } = start();
    const ofVera = new Set(['model:default/secret']);
    find.mockResolvedValueOnce(ofVera);
    expect(await ask('vera')).toBe(ofVera);
    expect(await ask('victor')).toEqual(new Set());
  });

  it('is asked again after a failure', async () => {
    const { ask, find } = start();
    find.mockRejectedValueOnce(new Error('The catalog is away'));
    await expect(ask('vera')).rejects.toThrow('The catalog is away');
    expect(await ask('vera')).toEqual(new Set());
  });

  it('is remembered of a bounded number of callers', async () => {
    const { ask, find } = start();
    for (let i = 0; i <= 50; i++) {
      await ask(`person ${i}`);
    }
    await ask('person 50');
    expect(find).toHaveBeenCalledTimes(51);
    await ask('person 0');
    expect(find).toHaveBeenCalledTimes(52);
  });
});
