import { Text } from '@backstage/ui';
import { ModelVersion } from '@modelry/backstage-plugin-models-common';
import { TabLink } from '../frame';
import { Actor } from '../ownership/Actor';
import { governanceRouteRef } from '../routes';
import { ElapsedTime, RelativeTime } from '../status';

/** Says who brought a version into its stage, when, and under which review. */
export function LastMove(props: { version: ModelVersion }) {
  const { version, stageSince, lastMove } = props.version;
  if (!lastMove) {
    return (
      <Text variant="body-small" color="secondary">
        for <ElapsedTime since={stageSince} />
      </Text>
    );
  }
  return (
    <Text variant="body-small" color="secondary" title={lastMove.reason}>
      by <Actor actor={lastMove.movedBy} />,{' '}
      <RelativeTime at={lastMove.movedAt} />
      {lastMove.promotion === 'automatic' && ', with the last sign-off'}
      {lastMove.reviewIds.length > 0 && (
        <>
          {', '}
          <TabLink to={governanceRouteRef} query={{ version }}>
            in its review
          </TabLink>
        </>
      )}
    </Text>
  );
}
