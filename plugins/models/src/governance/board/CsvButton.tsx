import { ExportButton } from '../ExportButton';

// Spreadsheets take a file without it for one of an older encoding.
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Saves a list as CSV.
 *
 * @param props - `write` loads and writes all of it, or as many rows as it says; `name`
 *   names the file.
 */
export function CsvButton(props: {
  label?: string;
  name: string;
  write: () => Promise<{ csv: string; firstRows?: number }>;
}) {
  const { label = 'Export as CSV', name, write } = props;
  return (
    <ExportButton
      label={label}
      make={async () => {
        const { csv, firstRows } = await write();
        return {
          // Whoever gets the file from somebody else must see it, too.
          name: `${name}${firstRows ? `-first-${firstRows}-rows` : ''}.csv`,
          type: 'text/csv;charset=utf-8',
          content: BYTE_ORDER_MARK + csv,
          ...(firstRows && { note: sayCut(firstRows) }),
        };
      }}
    />
  );
}

function sayCut(rows: number): string {
  return `There are more: the file has the first ${rows.toLocaleString(
    'en-US',
  )} rows only. Filter, and export the parts.`;
}
