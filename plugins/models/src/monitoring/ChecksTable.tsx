import { Check } from '@modelry/backstage-plugin-models-common';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import { Button, Flex, SearchField, Text } from '@backstage/ui';
import { useState } from 'react';
import { CheckRow } from './CheckRow';
import { ChecksHead } from './ChecksHead';
import { describeKind } from './describe';
import { useTableStyles } from './useTableStyles';
import { useUnfoldedCheck } from './useUnfoldedCheck';

// Each row loads a small picture of its own.
const SHOWN_AT_FIRST = 25;

const COLUMNS = [
  { label: 'Check', width: '26%' },
  { label: 'Environment', width: '14%' },
  { label: 'Status', width: '15%' },
  { label: 'Value', width: '15%' },
  { label: 'Last 30 days', width: '16%' },
  { label: 'Observed', width: '14%' },
  { label: 'Retire', width: 56, isHidden: true },
];

/**
 * Shows checks, the worst first; each row unfolds to the history of its check. Many can
 * be searched.
 */
export function ChecksTable(props: {
  modelRef: string;
  checks: readonly Check[];
}) {
  const { modelRef, checks } = props;
  const [search, setSearch] = useState('');
  const found = checks.filter(check => matches(check, search));
  return (
    <Flex direction="column" gap="2">
      {checks.length > SHOWN_AT_FIRST && (
        <SearchField
          aria-label="Search checks"
          placeholder="Name, kind, environment or status"
          size="small"
          style={{ maxWidth: 360 }}
          value={search}
          onChange={setSearch}
        />
      )}
      {found.length > 0 ? (
        <FoundChecks {...{ modelRef, checks, found }} />
      ) : (
        <Text color="secondary" role="status">
          None of the {checks.length} checks is like this.
        </Text>
      )}
    </Flex>
  );
}

// Every word of the search must be somewhere in what the row says.
function matches(check: Check, search: string): boolean {
  const { environment = 'any', status, kind, latest } = check;
  const said = [check.check, environment, status, describeKind(kind)]
    .concat(latest.version ? `version ${latest.version}` : [])
    .join(' ')
    .toLocaleLowerCase('en-US');
  return search
    .toLocaleLowerCase('en-US')
    .split(/\s+/)
    .every(word => said.includes(word));
}

function FoundChecks(props: {
  modelRef: string;
  /** All checks of the model. */
  checks: readonly Check[];
  found: readonly Check[];
}) {
  const { modelRef, checks, found } = props;
  const classes = useTableStyles();
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const { isChosen, unfold } = useUnfoldedCheck();
  const rows = found.filter((check, i) => i < shown || isChosen(check));
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} aria-label="Checks, the worst first">
        <ChecksHead columns={COLUMNS} />
        <TableBody>
          {rows.map(check => (
            <CheckRow
              key={JSON.stringify([check.check, check.environment])}
              modelRef={modelRef}
              check={check}
              checks={checks}
              isUnfolded={isChosen(check)}
              onUnfold={isUnfolded => unfold(check, isUnfolded)}
            />
          ))}
        </TableBody>
      </Table>
      {rows.length < found.length && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => setShown(shown + SHOWN_AT_FIRST)}
        >
          {`Show more of ${found.length} checks`}
        </Button>
      )}
    </div>
  );
}
