import {
  DatePicker,
  DatePickerProps,
  Radio,
  RadioGroup,
  Text,
  TextAreaField,
} from '@backstage/ui';
import {
  RequirementState,
  WaiverRequest,
} from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { StageName } from '../../status';
import { ActDialog } from './ActDialog';
import { checkText } from './checks';
import { readUntil } from './untilDate';
import { isConflict, useAct } from './useAct';

interface WaiverDraft {
  reason: string;
  lastDay: NonNullable<DatePickerProps['value']> | null;
  covers: 'version' | 'all';
}

const EMPTY: WaiverDraft = { reason: '', lastDay: null, covers: 'version' };

/**
 * Lets a person set a requirement aside until a day.
 *
 * @param props - `seen` is what the person waives; after a conflict it is the
 *   `current` requirement.
 */
export function WaiveDialog(props: {
  modelRef: string;
  seen: { version: string; requirement: RequirementState };
  current: RequirementState;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { modelRef, seen, current, isOpen, onOpenChange } = props;
  const { requirement, draft, setDraft, wasTried, dayProblem, act, submit } =
    useWaive({ modelRef, seen, current, onDone: () => onOpenChange(false) });
  return (
    <ActDialog
      title={`Waive: ${requirement.title}`}
      intro={
        <Text as="p" color="secondary">
          Before the stage <StageName stage={requirement.stage} /> this sign-off
          is not asked for until the waiver ends. It is not given thereby, and a
          rejection outweighs a waiver.
        </Text>
      }
      submitLabel="Waive it"
      problemTitle="The waiver was not granted"
      act={act}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onSubmit={submit}
    >
      <WaiverFields
        version={seen.version}
        draft={draft}
        dayProblem={dayProblem}
        wasTried={wasTried}
        onChange={setDraft}
      />
    </ActDialog>
  );
}

function useWaive(options: {
  modelRef: string;
  seen: { version: string; requirement: RequirementState };
  current: RequirementState;
  onDone: () => void;
}) {
  const { modelRef, seen, current, onDone } = options;
  const [draft, setDraft] = useState(EMPTY);
  const [wasTried, setWasTried] = useState(false);
  const [hadConflict, setHadConflict] = useState(false);
  const requirement = hadConflict ? current : seen.requirement;
  const act = useAct<WaiverRequest>({
    modelRef,
    act: (client, request) => client.grantWaiver(modelRef, request),
    done: () => `You waived: ${requirement.title}`,
    onDone: () => {
      setDraft(EMPTY);
      setWasTried(false);
      onDone();
    },
    onRefused: error => setHadConflict(before => before || isConflict(error)),
  });
  const read = readUntil(draft.lastDay?.toString() ?? '');
  const submit = () => {
    setWasTried(true);
    if (!checkText(draft.reason, 'missing') && 'until' in read) {
      const { id, stage, digest, factsDigest } = requirement;
      act.send({
        requirement: id,
        stage,
        ...(draft.covers === 'version' && { version: seen.version }),
        reason: draft.reason.trim(),
        until: read.until,
        requirementDigest: digest,
        ...(factsDigest && { factsDigest }),
      });
    }
  };
  return {
    requirement,
    draft,
    setDraft,
    wasTried,
    dayProblem: wasTried && 'problem' in read ? read.problem : null,
    act,
    submit,
  };
}

function WaiverFields(props: {
  version: string;
  draft: WaiverDraft;
  dayProblem: string | null;
  wasTried: boolean;
  onChange: (draft: WaiverDraft) => void;
}) {
  const { version, draft, dayProblem, wasTried, onChange } = props;
  return (
    <>
      <TextAreaField
        label="Reason"
        description="Why, for whoever asks later."
        isRequired
        validationBehavior="aria"
        validate={() => (wasTried ? checkText(draft.reason, 'Say why') : null)}
        rows={4}
        value={draft.reason}
        onChange={reason => onChange({ ...draft, reason })}
      />
      <DatePicker
        label="Last day"
        // Without a day there is nothing that could be validated.
        description={
          dayProblem ??
          'It ends at the end of this day, at most a year from now.'
        }
        isRequired
        isInvalid={dayProblem !== null}
        value={draft.lastDay}
        onChange={lastDay => onChange({ ...draft, lastDay })}
      />
      <RadioGroup
        label="It is for"
        value={draft.covers}
        onChange={covers =>
          onChange({ ...draft, covers: covers === 'all' ? 'all' : 'version' })
        }
      >
        <Radio value="version">{`Version ${version}`}</Radio>
        <Radio value="all">All versions of the model</Radio>
      </RadioGroup>
    </>
  );
}
