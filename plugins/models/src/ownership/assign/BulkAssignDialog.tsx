import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import LinearProgress from '@material-ui/core/LinearProgress';
import { useEffect, useRef } from 'react';
import { ActProblem } from '../../governance/acts/ActProblem';
import { BulkChoice } from './BulkChoice';
import { BulkStep } from './bulkPlan';
import { OutcomeTable } from './OutcomeTable';
import { Bulk, useBulkAssign } from './useBulkAssign';

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
      onOpenChange={open => !open && !bulk.isApplying && onClose()}
      isDismissable={false}
      width={760}
    >
      <DialogHeader>
        Change the owner of{' '}
        {modelRefs.length === 1 ? 'one model' : `${modelRefs.length} models`}
      </DialogHeader>
      {isChoosing ? (
        <BulkChoice modelRefs={modelRefs} bulk={bulk} onClose={onClose} />
      ) : (
        <PreviewAndResult bulk={bulk} onClose={onClose} />
      )}
    </Dialog>
  );
}

function PreviewAndResult(props: { bulk: Bulk; onClose: () => void }) {
  const { bulk } = props;
  const { preview, outcomes } = bulk;
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
          {bulk.isApplying && (
            <LinearProgress
              variant="determinate"
              aria-label="Models that are done"
              value={(100 * bulk.progress) / Math.max(1, willChange)}
            />
          )}
          {(outcomes ?? preview.data) && (
            <OutcomeTable outcomes={outcomes ?? preview.data ?? []} />
          )}
        </Flex>
      </DialogBody>
      <Steps {...props} willChange={willChange} />
    </>
  );
}

function Steps(props: { bulk: Bulk; onClose: () => void; willChange: number }) {
  const { bulk, onClose, willChange } = props;
  const { preview, outcomes, refused } = bulk;
  const isBusy = bulk.isApplying || preview.isPending;
  return (
    <DialogFooter>
      {bulk.isApplying ? (
        <Button variant="secondary" onPress={bulk.stop}>
          Stop
        </Button>
      ) : (
        <Button variant="secondary" onPress={onClose}>
          {outcomes ? 'Close' : 'Cancel'}
        </Button>
      )}
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
