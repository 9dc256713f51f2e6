import { Text, TextAreaField } from '@backstage/ui';
import { LifecycleStage } from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { STAGE_PRESENTATION } from '../../status/presentations';
import { ActDialog } from '../acts/ActDialog';
import { checkText } from '../acts/checks';
import { useAct } from '../acts/useAct';

/**
 * Asks whether a version is to enter a stage, and moves it there.
 *
 * @param props - `from` is the stage that the person saw it in.
 */
export function MoveDialog(props: {
  modelRef: string;
  version: string;
  from: LifecycleStage;
  to: LifecycleStage;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { modelRef, version, from, to, isOpen, onOpenChange } = props;
  const [reason, setReason] = useState('');
  const [before, after] = [from, to].map(s => STAGE_PRESENTATION[s].label);
  const act = useAct<string>({
    modelRef,
    act: (client, why) =>
      client.moveStage(modelRef, {
        version,
        stage: to,
        expectedStage: from,
        ...(why && { reason: why }),
      }),
    done: () => `Version ${version} is in ${after} now`,
    onDone: () => onOpenChange(false),
  });
  const problem = checkText(reason);
  return (
    <ActDialog
      title={`Promote version ${version}`}
      intro={
        <Text as="p">
          Version <strong>{version}</strong> leaves {before} and enters{' '}
          <strong>{after}</strong>. That completes its review.
        </Text>
      }
      submitLabel={`Promote to ${after}`}
      problemTitle="The version was not moved"
      act={act}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onSubmit={() => !problem && act.send(reason.trim())}
    >
      <ReasonField reason={reason} problem={problem} onChange={setReason} />
    </ActDialog>
  );
}

function ReasonField(props: {
  reason: string;
  problem: string | null;
  onChange: (reason: string) => void;
}) {
  const { reason, problem, onChange } = props;
  return (
    <TextAreaField
      label="Reason"
      description="For the record. It may be left out."
      validationBehavior="aria"
      validate={() => problem}
      rows={3}
      value={reason}
      onChange={onChange}
    />
  );
}
