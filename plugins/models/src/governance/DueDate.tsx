import { Text } from '@backstage/ui';
import { DateTime } from 'luxon';
import { RelativeTime } from '../status';

/** Shows the day on which something ends, and how far away that is. */
export function DueDate(props: { at: string }) {
  const { at } = props;
  return (
    <>
      <span style={{ whiteSpace: 'nowrap' }}>
        {DateTime.fromISO(at).toISODate()}
      </span>{' '}
      <Text as="span" variant="body-small" color="secondary">
        (<RelativeTime at={at} />)
      </Text>
    </>
  );
}
