import { RELATION_OWNED_BY, parseEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { Loaded } from '../frame';
import { useModelEntity } from '../kind/useModelEntity';
import { NoOwner } from './NoOwner';
import { OwnerDetails } from './OwnerDetails';
import { useOwnerEntity } from './useOwnerEntity';

/** Shows who answers for the model and how to reach them. */
export function OwnershipCard() {
  const { entity } = useModelEntity();
  const owners = (entity.relations ?? [])
    .filter(relation => relation.type === RELATION_OWNED_BY)
    .map(relation => relation.targetRef);
  return (
    <EntityInfoCard title="Ownership">
      {owners.length > 0 ? (
        <Flex direction="column" gap="4">
          {owners.map(ownerRef => (
            <Owner key={ownerRef} ownerRef={ownerRef} />
          ))}
        </Flex>
      ) : (
        <NoOwner entity={entity} />
      )}
    </EntityInfoCard>
  );
}

function Owner(props: { ownerRef: string }) {
  const { ownerRef } = props;
  const owner = useOwnerEntity(ownerRef);
  const kind = parseEntityRef(ownerRef).kind === 'user' ? 'Person' : 'Group';
  return (
    <Flex direction="column" gap="3">
      <Flex align="baseline" gap="2">
        <Text weight="bold" truncate>
          <EntityRefLink entityRef={ownerRef} />
        </Text>
        <Text variant="body-small" color="secondary">
          {kind}
        </Text>
      </Flex>
      <Loaded what="the owner" loadable={owner} lines={2}>
        {({ entity }) =>
          entity ? (
            <OwnerDetails owner={entity} />
          ) : (
            <Text as="p" variant="body-small" color="warning">
              The catalog does not know {ownerRef}. Correct spec.owner in the
              YAML of the model, or add the owner to the catalog.
            </Text>
          )
        }
      </Loaded>
    </Flex>
  );
}
