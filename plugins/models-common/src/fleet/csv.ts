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
 * front, which makes spreadsheets show them as they are. Where a text would become a
 * formula because semicolons or tabs part the cells, a blank is put in.
 *
 * @public
 */
export function toCsv<T>(
  rows: Iterable<T>,
  columns: ReadonlyArray<CsvColumn<T>>,
): string {
  return csvTitles(columns) + csvRows(rows, columns);
}

/** Writes the first line of a CSV document. */
export function csvTitles<T>(columns: ReadonlyArray<CsvColumn<T>>): string {
  return writeLine(columns.map(({ title }) => title));
}

/** Writes the lines below the titles. */
export function csvRows<T>(
  rows: Iterable<T>,
  columns: ReadonlyArray<CsvColumn<T>>,
): string {
  const lines: string[] = [];
  for (const row of rows) {
    lines.push(writeLine(columns.map(({ value }) => value(row))));
  }
  return lines.join('');
}

function writeLine(cells: readonly Cell[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`;
}

/** What spreadsheets take for the beginning of a formula, full-width signs included. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Where a spreadsheet that parts cells by semicolons or tabs would find a formula. */
const CELL_ELSEWHERE = /([;\t])(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

type Cell = string | number | undefined;

function writeCell(cell: Cell): string {
  // A number is no formula, also when it is negative; any text may be one.
  if (typeof cell !== 'string') {
    return cell === undefined ? '' : String(cell);
  }
  const inside = cell.replace(CELL_ELSEWHERE, '$1 ');
  const harmless = FORMULA.test(inside) ? `'${inside}` : inside;
  return /[",\r\n]/.test(harmless)
    ? `"${harmless.replace(/"/g, '""')}"`
    : harmless;
}
