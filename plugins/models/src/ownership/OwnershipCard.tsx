import { RELATION_OWNED_BY, parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import {
  ModelEntity,
  OwnershipState,
} from '@modelry/backstage-plugin-models-common';
import { useModelOverview } from '../api';
import { InfoCard, Loaded } from '../frame';
import { useModelEntity } from '../kind/useModelEntity';
import { RelativeTime } from '../status';
import { Accountable } from './Accountable';
import { Actor } from './Actor';
import { NoOwner } from './NoOwner';
import { OwnerActions } from './OwnerActions';
import { OwnerDetails } from './OwnerDetails';
import { SourceButtons } from './SourceButtons';
import { useOwnerEntity } from './useOwnerEntity';

/** Shows who answers for the model and how to reach them, and lets that be changed. */
export function OwnershipCard() {
  const { entity, modelRef } = useModelEntity();
  // The record knows at once what the catalog follows in a few seconds.
  const ownership = useModelOverview(modelRef).data?.ownership;
  const owners = ownership
    ? [ownership.owner].flatMap(owner => owner ?? [])
    : catalogOwners(entity);
  return (
    <InfoCard title="Ownership">
      <Flex direction="column" gap="4">
        {owners.length > 0 ? (
          owners.map(ownerRef => (
            <Owner
              key={ownerRef}
              ownerRef={ownerRef}
              mayAssign={ownership?.viewer.mayAssign ?? false}
            />
          ))
        ) : (
          <NoOwner entity={entity} mayAssign={ownership?.viewer.mayAssign} />
        )}
        {ownership && (
          <Kept entity={entity} modelRef={modelRef} ownership={ownership} />
        )}
      </Flex>
    </InfoCard>
  );
}

function catalogOwners(entity: ModelEntity): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === RELATION_OWNED_BY)
    .map(relation => relation.targetRef);
}

function Owner(props: { ownerRef: string; mayAssign: boolean }) {
  const { ownerRef, mayAssign } = props;
  const owner = useOwnerEntity(ownerRef);
  const kind = parseEntityRef(ownerRef).kind === 'user' ? 'Person' : 'Group';
  return (
    <Flex direction="column" gap="3">
      <Flex align="baseline" gap="2">
        <Text weight="bold">
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
              The catalog does not know {ownerRef}.{' '}
              {mayAssign
                ? 'Assign another owner, or add this one to the catalog.'
                : 'Correct spec.owner in the YAML of the model, or add the owner to the catalog.'}
            </Text>
          )
        }
      </Loaded>
    </Flex>
  );
}

function Kept(props: {
  entity: ModelEntity;
  modelRef: string;
  ownership: OwnershipState;
}) {
  const { entity, modelRef, ownership } = props;
  return (
    <>
      <Assigned ownership={ownership} />
      <Accountable modelRef={modelRef} ownership={ownership} />
      {ownership.kept === 'yaml' && ownership.owner && (
        <Flex direction="column" gap="2">
          <Text as="p" variant="body-small" color="secondary">
            Owners are kept in the YAML of models here.
          </Text>
          <SourceButtons entity={entity} />
        </Flex>
      )}
      <OwnerActions modelRef={modelRef} ownership={ownership} />
    </>
  );
}

/** Says who assigned the owner, and whom the author declares. */
function Assigned(props: { ownership: OwnershipState }) {
  const { assignment, declared } = props.ownership;
  if (!assignment) {
    return null;
  }
  return (
    <Flex direction="column" gap="1">
      <Text as="p" variant="body-small">
        Assigned by <Actor actor={assignment.by} />{' '}
        <RelativeTime at={assignment.at} />
        {assignment.reason && <>: “{assignment.reason}”</>}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        Declared in YAML:{' '}
        {declared ? <EntityRefLink entityRef={declared} hideIcon /> : 'nobody'}
      </Text>
    </Flex>
  );
}
