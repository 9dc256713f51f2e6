/**
 * One column of a CSV document.
 *
 * @public
 */
export interface CsvColumn<T> {
  /** What stands above it. */
  title: string;
  /** What a row says in it; nothing makes an empty cell. */
  value: (row: T) => string | number | undefined;
}

/**
 * Writes rows as CSV (RFC 4180).
 *
 * @remarks
 *
 * Spreadsheets run a cell that begins like a formula. Such texts get an apostrophe in
 * front, which makes spreadsheets show them as they are.
 *
 * @public
 */
export function toCsv<T>(
  rows: Iterable<T>,
  columns: ReadonlyArray<CsvColumn<T>>,
): string {
  const lines: Cell[][] = [columns.map(({ title }) => title)];
  for (const row of rows) {
    lines.push(columns.map(({ value }) => value(row)));
  }
  return lines.map(cells => `${cells.map(writeCell).join(',')}\r\n`).join('');
}

type Cell = string | number | undefined;

function writeCell(cell: Cell): string {
  // A number is no formula, also when it is negative; any text may be one.
  if (typeof cell !== 'string') {
    return cell === undefined ? '' : String(cell);
  }
  const harmless = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless)
    ? `"${harmless.replace(/"/g, '""')}"`
    : harmless;
}
