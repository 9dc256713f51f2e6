import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef, useEntityList } from '@backstage/plugin-catalog-react';
import { Button, Flex, Text } from '@backstage/ui';
import { isModelEntity } from '@modelry/backstage-plugin-models-common';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { modelsApiRef } from '../api';
import { explainError } from '../frame';
import { BulkAssignDialog } from '../ownership/assign/BulkAssignDialog';
import { matchingRequest } from './matchingRequest';
import { useSelection } from './selection';
import { useVisibleModels } from './useVisibleModels';

/** More at once is no act that somebody can oversee. */
const MOST = 5_000;
const PAGE = 500;
const FIELDS = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace'];

/** Says how many models are selected, and what can be done with them. */
export function SelectionBar() {
  const selection = useSelection();
  const visible = useVisibleModels();
  const [isOpen, setOpen] = useState(false);
  if (!selection || visible.length === 0) {
    return null;
  }
  const { selected, clear } = selection;
  return (
    <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
      <Text role="status" color="secondary">
        {selected.size === 0
          ? 'Select models to assign their owner.'
          : `${selected.size} selected`}
      </Text>
      <Button
        size="small"
        isDisabled={selected.size === 0}
        onPress={() => setOpen(true)}
      >
        Assign owner
      </Button>
      <SelectMore visible={visible} />
      {isOpen && (
        <BulkAssignDialog
          modelRefs={[...selected].sort()}
          onChanged={clear}
          onClose={() => setOpen(false)}
        />
      )}
    </Flex>
  );
}

function SelectMore(props: { visible: string[] }) {
  const { visible } = props;
  const selection = useSelection();
  const { totalItems } = useEntityList();
  const all = useSelectAllMatching();
  const total = totalItems ?? visible.length;
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        onPress={() => selection?.change(visible, true)}
      >
        Select this page
      </Button>
      {total > visible.length && (
        <Button
          size="small"
          variant="secondary"
          isPending={all.isPending}
          onPress={() => all.mutate()}
        >
          Select all {total} that match
        </Button>
      )}
      {selection && selection.selected.size > 0 && (
        <Button size="small" variant="tertiary" onPress={selection.clear}>
          Clear
        </Button>
      )}
      {all.error && (
        <Text role="alert" color="danger">
          Could not select them: {explainError(all.error)}
        </Text>
      )}
    </>
  );
}

function useSelectAllMatching() {
  const catalog = useApi(catalogApiRef);
  const { cache } = useApi(modelsApiRef);
  const { filters } = useEntityList();
  const selection = useSelection();
  return useMutation(
    {
      mutationFn: async () => {
        const refs: string[] = [];
        let cursor: string | undefined;
        do {
          const { items, pageInfo } = await catalog.queryEntities(
            cursor
              ? { cursor, limit: PAGE, fields: FIELDS }
              : { ...matchingRequest(filters), limit: PAGE, fields: FIELDS },
          );
          refs.push(
            ...items
              .filter(isModelEntity)
              .map(entity => stringifyEntityRef(entity)),
          );
          cursor = pageInfo.nextCursor;
        } while (cursor && refs.length < MOST);
        return refs;
      },
      onSuccess: refs => selection?.change(refs, true),
    },
    cache,
  );
}
