import { useApi } from '@backstage/core-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  FleetFilter,
  MAX_FLEET_REFS,
} from '@modelry/backstage-plugin-models-common';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { modelsApiRef } from '../../api';
import { explainError } from '../../frame';
import { BulkAssignDialog } from '../../ownership/assign/BulkAssignDialog';
import { FleetSelection } from './useFleetSelection';

/** Says how many models are selected, and what can be done with them. */
export function SelectionBar(props: {
  selection: FleetSelection;
  filter: FleetFilter;
  /** How many models the filter lets through. */
  totalItems: number;
}) {
  const { selection } = props;
  const { selected, clear } = selection;
  const [isOpen, setOpen] = useState(false);
  return (
    <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
      <Text role="status" color="secondary">
        {selected.size === 0
          ? 'Select models to assign their owner.'
          : `${selected.size.toLocaleString('en-US')} selected`}
      </Text>
      <Button
        size="small"
        isDisabled={selected.size === 0}
        onPress={() => setOpen(true)}
      >
        Assign owner
      </Button>
      <SelectAll {...props} />
      {selected.size > 0 && (
        <Button size="small" variant="tertiary" onPress={clear}>
          Clear the selection
        </Button>
      )}
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

function SelectAll(props: {
  selection: FleetSelection;
  filter: FleetFilter;
  totalItems: number;
}) {
  const { selection, filter, totalItems } = props;
  const { client, cache } = useApi(modelsApiRef);
  const all = useMutation(
    {
      mutationFn: () => client.listFleetRefs(filter),
      onSuccess: ({ modelRefs }) => selection.add(modelRefs),
    },
    cache,
  );
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        isPending={all.isPending}
        isDisabled={totalItems === 0}
        onPress={() => all.mutate()}
      >
        {totalItems > MAX_FLEET_REFS
          ? `Select the first ${MAX_FLEET_REFS.toLocaleString('en-US')}`
          : `Select all ${totalItems.toLocaleString('en-US')} that match`}
      </Button>
      {all.error && (
        <Text role="alert" color="danger">
          Could not select them: {explainError(all.error)}
        </Text>
      )}
    </>
  );
}
