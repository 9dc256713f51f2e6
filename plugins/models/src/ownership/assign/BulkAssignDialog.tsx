import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Radio,
  RadioGroup,
  Text,
} from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import { ActProblem } from '../../governance/acts/ActProblem';
import { ReasonField } from './AssignDialog';
import { BulkStep, planOf } from './bulkPlan';
import { OutcomeTable } from './OutcomeTable';
import { OwnerPicker, PickedOwner } from './OwnerPicker';
import { BulkDecision, useBulkAssign } from './useBulkAssign';

/**
 * Lets a person change the owner of many models: choose, see what will change, do it,
 * and try again what was refused.
 *
 * @param props - `plan` says who is to own what, when that is chosen already.
 */
export function BulkAssignDialog(props: {
  modelRefs: string[];
  plan?: BulkStep[];
  onClose: () => void;
  onChanged: () => void;
}) {
  const { modelRefs, plan, onClose, onChanged } = props;
  const bulk = useBulkAssign({ onChanged });
  const given = useRef(plan);
  const { mutate } = bulk.preview;
  useEffect(() => {
    if (given.current) {
      mutate({ plan: given.current });
    }
  }, [mutate]);
  const isChoosing = !plan && !bulk.preview.data && !bulk.outcomes;
  return (
    <Dialog
      isOpen
      onOpenChange={open => !open && onClose()}
      isDismissable={false}
      width={760}
    >
      <DialogHeader>
        Change the owner of{' '}
        {modelRefs.length === 1 ? 'one model' : `${modelRefs.length} models`}
      </DialogHeader>
      {isChoosing ? (
        <Choice modelRefs={modelRefs} bulk={bulk} onClose={onClose} />
      ) : (
        <PreviewAndResult bulk={bulk} onClose={onClose} />
      )}
    </Dialog>
  );
}

type Bulk = ReturnType<typeof useBulkAssign>;

function Choice(props: {
  modelRefs: string[];
  bulk: Bulk;
  onClose: () => void;
}) {
  const { modelRefs, bulk, onClose } = props;
  const [what, setWhat] = useState('assign');
  const [owner, setOwner] = useState<PickedOwner | null>(null);
  const [reason, setReason] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const isRevert = what === 'revert';
  const submit = () => {
    setWasTried(true);
    if (isRevert || owner) {
      const decision: BulkDecision = {
        plan: planOf(
          modelRefs.map(modelRef => ({
            modelRef,
            ...(!isRevert && owner && { owner: owner.id }),
          })),
        ),
        ...(reason.trim() && { reason: reason.trim() }),
      };
      bulk.preview.mutate(decision);
    }
  };
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
          <RadioGroup
            label="What to do"
            orientation="horizontal"
            value={what}
            onChange={setWhat}
          >
            <Radio value="assign">Assign to one owner</Radio>
            <Radio value="revert">Back to the declared owners</Radio>
          </RadioGroup>
          {!isRevert && (
            <OwnerPicker
              label="New owner"
              description="A group or a person of the catalog."
              kinds={['group', 'user']}
              value={owner}
              problem={wasTried && !owner ? 'Choose who is to own them' : null}
              onChange={setOwner}
            />
          )}
          <ReasonField value={reason} onChange={setReason} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <Button isPending={bulk.preview.isPending} onPress={submit}>
          Show what will change
        </Button>
      </DialogFooter>
    </>
  );
}

function PreviewAndResult(props: { bulk: Bulk; onClose: () => void }) {
  const { bulk, onClose } = props;
  const { preview, outcomes, refused } = bulk;
  const isBusy = bulk.isApplying || preview.isPending;
  const willChange =
    preview.data?.filter(({ outcome }) => outcome === 'changed').length ?? 0;
  return (
    <>
      <DialogBody>
        <Flex direction="column" gap="4">
          {preview.error && (
            <ActProblem
              error={preview.error}
              title="The preview could not be made"
            />
          )}
          <Text as="p" role="status">
            {statusOf(bulk, willChange)}
          </Text>
          {(outcomes ?? preview.data) && (
            <OutcomeTable outcomes={outcomes ?? preview.data ?? []} />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {outcomes ? 'Close' : 'Cancel'}
        </Button>
        {outcomes && refused.length > 0 && (
          <Button isPending={isBusy} onPress={bulk.retry}>
            Try the refused again
          </Button>
        )}
        {!outcomes && (
          <Button
            isPending={isBusy}
            isDisabled={willChange === 0}
            onPress={bulk.apply}
          >
            {willChange === 1
              ? 'Change one model'
              : `Change ${willChange} models`}
          </Button>
        )}
      </DialogFooter>
    </>
  );
}

function statusOf(bulk: Bulk, willChange: number): string {
  const { preview, outcomes, refused, progress, isApplying } = bulk;
  if (isApplying) {
    return `${progress} of ${willChange} are done`;
  }
  if (preview.isPending) {
    return 'Looking at what will change';
  }
  if (outcomes) {
    const changed = outcomes.filter(({ outcome }) => outcome === 'changed');
    return refused.length > 0
      ? `${changed.length} changed, ${refused.length} refused`
      : `${changed.length} changed`;
  }
  const total = preview.data?.length ?? 0;
  return `${willChange} of ${total} will change. Nothing has been changed yet.`;
}
