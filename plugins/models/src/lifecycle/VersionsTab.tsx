import { Flex } from '@backstage/ui';
import { useModelOverview, useRecordPages } from '../api';
import { InfoCard, LoadMore, Loaded } from '../frame';
import { useModelEntity } from '../kind/useModelEntity';
import { NoVersions } from './NoVersions';
import { VersionsTable } from './VersionsTable';

/** Lists all versions of the model. */
export function VersionsTab() {
  const { modelRef } = useModelEntity();
  const overview = useModelOverview(modelRef);
  const versions = useRecordPages({
    modelRef,
    list: ['versions'],
    load: (client, cursor) => client.listVersions(modelRef, { cursor }),
  });
  // Which columns there are depends on what the person may do: that is known first.
  const isKnown = overview.data !== undefined || overview.error !== undefined;
  return (
    <InfoCard title="Versions">
      <Loaded
        what="the versions"
        loadable={isKnown ? versions : { ...versions, data: undefined }}
        lines={8}
      >
        {items =>
          items.length > 0 ? (
            <Flex direction="column" gap="3">
              <VersionsTable
                modelRef={modelRef}
                versions={items}
                mayMove={overview.data?.viewer.mayMoveVersions ?? false}
              />
              <LoadMore
                pages={versions}
                what="versions"
                total={overview.data?.lifecycle.totalVersions}
              />
            </Flex>
          ) : (
            <NoVersions modelRef={modelRef} />
          )
        }
      </Loaded>
    </InfoCard>
  );
}
