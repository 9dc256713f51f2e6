import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { Table, TableProps } from '@backstage/ui';
import { FleetPage } from '@modelry/backstage-plugin-models-common';
import { ReactNode, useMemo } from 'react';
import { FLEET_COLUMNS, Row, toColumnConfig } from './fleetColumns';
import { PAGE_SIZES } from './fleetAddress';
import { FleetNavigation } from './useFleetAddress';
import { FleetSelection } from './useFleetSelection';

// Beside that many badges there is no room for the usual distances.
const useTableStyles = makeStyles({
  table: {
    '& [role=gridcell], & [role=rowheader], & [role=columnheader]': {
      paddingInline: 'var(--bui-space-2)',
    },
  },
});

const SIZES = PAGE_SIZES.map(value => ({
  value,
  label: `${value} a page`,
}));

/**
 * One page of the models of the fleet.
 *
 * @param props - `page` is nothing while it is awaited; `isOfBefore` says that it answers
 *   what was asked before.
 */
export function FleetTable(props: {
  page: FleetPage | undefined;
  isOfBefore: boolean;
  columns: readonly string[];
  navigation: FleetNavigation;
  selection: FleetSelection;
  emptyState: ReactNode;
}) {
  const { page, isOfBefore, columns, navigation, selection } = props;
  const linkTo = useEntityRefLink();
  const columnConfig = useMemo(() => toColumnConfig(columns), [columns]);
  const rows = page?.items.map(row => ({
    ...row,
    id: row.modelRef,
    href: linkTo(row.modelRef),
  }));
  return (
    <Table<Row>
      className={useTableStyles().table}
      columnConfig={columnConfig}
      data={rows}
      isPending={page === undefined}
      isStale={isOfBefore}
      rowConfig={{ getHref: row => row.href }}
      sort={sortOf(navigation)}
      selection={{
        mode: 'multiple',
        behavior: 'toggle',
        selected: selection.selectedOf(rows?.map(({ id }) => id) ?? []),
        onSelectionChange: keys =>
          selection.setSelectedOf(rows?.map(({ id }) => id) ?? [], keys),
      }}
      pagination={paginationOf(page, navigation)}
      emptyState={props.emptyState}
    />
  );
}

function sortOf({ address, change }: FleetNavigation): TableProps<Row>['sort'] {
  const sorted = FLEET_COLUMNS.find(({ sort }) => sort === address.sort);
  return {
    descriptor: sorted
      ? {
          column: sorted.id,
          direction: address.order === 'asc' ? 'ascending' : 'descending',
        }
      : null,
    onSortChange: ({ column, direction }) => {
      const sort = FLEET_COLUMNS.find(({ id }) => id === column)?.sort;
      if (sort) {
        change({ sort, order: direction === 'descending' ? 'desc' : 'asc' });
      }
    },
  };
}

function paginationOf(
  page: FleetPage | undefined,
  navigation: FleetNavigation,
): TableProps<Row>['pagination'] {
  const { address, pagesBefore, change } = navigation;
  if (!page || page.totalItems === 0) {
    return { type: 'none' };
  }
  const { nextCursor } = page.pageInfo;
  return {
    type: 'page',
    pageSize: address.limit,
    pageSizeOptions: SIZES,
    onPageSizeChange: size =>
      change({ limit: PAGE_SIZES.find(one => one === size) ?? PAGE_SIZES[0] }),
    totalCount: page.totalItems,
    getLabel: () => describePlace(page, address.limit, pagesBefore),
    hasNextPage: nextCursor !== undefined,
    hasPreviousPage: address.cursor !== undefined,
    onNextPage: () => nextCursor && navigation.showNext(nextCursor),
    onPreviousPage: navigation.showPrevious,
  };
}

/** Says which models of all of them a page shows. */
export function describePlace(
  { items, totalItems }: FleetPage,
  limit: number,
  pagesBefore: number | undefined,
): string {
  const total = totalItems.toLocaleString('en-US');
  if (pagesBefore === undefined) {
    return `${items.length} of ${total}`;
  }
  const first = pagesBefore * limit + 1;
  const last = pagesBefore * limit + items.length;
  return `${first.toLocaleString('en-US')}–${last.toLocaleString(
    'en-US',
  )} of ${total}`;
}
