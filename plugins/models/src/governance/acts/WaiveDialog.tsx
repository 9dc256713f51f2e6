import {
  DatePicker,
  DatePickerProps,
  Radio,
  RadioGroup,
  Flex,
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
import { MeanwhileNotice } from '../MeanwhileNotice';
import { SeenRequirement, useSeenRequirement } from '../useSeenRequirement';
import { checkText } from './checks';
import { readUntil } from './untilDate';
import { useAct } from './useAct';

interface WaiverDraft {
  reason: string;
  lastDay: NonNullable<DatePickerProps['value']> | null;
  covers: 'version' | 'all';
}

const EMPTY: WaiverDraft = { reason: '', lastDay: null, covers: 'version' };

/**
 * Lets a person set a requirement aside until a day.
 *
 * @param props - `seen` is what the person waives; after a conflict they waive it as it is
 *   then.
 */
export function WaiveDialog(props: {
  modelRef: string;
  seen: SeenRequirement;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { modelRef, seen, isOpen, onOpenChange } = props;
  const { followed, draft, setDraft, wasTried, dayProblem, act, submit } =
    useWaive({ modelRef, seen, onDone: () => onOpenChange(false) });
  const { requirement, changes, adopt } = followed;
  return (
    <ActDialog
      title={`Waive: ${requirement.title}`}
      intro={
        <Flex direction="column" gap="2">
          <Text as="p" color="secondary">
            Before the stage <StageName stage={requirement.stage} /> this
            sign-off is not asked for until the waiver ends. It is not given
            thereby, and a rejection outweighs a waiver.
          </Text>
          {!act.error && <MeanwhileNotice changes={changes} onAdopt={adopt} />}
        </Flex>
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
  seen: SeenRequirement;
  onDone: () => void;
}) {
  const { modelRef, seen, onDone } = options;
  const [draft, setDraft] = useState(EMPTY);
  const [wasTried, setWasTried] = useState(false);
  const followed = useSeenRequirement({ modelRef, seen, act: 'waive' });
  const { requirement } = followed;
  const { version } = seen;
  const act = useAct<WaiverRequest>({
    modelRef,
    act: (client, request) => client.grantWaiver(modelRef, request),
    done: () => `You waived: ${requirement.title}`,
    onDone: () => {
      setDraft(EMPTY);
      setWasTried(false);
      onDone();
    },
    onRefused: followed.onRefused,
  });
  const read = readUntil(draft.lastDay?.toString() ?? '');
  const submit = () => {
    setWasTried(true);
    if (!checkText(draft.reason, 'missing') && 'until' in read) {
      act.send(toRequest({ draft, until: read.until, requirement, version }));
    }
  };
  return {
    followed,
    draft,
    setDraft,
    wasTried,
    dayProblem: wasTried && 'problem' in read ? read.problem : null,
    act: {
      ...act,
      forget: () => {
        act.forget();
        followed.forget();
      },
    },
    submit,
  };
}

function toRequest(options: {
  draft: WaiverDraft;
  until: string;
  requirement: RequirementState;
  version: string;
}): WaiverRequest {
  const { draft, until, requirement, version } = options;
  const { id, stage, digest, factsDigest } = requirement;
  return {
    requirement: id,
    stage,
    ...(draft.covers === 'version' && { version }),
    reason: draft.reason.trim(),
    until,
    requirementDigest: digest,
    ...(factsDigest && { factsDigest }),
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
