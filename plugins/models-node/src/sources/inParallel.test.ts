import { inParallel } from './inParallel';

describe('work for many items', () => {
  it('is done a few at a time, and all of it', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel([1, 2, 3, 4, 5, 6, 7], {
      atOnce: 3,
      work: async item => {
        running++;
        most = Math.max(most, running);
        await Promise.resolve();
        running--;
        done.push(item);
      },
    });
    expect(most).toBe(3);
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('begins nothing after a failure, and ends when all that was begun has', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    await expect(
      inParallel([1, 2, 3, 4, 5, 6], {
        atOnce: 2,
        work: async item => {
          begun.push(item);
          await Promise.resolve();
          if (item === 3) {
            throw new Error('Three');
          }
          await Promise.resolve();
          ended.push(item);
        },
      }),
    ).rejects.toThrow('Three');
    expect(begun).not.toContain(6);
    expect(ended.sort()).toEqual(begun.filter(item => item !== 3));
  });
});
