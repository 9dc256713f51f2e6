import { RecordPage } from './useRecordPages';

const PAGE_SIZE = 200;

/**
 * Loads a list to its end, page by page.
 *
 * @param load - loads one page.
 * @param most - where to stop, so that no list is without an end.
 */
export async function loadAll<T>(
  load: (cursor: string | undefined, limit: number) => Promise<RecordPage<T>>,
  most: number,
): Promise<{ items: T[]; isCut: boolean }> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await load(cursor, PAGE_SIZE);
    items.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor !== undefined && items.length < most);
  return { items, isCut: cursor !== undefined };
}
