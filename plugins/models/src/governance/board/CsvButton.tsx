import { ExportButton } from '../ExportButton';

// Spreadsheets take a file without it for one of an older encoding.
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Saves everything that a view of the board shows, with all its pages, as CSV.
 *
 * @param props - `write` loads and writes it; `name` names the file.
 */
export function CsvButton(props: {
  name: string;
  write: () => Promise<string>;
}) {
  const { name, write } = props;
  return (
    <ExportButton
      label="Export as CSV"
      make={async () => ({
        name: `${name}.csv`,
        type: 'text/csv;charset=utf-8',
        content: BYTE_ORDER_MARK + (await write()),
      })}
    />
  );
}
