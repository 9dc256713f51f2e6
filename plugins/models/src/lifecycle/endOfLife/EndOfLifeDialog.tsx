import {
  DatePicker,
  DatePickerProps,
  Text,
  TextAreaField,
} from '@backstage/ui';
import {
  EndOfLife,
  EndOfLifeRequest,
} from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { ActDialog } from '../../governance/acts/ActDialog';
import { checkText } from '../../governance/acts/checks';
import { useAct } from '../../governance/acts/useAct';
import { checkDay } from './checkDay';
import { DependantsLine } from './DependantsLine';

interface EndOfLifeDialogProps {
  modelRef: string;
  end: EndOfLife | undefined;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Asks for the last day on which the model may be used, and why. */
export function EndOfLifeDialog(props: EndOfLifeDialogProps) {
  const { modelRef, end, isOpen, onOpenChange } = props;
  const { day, setDay, reason, setReason, wasTried, act, submit, ...problems } =
    useEndOfLife(props);
  const { dayProblem, problem } = problems;
  return (
    <ActDialog
      title={end ? 'Change the end of life' : 'Set an end of life'}
      intro={
        <Text as="p" color="secondary">
          The day is shown here and on the pages of whatever depends on the
          model. It moves no version and stops nothing.
        </Text>
      }
      submitLabel="Set it"
      problemTitle="The end of life was not set"
      act={act}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onSubmit={submit}
    >
      <DatePicker
        label="Last day"
        // Without a day there is nothing that could be validated.
        description={
          (wasTried && dayProblem) ||
          'The last day on which anybody may use the model.'
        }
        isRequired
        isInvalid={wasTried && dayProblem !== null}
        value={day}
        onChange={setDay}
      />
      <TextAreaField
        label="Reason"
        description="Why, and what to use instead."
        isRequired
        validationBehavior="aria"
        validate={() => (wasTried ? problem : null)}
        rows={4}
        value={reason}
        onChange={setReason}
      />
      <DependantsLine modelRef={modelRef} />
    </ActDialog>
  );
}

function useEndOfLife({ modelRef, end, onOpenChange }: EndOfLifeDialogProps) {
  const [day, setDay] = useState<DatePickerProps['value']>(null);
  const [reason, setReason] = useState(end?.reason ?? '');
  const [wasTried, setWasTried] = useState(false);
  const act = useAct<EndOfLifeRequest>({
    modelRef,
    act: (client, request) => client.setEndOfLife(modelRef, request),
    done: ({ date }) => `The model reaches its end of life on ${date}`,
    onDone: () => onOpenChange(false),
  });
  const dayProblem = checkDay(day?.toString());
  const problem = checkText(reason, 'Say why, and what to use instead');
  const submit = () => {
    setWasTried(true);
    if (!dayProblem && !problem && day) {
      act.send({ date: day.toString(), reason: reason.trim() });
    }
  };
  return {
    ...{ day, setDay, reason, setReason, wasTried },
    ...{ act, submit, dayProblem, problem },
  };
}
