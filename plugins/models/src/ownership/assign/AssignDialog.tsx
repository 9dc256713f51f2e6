import { Text, TextAreaField } from '@backstage/ui';
import { OwnershipState } from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { ActDialog } from '../../governance/acts/ActDialog';
import { checkText } from '../../governance/acts/checks';
import { isConflict, useAct } from '../../governance/acts/useAct';
import { OwnerPicker, PickedOwner } from './OwnerPicker';

/**
 * Lets a person give a model to another owner.
 *
 * @param props - `seen` is what the person saw; after a conflict it is the `current` one.
 */
export function AssignDialog(props: {
  modelRef: string;
  seen: OwnershipState;
  current: OwnershipState;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { modelRef, seen, current, isOpen, onOpenChange } = props;
  const { owner, setOwner, reason, setReason, wasTried, known, act, submit } =
    useAssignment({
      modelRef,
      seen,
      current,
      onDone: () => onOpenChange(false),
    });
  return (
    <ActDialog
      title="Assign an owner"
      intro={
        <Text as="p" color="secondary">
          {known.owner
            ? `It is owned by ${known.owner} now. `
            : 'Nobody owns it now. '}
          The new owner and the former one are told; the new owner can decline.
        </Text>
      }
      submitLabel="Assign"
      problemTitle="The owner was not assigned"
      act={act}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onSubmit={submit}
    >
      <OwnerPicker
        label="New owner"
        description="A group or a person of the catalog."
        kinds={['group', 'user']}
        value={owner}
        problem={wasTried && !owner ? 'Choose who is to own it' : null}
        onChange={setOwner}
      />
      <ReasonField value={reason} onChange={setReason} />
    </ActDialog>
  );
}

function useAssignment(options: {
  modelRef: string;
  seen: OwnershipState;
  current: OwnershipState;
  onDone: () => void;
}) {
  const { modelRef, seen, current, onDone } = options;
  const [owner, setOwner] = useState<PickedOwner | null>(null);
  const [reason, setReason] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const [hadConflict, setHadConflict] = useState(false);
  const known = hadConflict ? current : seen;
  const act = useAct<PickedOwner>({
    modelRef,
    act: (client, { id }) =>
      client.assignOwner(modelRef, {
        owner: id,
        expectedOwner: known.owner ?? null,
        ...(reason.trim() && { reason: reason.trim() }),
      }),
    done: ({ label }) => `You assigned it to ${label}`,
    onDone,
    onRefused: error => setHadConflict(before => before || isConflict(error)),
  });
  const submit = () => {
    setWasTried(true);
    if (owner && !checkText(reason)) {
      act.send(owner);
    }
  };
  return { owner, setOwner, reason, setReason, wasTried, known, act, submit };
}

/** Asks why, without insisting. */
export function ReasonField(props: {
  value: string;
  onChange: (reason: string) => void;
}) {
  return (
    <TextAreaField
      label="Reason"
      description="Why, for whoever asks later. May be left out."
      validationBehavior="aria"
      validate={() => checkText(props.value)}
      rows={3}
      value={props.value}
      onChange={props.onChange}
    />
  );
}
