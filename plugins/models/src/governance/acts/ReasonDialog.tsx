import { Text, TextAreaField } from '@backstage/ui';
import { ReactNode, useState } from 'react';
import { ActDialog } from './ActDialog';
import { checkText } from './checks';
import { ActOptions, useAct } from './useAct';

/**
 * Asks for the reason of an act, and does it.
 *
 * @param props - `intro` says what will happen.
 */
export function ReasonDialog(
  props: Pick<ActOptions<string>, 'modelRef' | 'act' | 'done'> & {
    title: string;
    intro: ReactNode;
    submitLabel: string;
    problemTitle: string;
    isOpen: boolean;
    onOpenChange: (isOpen: boolean) => void;
  },
) {
  const { modelRef, act: send, done, onOpenChange, intro, ...dialog } = props;
  const [reason, setReason] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const act = useAct({
    modelRef,
    act: send,
    done,
    onDone: () => {
      setReason('');
      setWasTried(false);
      onOpenChange(false);
    },
  });
  const problem = checkText(reason, 'Say why');
  return (
    <ActDialog
      {...dialog}
      act={act}
      onOpenChange={onOpenChange}
      intro={<Text as="p">{intro}</Text>}
      onSubmit={() => {
        setWasTried(true);
        if (!problem) {
          act.send(reason.trim());
        }
      }}
    >
      <TextAreaField
        label="Reason"
        description="Why, for whoever asks later."
        isRequired
        validationBehavior="aria"
        validate={() => (wasTried ? problem : null)}
        rows={4}
        value={reason}
        onChange={setReason}
      />
    </ActDialog>
  );
}
