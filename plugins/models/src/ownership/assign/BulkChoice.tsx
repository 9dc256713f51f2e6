import {
  Button,
  DialogBody,
  DialogFooter,
  Flex,
  Radio,
  RadioGroup,
} from '@backstage/ui';
import { useState } from 'react';
import { ActProblem } from '../../governance/acts/ActProblem';
import { ReasonField } from './AssignDialog';
import { planOf } from './bulkPlan';
import { OwnerPicker, PickedOwner } from './OwnerPicker';
import { Bulk } from './useBulkAssign';

/** Asks who is to own many models, and why. */
export function BulkChoice(props: {
  modelRefs: string[];
  bulk: Bulk;
  onClose: () => void;
}) {
  const { modelRefs, bulk, onClose } = props;
  const draft = useDraft(modelRefs);
  return (
    <>
      <DialogBody>
        <Flex direction="column" gap="4">
          {bulk.preview.error && (
            <ActProblem
              error={bulk.preview.error}
              title="The preview could not be made"
            />
          )}
          <Fields draft={draft} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <Button
          isPending={bulk.preview.isPending}
          onPress={() => {
            const decision = draft.read();
            if (decision) {
              bulk.preview.mutate(decision);
            }
          }}
        >
          Show what will change
        </Button>
      </DialogFooter>
    </>
  );
}

function useDraft(modelRefs: string[]) {
  const [what, setWhat] = useState('assign');
  const [owner, setOwner] = useState<PickedOwner | null>(null);
  const [reason, setReason] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const isRevert = what === 'revert';
  return {
    ...{ what, setWhat, owner, setOwner, reason, setReason },
    isRevert,
    problem: wasTried && !owner ? 'Choose who is to own them' : null,
    /** What was decided; nothing as long as something is missing. */
    read: () => {
      setWasTried(true);
      if (!isRevert && !owner) {
        return undefined;
      }
      return {
        plan: planOf(
          modelRefs.map(modelRef => ({
            modelRef,
            ...(!isRevert && owner && { owner: owner.id }),
          })),
        ),
        ...(reason.trim() && { reason: reason.trim() }),
      };
    },
  };
}

function Fields(props: { draft: ReturnType<typeof useDraft> }) {
  const { draft } = props;
  return (
    <>
      <RadioGroup
        label="What to do"
        orientation="horizontal"
        value={draft.what}
        onChange={draft.setWhat}
      >
        <Radio value="assign">Assign to one owner</Radio>
        <Radio value="revert">Back to the declared owners</Radio>
      </RadioGroup>
      {!draft.isRevert && (
        <OwnerPicker
          label="New owner"
          description="A group or a person of the catalog."
          kinds={['group', 'user']}
          value={draft.owner}
          problem={draft.problem}
          onChange={draft.setOwner}
        />
      )}
      <ReasonField value={draft.reason} onChange={draft.setReason} />
    </>
  );
}
