/** How many rows one statement inserts: SQLite takes no more than some hundreds. */
export const ROWS_AT_ONCE = 200;

/** Cuts a list into parts that one statement or request can bear. */
export function* inBatches<T>(
  items: readonly T[],
  size: number,
): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) {
    yield items.slice(start, start + size);
  }
}
