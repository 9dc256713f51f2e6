import fc from 'fast-check';
import { toCsv } from './csv';

const column = {
  title: 'Cell',
  value: (cell: string | number | undefined) => cell,
};
const cellOf = (cell: string | number | undefined) =>
  toCsv([cell], [column]).slice('Cell\r\n'.length, -'\r\n'.length);

describe('a CSV document', () => {
  it('has a line of titles, and one for each row', () => {
    expect(
      toCsv(
        [
          { name: 'Churn', approvals: 2 },
          { name: 'Fraud, v2', approvals: -1 },
        ],
        [
          { title: 'Model', value: row => row.name },
          { title: 'Approvals', value: row => row.approvals },
          { title: 'Owner', value: () => undefined },
        ],
      ),
    ).toBe('Model,Approvals,Owner\r\nChurn,2,\r\n"Fraud, v2",-1,\r\n');
  });

  it('has titles when it has no rows', () => {
    expect(toCsv([], [column])).toBe('Cell\r\n');
  });

  it.each<[string | number | undefined, string]>([
    ['plain', 'plain'],
    ['', ''],
    [undefined, ''],
    [0, '0'],
    [-3.5, '-3.5'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t =1"],
    ['\r=1', '"\'\r=1"'],
    ['\n=1', '"\'\n=1"'],
    [
      '=HYPERLINK("https://evil.example";"x")',
      `"'=HYPERLINK(""https://evil.example"";""x"")"`,
    ],
    ['a=1', 'a=1'],
    ['\uFF1D1+1', "'\uFF1D1+1"],
    ['\uFF20SUM(A1)', "'\uFF20SUM(A1)"],
    ['a;=1', 'a; =1'],
    ['a\t+1', 'a\t +1'],
    ['a; b', 'a; b'],
    ['7; -1', '7; -1'],
    [';@x', '; @x'],
    ['ümläut', 'ümläut'],
  ])('writes %j so that it is read as a text', (cell, written) => {
    expect(cellOf(cell)).toBe(written);
  });

  it('keeps titles from being formulas, too', () => {
    expect(toCsv([], [{ ...column, title: '=1' }])).toBe("'=1\r\n");
  });

  it('never holds a cell that begins like a formula, and loses nothing', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '=',
            '+',
            '-',
            '@',
            '\t',
            '\r',
            '\n',
            '"',
            ',',
            "'",
            'a',
            ';',
            '\uFF1D',
          ),
        }),
        text => {
          const written = cellOf(text);
          const cell = /^".*"$/s.test(written)
            ? written.slice(1, -1).replace(/""/g, '"')
            : written;

          expect(cell).not.toMatch(/(^|[;\t])[=+\-@\uFF1D]/);
          expect(cell).not.toMatch(/^[\t\r\n]/);
          const told = cell.replace(/([;\t]) (?=[=+\-@\uFF1D])/g, '$1');
          expect([text, `'${text}`]).toContain(told);
          expect(written === cell && /[",\r\n]/.test(cell)).toBe(false);
        },
      ),
    );
  });
});
