/** How a `dateTime` column arrives: SQLite keeps milliseconds, PostgreSQL dates. */
export type TimeColumn = Date | number | string;

/** Reads a `dateTime` column as ISO 8601 in UTC. */
export function toIso(column: TimeColumn): string {
  return new Date(column).toISOString();
}

/** Leaves out the columns that are null. */
export function withoutNulls<T extends Record<string, unknown>>(
  row: T,
): { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: Exclude<T[K], null>;
} {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null),
  ) as ReturnType<typeof withoutNulls<T>>;
}

/** Maps rows and groups them by their model, in their order. */
export function groupByModel<TRow extends { model_ref: string }, TItem>(
  rows: readonly TRow[],
  toItem: (row: TRow) => TItem,
): Map<string, TItem[]> {
  const byModel = new Map<string, TItem[]>();
  for (const row of rows) {
    const items = byModel.get(row.model_ref) ?? [];
    items.push(toItem(row));
    byModel.set(row.model_ref, items);
  }
  return byModel;
}
