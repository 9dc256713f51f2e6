import { Alert, ButtonLink } from '@backstage/ui';
import {
  ORPHAN_PROBLEMS,
  OrphanCounts,
} from '@modelry/backstage-plugin-models-common';
import { COUNT_WORDS } from './problems';
import { useOrphanCounts } from './useOrphans';

/** Says how many models nobody answers for, and why; nothing when there are none. */
export function OrphansNotice(props: { href: string }) {
  const counts = useOrphanCounts().data;
  if (!counts || counts.total === 0) {
    return null;
  }
  return (
    <Alert
      status="warning"
      icon
      title={
        counts.total === 1
          ? 'Nobody answers for one model'
          : `Nobody answers for ${counts.total.toLocaleString('en-US')} models`
      }
      description={inWords(counts)}
      customActions={
        <ButtonLink size="small" variant="secondary" href={props.href}>
          Find owners
        </ButtonLink>
      }
    />
  );
}

/** Tells the reasons apart: the tile of the list counts those without an owner alone. */
function inWords({ problems }: OrphanCounts): string {
  const sentence = ORPHAN_PROBLEMS.filter(problem => problems[problem] > 0)
    .map(
      problem =>
        `${problems[problem].toLocaleString('en-US')} ${COUNT_WORDS[problem]}`,
    )
    .join(', ');
  return `${sentence}.`;
}
