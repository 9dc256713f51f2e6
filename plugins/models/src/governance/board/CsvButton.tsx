import { ExportButton } from '../ExportButton';

// Spreadsheets take a file without it for one of an older encoding.
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Saves a list as CSV.
 *
 * @param props - `write` loads and writes all of it; `name` names the file.
 */
export function CsvButton(props: {
  label?: string;
  name: string;
  write: () => Promise<string>;
}) {
  const { label = 'Export as CSV', name, write } = props;
  return (
    <ExportButton
      label={label}
      make={async () => ({
        name: `${name}.csv`,
        type: 'text/csv;charset=utf-8',
        content: BYTE_ORDER_MARK + (await write()),
      })}
    />
  );
}
