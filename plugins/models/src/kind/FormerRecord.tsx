import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import {
  Alert,
  Button,
  Checkbox,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import {
  FormerRecord as Former,
  RecordContinuationRequest,
  ReportedCounts,
} from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { ActDialog } from '../governance/acts/ActDialog';
import { checkText } from '../governance/acts/checks';
import { useAct } from '../governance/acts/useAct';

interface FormerRecordProps {
  modelRef: string;
  former: Former;
}

/** Offers to go on with the record of the name that the model had before. */
export function FormerRecord(props: FormerRecordProps) {
  const { former } = props;
  const name = useFormerName(former);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Alert
        status="info"
        icon
        title={`This model was called ${name}`}
        description={`Its record is kept: ${inWords(former)}, ${count(
          former.entries,
          'entry',
          'entries',
        )} in the ledger.`}
        customActions={
          <Button
            size="small"
            variant="secondary"
            onPress={() => setOpen(true)}
          >
            Continue its record
          </Button>
        }
      />
      <ContinueDialog {...props} isOpen={isOpen} onOpenChange={setOpen} />
    </>
  );
}

function ContinueDialog(
  props: FormerRecordProps & {
    isOpen: boolean;
    onOpenChange: (isOpen: boolean) => void;
  },
) {
  const { former, isOpen, onOpenChange } = props;
  const name = useFormerName(former);
  const { reason, setReason, mayDiscard, setMayDiscard, ...sending } =
    useContinuation(props);
  const { act, submit, problem } = sending;
  return (
    <ActDialog
      title={`Continue the record of ${name}`}
      intro={
        <Text as="p" color="secondary">
          Versions, deployments, checks, sign-offs, owner and ledger of the
          former name are those of this model from then on. Nothing under the
          former name is left, and no other model can have a record there.
        </Text>
      }
      submitLabel="Continue it"
      problemTitle="The record was not continued"
      act={act}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onSubmit={submit}
    >
      <TextAreaField
        label="Reason"
        description="Why it is the same model, for whoever asks later."
        isRequired
        validationBehavior="aria"
        validate={() => problem}
        rows={4}
        value={reason}
        onChange={setReason}
      />
      {isAny(former.meanwhile) && (
        <DiscardChoice
          meanwhile={former.meanwhile}
          isChosen={mayDiscard}
          isLacking={sending.mustDiscard}
          onChange={setMayDiscard}
        />
      )}
    </ActDialog>
  );
}

function DiscardChoice(props: {
  meanwhile: ReportedCounts;
  isChosen: boolean;
  isLacking: boolean;
  onChange: (isChosen: boolean) => void;
}) {
  const { meanwhile, isChosen, isLacking, onChange } = props;
  return (
    <Flex direction="column" gap="1">
      <Checkbox isSelected={isChosen} onChange={onChange} isInvalid={isLacking}>
        Remove what was reported under the new name meanwhile (
        {inWords(meanwhile)}); it has to be reported again
      </Checkbox>
      {isLacking && (
        <Text as="p" variant="body-small" color="danger" role="alert">
          It is in the way: two records cannot become one
        </Text>
      )}
    </Flex>
  );
}

// The catalog has it no more: its name is all that is left of how it was called.
function useFormerName({ modelRef }: Former): string {
  return useEntityPresentation(modelRef).primaryTitle;
}

function useContinuation(
  props: FormerRecordProps & { onOpenChange: (isOpen: boolean) => void },
) {
  const { modelRef, former, onOpenChange } = props;
  const name = useFormerName(former);
  const [reason, setReason] = useState('');
  const [mayDiscard, setMayDiscard] = useState(false);
  const [wasTried, setWasTried] = useState(false);
  const act = useAct<RecordContinuationRequest>({
    modelRef,
    act: (client, request) => client.continueRecord(modelRef, request),
    done: () => `The record of ${name} goes on here`,
    onDone: () => onOpenChange(false),
  });
  const problem = checkText(reason, 'Say why it is the same model');
  const mustDiscard = isAny(former.meanwhile) && !mayDiscard;
  const submit = () => {
    setWasTried(true);
    if (!problem && !mustDiscard) {
      act.send({
        formerRef: former.modelRef,
        reason: reason.trim(),
        discardReported: mayDiscard,
      });
    }
  };
  return {
    ...{ reason, setReason, mayDiscard, setMayDiscard, act, submit },
    problem: wasTried ? problem : null,
    mustDiscard: wasTried && mustDiscard,
  };
}

function isAny({ versions, deployments, checks }: ReportedCounts): boolean {
  return versions + deployments + checks > 0;
}

function inWords({ versions, deployments, checks }: ReportedCounts): string {
  return [
    count(versions, 'version', 'versions'),
    count(deployments, 'deployment', 'deployments'),
    count(checks, 'check', 'checks'),
  ].join(', ');
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
