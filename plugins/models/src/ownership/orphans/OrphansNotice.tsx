import { Alert, ButtonLink } from '@backstage/ui';
import { useOrphanCounts } from './useOrphans';

/** Says how many models nobody answers for; nothing when there are none. */
export function OrphansNotice(props: { href: string }) {
  const total = useOrphanCounts().data?.total ?? 0;
  if (total === 0) {
    return null;
  }
  return (
    <Alert
      status="warning"
      icon
      title={
        total === 1
          ? 'Nobody answers for one model'
          : `Nobody answers for ${total} models`
      }
      customActions={
        <ButtonLink size="small" variant="secondary" href={props.href}>
          Find owners
        </ButtonLink>
      }
    />
  );
}
