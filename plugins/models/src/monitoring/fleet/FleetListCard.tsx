import { ColumnConfig, Flex, Table, Text } from '@backstage/ui';
import { RecordPages } from '../../api';
import { EmptyState, InfoCard, LoadMore, Loaded } from '../../frame';

/** Shows a list about all models in a card, page by page. */
export function FleetListCard<T extends { id: string }>(props: {
  title: string;
  /** What is listed, in words. */
  what: string;
  list: RecordPages<T>;
  columns: ColumnConfig<T>[];
  /** What is said when nothing is listed. */
  empty: { title: string; words: string };
}) {
  const { title, what, list, columns, empty } = props;
  return (
    <InfoCard title={title}>
      <Loaded what={`the ${what}`} loadable={list} lines={4}>
        {items =>
          items.length > 0 ? (
            <Flex direction="column" gap="3">
              <Table
                aria-label={title}
                columnConfig={columns}
                data={items}
                pagination={{ type: 'none' }}
              />
              <LoadMore pages={list} what={what} />
            </Flex>
          ) : (
            <EmptyState title={empty.title}>
              <Text as="p" color="secondary">
                {empty.words}
              </Text>
            </EmptyState>
          )
        }
      </Loaded>
    </InfoCard>
  );
}
