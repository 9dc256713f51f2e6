/**
 * Does work for many items, a few at a time and in their order.
 *
 * @remarks
 *
 * After a failure none is begun any more, and it ends when those that were begun have.
 *
 * @throws the first failure.
 * @public
 */
export async function inParallel<T>(
  items: Iterable<T>,
  options: {
    /** How many at a time. */
    atOnce: number;
    /** What is done for each. */
    work: (item: T) => Promise<void>;
  },
): Promise<void> {
  const { atOnce, work } = options;
  const left = [...items].values();
  const failures: unknown[] = [];
  const worker = async () => {
    for (const item of left) {
      if (failures.length > 0) {
        return;
      }
      await work(item).catch(failure => failures.push(failure));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) {
    throw failures[0];
  }
}
