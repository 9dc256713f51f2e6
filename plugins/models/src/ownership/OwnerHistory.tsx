import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogHeader,
  DialogTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { OwnershipAct } from '@modelry/backstage-plugin-models-common';
import { ReactNode } from 'react';
import { useRecordPages } from '../api';
import { Loaded, LoadMore } from '../frame';
import { RelativeTime } from '../status';
import { Actor } from './Actor';

/** Shows how the owner of a model changed, on demand. */
export function OwnerHistory(props: { modelRef: string }) {
  return (
    <DialogTrigger>
      <Button size="small" variant="tertiary">
        History
      </Button>
      <Dialog width={560}>
        <DialogHeader>Owners so far</DialogHeader>
        <DialogBody>
          <Acts modelRef={props.modelRef} />
        </DialogBody>
      </Dialog>
    </DialogTrigger>
  );
}

function Acts(props: { modelRef: string }) {
  const { modelRef } = props;
  const pages = useRecordPages<OwnershipAct>({
    modelRef,
    list: ['owner-history'],
    load: (client, cursor) => client.listOwnerHistory(modelRef, { cursor }),
  });
  return (
    <Loaded what="the history of its owners" loadable={pages}>
      {acts =>
        acts.length === 0 ? (
          <Text as="p">
            Nobody has assigned it yet. Changes of the YAML are in its
            repository.
          </Text>
        ) : (
          <Flex direction="column" gap="4">
            {acts.map(act => (
              <Entry key={act.sequence} act={act} />
            ))}
            <LoadMore pages={pages} what="of its history" />
          </Flex>
        )
      }
    </Loaded>
  );
}

function Entry(props: { act: OwnershipAct }) {
  const { act } = props;
  return (
    <Flex direction="column" gap="1">
      <Text as="p">
        <Actor actor={act.by} /> {describe(act)}
      </Text>
      {act.reason && <Text as="p">“{act.reason}”</Text>}
      <Text variant="body-small" color="secondary">
        <RelativeTime at={act.at} />
        {act.previousOwner && (
          <>
            , before it was owned by{' '}
            <EntityRefLink entityRef={act.previousOwner} hideIcon />
          </>
        )}
      </Text>
    </Flex>
  );
}

function describe({ action, owner }: OwnershipAct): ReactNode {
  const whom = owner ? <EntityRefLink entityRef={owner} hideIcon /> : 'nobody';
  switch (action) {
    case 'owner-assigned':
      return <>assigned it to {whom}</>;
    case 'owner-declined':
      return <>declined it; it went back to {whom}</>;
    default:
      return <>gave it back to its declared owner, {whom}</>;
  }
}
