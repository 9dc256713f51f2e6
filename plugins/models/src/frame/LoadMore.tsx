import { Button, Flex, Text } from '@backstage/ui';
import type { RecordPages } from '../api';

/**
 * Says how much of a list is shown, and loads more of it.
 *
 * @param props - `what` names the items, e.g. `versions`; `order` says which of them
 *   are shown, the newest when left out.
 */
export function LoadMore(props: {
  pages: Pick<RecordPages<unknown>, 'data' | 'loadMore' | 'isLoadingMore'>;
  what: string;
  total?: number;
  order?: 'newest' | 'first';
}) {
  const { pages, what, total, order = 'newest' } = props;
  const shown = pages.data?.length ?? 0;
  if (!pages.loadMore) {
    return null;
  }
  return (
    <Flex align="center" gap="3">
      <Button
        size="small"
        variant="secondary"
        isPending={pages.isLoadingMore}
        onPress={pages.loadMore}
      >
        Show more {what}
      </Button>
      <Text variant="body-small" color="secondary" role="status">
        {total === undefined
          ? `The ${order} ${shown} are shown`
          : `${shown} of ${total} are shown`}
      </Text>
    </Flex>
  );
}
