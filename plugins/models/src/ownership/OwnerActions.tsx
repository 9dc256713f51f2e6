import { Button, Flex } from '@backstage/ui';
import { OwnershipState } from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { ReasonDialog } from '../governance/acts/ReasonDialog';
import { ActProblem } from '../governance/acts/ActProblem';
import { useAct } from '../governance/acts/useAct';
import { AssignDialog } from './assign/AssignDialog';
import { OwnerHistory } from './OwnerHistory';

/** What a person can do about the owner of a model. */
export function OwnerActions(props: {
  modelRef: string;
  ownership: OwnershipState;
}) {
  const { modelRef, ownership } = props;
  const { viewer } = ownership;
  const [seen, setSeen] = useState<OwnershipState>();
  const [isDeclining, setDeclining] = useState(false);
  return (
    <Flex direction="column" gap="2">
      <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
        {viewer.mayAssign && (
          <Button
            size="small"
            variant="secondary"
            onPress={() => setSeen(ownership)}
          >
            Assign owner
          </Button>
        )}
        {viewer.mayDecline && (
          <Button
            size="small"
            variant="secondary"
            onPress={() => setDeclining(true)}
          >
            Decline
          </Button>
        )}
        <Revert modelRef={modelRef} ownership={ownership} />
        <OwnerHistory modelRef={modelRef} />
      </Flex>
      {seen && (
        <AssignDialog
          modelRef={modelRef}
          seen={seen}
          current={ownership}
          isOpen
          onOpenChange={open => !open && setSeen(undefined)}
        />
      )}
      <DeclineDialog
        modelRef={modelRef}
        isOpen={isDeclining}
        onOpenChange={setDeclining}
      />
    </Flex>
  );
}

function Revert(props: { modelRef: string; ownership: OwnershipState }) {
  const { modelRef, ownership } = props;
  const { viewer, source, owner } = ownership;
  const revert = useAct<void>({
    modelRef,
    act: client =>
      client.revertOwner(modelRef, { expectedOwner: owner ?? null }),
    done: () => 'It is back with its declared owner',
  });
  return (
    <>
      {viewer.mayAssign && source === 'assigned' && (
        <Button
          size="small"
          variant="tertiary"
          isPending={revert.isPending}
          onPress={() => revert.send()}
        >
          Back to declared
        </Button>
      )}
      {revert.error && (
        <ActProblem error={revert.error} title="The owner was not changed" />
      )}
    </>
  );
}

function DeclineDialog(props: {
  modelRef: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { modelRef, isOpen, onOpenChange } = props;
  return (
    <ReasonDialog
      modelRef={modelRef}
      title="Decline this model"
      intro="It goes back to whoever owned it before. Whoever assigned it is told why."
      submitLabel="Decline"
      problemTitle="The model was not declined"
      act={(client, reason) => client.declineOwner(modelRef, { reason })}
      done={() => 'You declined the model'}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    />
  );
}
