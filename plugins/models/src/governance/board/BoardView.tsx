import { Button, Flex, Text } from '@backstage/ui';
import { CsvColumn, toCsv } from '@modelry/backstage-plugin-models-common';
import { ReactNode } from 'react';
import { EmptyState, Loaded, LoadMore } from '../../frame';
import { CsvButton } from './CsvButton';
import { BoardList } from './useBoard';
import { useBoardFilters } from './useBoardFilters';

interface Emptiness {
  title: string;
  next: ReactNode;
}

/**
 * Shows one list of the board: its rows, that there are none, or why it cannot be had.
 *
 * @param props - `what` completes “Could not load …”; `empty` says what it means that
 *   there is nothing; `toLines` and `columns` write a row as lines of CSV.
 */
export function BoardView<T, L>(props: {
  list: BoardList<T>;
  name: string;
  what: string;
  about: string;
  empty: Emptiness;
  toLines: (row: T) => L[];
  columns: ReadonlyArray<CsvColumn<L>>;
  children: (rows: T[]) => ReactNode;
}) {
  const { list, name, what, about, empty, toLines, columns, children } = props;
  return (
    <Flex direction="column" gap="4">
      <Flex justify="between" align="center" gap="4">
        <Text as="p" color="secondary">
          {about}
        </Text>
        {list.data && list.data.length > 0 && (
          <CsvButton
            name={`governance-${name}`}
            write={async () => {
              const { items, isCut } = await list.loadAll();
              const csv = toCsv(items.flatMap(toLines), columns);
              return { csv, ...(isCut && { firstRows: items.length }) };
            }}
          />
        )}
      </Flex>
      <Loaded what={what} loadable={list} lines={8}>
        {(rows: T[]) =>
          rows.length > 0 ? children(rows) : <NoRows empty={empty} />
        }
      </Loaded>
      <LoadMore pages={list} what="rows" order="first" />
    </Flex>
  );
}

function NoRows({ empty }: { empty: Emptiness }) {
  const { isFiltered, clear } = useBoardFilters();
  return isFiltered ? (
    <EmptyState title="Nothing matches these filters">
      <Button size="small" variant="secondary" onPress={clear}>
        Show everything
      </Button>
    </EmptyState>
  ) : (
    <EmptyState title={empty.title}>
      <Text as="p" color="secondary">
        {empty.next}
      </Text>
    </EmptyState>
  );
}
