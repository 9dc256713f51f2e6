import {
  DatePicker,
  DatePickerProps,
  Flex,
  Radio,
  RadioGroup,
  Text,
  TextAreaField,
} from '@backstage/ui';
import {
  LifecycleStage,
  PossibleMoves,
  StageMoveRequest,
} from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { ActDialog } from '../../governance/acts/ActDialog';
import { checkText } from '../../governance/acts/checks';
import { useAct } from '../../governance/acts/useAct';
import { usePresentStage } from '../../status';
import { checkDay } from '../endOfLife/checkDay';
import { describeMissing, nameMove } from './describeMove';
import { MissingSignOffs } from './MissingSignOffs';
import { RetirementFacts } from './RetirementFacts';
import { PossibleMove } from './usePossibleMoves';

interface MoveDraft {
  stage: LifecycleStage | undefined;
  reason: string;
  endOfLife: DatePickerProps['value'];
}

interface Problems {
  stage: string | null;
  reason: string | null;
  endOfLife: string | null;
}

const NO_PROBLEMS: Problems = { stage: null, reason: null, endOfLife: null };

interface MoveDialogProps {
  modelRef: string;
  /** Where the version may go, as the person saw it. */
  seen: PossibleMoves;
  /** Where it is to go; the person chooses when left out. */
  to?: LifecycleStage;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/**
 * Asks where a version is to go and why, and moves it there. A stage that lacks
 * sign-offs is shown with what is missing and cannot be chosen.
 */
export function MoveDialog(props: MoveDialogProps) {
  const { seen, to, isOpen, onOpenChange } = props;
  const { draft, setDraft, move, wasTried, problems, act, submit } =
    useMove(props);
  const present = usePresentStage();
  const label = move && present(move.stage).label;
  const name = move && label ? nameMove(move, label) : undefined;
  return (
    <ActDialog
      title={titleOf(seen.version, to ? move : undefined)}
      intro={<Intro seen={seen} move={to ? move : undefined} />}
      submitLabel={name ?? 'Move it'}
      problemTitle="The version was not moved"
      act={act}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onSubmit={submit}
      width={640}
    >
      {!seen.mayMove && (
        <Text as="p" color="warning">
          You lack the permission to move versions.
        </Text>
      )}
      {!to && (
        <StageChoice
          seen={seen}
          stage={draft.stage}
          problem={wasTried ? problems.stage : null}
          onChange={stage => setDraft({ ...draft, stage })}
        />
      )}
      {move && (
        <MoveFields
          {...props}
          move={move}
          draft={draft}
          problems={wasTried ? problems : NO_PROBLEMS}
          onChange={setDraft}
        />
      )}
    </ActDialog>
  );
}

function Intro(props: { seen: PossibleMoves; move: PossibleMove | undefined }) {
  const { seen, move } = props;
  const present = usePresentStage();
  return (
    <Text as="p">
      Version <strong>{seen.version}</strong> leaves {present(seen.stage).label}
      {move && (
        <>
          {' '}
          and enters <strong>{present(move.stage).label}</strong>
        </>
      )}
      . {move?.direction === 'forward' && 'That completes its review.'}
    </Text>
  );
}

function titleOf(version: string, move: PossibleMove | undefined): string {
  return move?.direction === 'forward'
    ? `Promote version ${version}`
    : `Move version ${version}`;
}

function useMove({ modelRef, seen, to, onOpenChange }: MoveDialogProps) {
  const [draft, setDraft] = useState<MoveDraft>({
    ...{ stage: to, reason: '', endOfLife: null },
  });
  const [wasTried, setWasTried] = useState(false);
  const present = usePresentStage();
  const move = seen.moves.find(({ stage }) => stage === draft.stage);
  const act = useAct<StageMoveRequest>({
    modelRef,
    act: (client, request) => client.moveStage(modelRef, request),
    done: ({ version, stage }) =>
      `Version ${version} is in ${present(stage).label} now`,
    onDone: () => onOpenChange(false),
  });
  const problems: Problems = {
    stage: move ? null : 'Choose where it is to go',
    reason: checkText(draft.reason, move?.needsReason ? 'Say why' : undefined),
    endOfLife: draft.endOfLife ? checkDay(draft.endOfLife.toString()) : null,
  };
  const submit = () => {
    setWasTried(true);
    if (move && Object.values(problems).every(problem => !problem)) {
      const reason = draft.reason.trim();
      const endOfLife = draft.endOfLife?.toString();
      act.send({
        version: seen.version,
        stage: move.stage,
        expectedStage: seen.stage,
        ...(reason && { reason }),
        ...(move.direction === 'end' && endOfLife && { endOfLife }),
      });
    }
  };
  return { draft, setDraft, move, wasTried, problems, act, submit };
}

function StageChoice(props: {
  seen: PossibleMoves;
  stage: LifecycleStage | undefined;
  problem: string | null;
  onChange: (stage: LifecycleStage) => void;
}) {
  const { seen, stage, problem, onChange } = props;
  const present = usePresentStage();
  return (
    <RadioGroup
      label="Where it is to go"
      isRequired
      isInvalid={problem !== null}
      description={problem ?? undefined}
      value={stage ?? ''}
      onChange={onChange}
    >
      {seen.moves.map(move => (
        <Flex key={move.stage} direction="column" gap="1">
          <Radio
            value={move.stage}
            isDisabled={!seen.mayMove || move.missing.length > 0}
          >
            {`${nameMove(move, present(move.stage).label)}: ${describeMissing(
              move,
            )}`}
          </Radio>
          {move.missing.length > 0 && (
            <Text as="div" variant="body-small" color="secondary">
              <MissingSignOffs move={move} />
            </Text>
          )}
        </Flex>
      ))}
    </RadioGroup>
  );
}

function MoveFields(
  props: MoveDialogProps & {
    move: PossibleMove;
    draft: MoveDraft;
    problems: Problems;
    onChange: (draft: MoveDraft) => void;
  },
) {
  const { modelRef, seen, move, draft, problems, onChange } = props;
  return (
    <>
      {move.direction === 'end' && (
        <RetirementFacts
          modelRef={modelRef}
          version={seen.version}
          endsUse={move.endsUse}
        />
      )}
      <TextAreaField
        label="Reason"
        description={
          move.needsReason
            ? 'Why, for whoever asks later.'
            : 'For the record. It may be left out.'
        }
        isRequired={move.needsReason}
        validationBehavior="aria"
        validate={() => problems.reason}
        rows={3}
        value={draft.reason}
        onChange={reason => onChange({ ...draft, reason })}
      />
      {move.direction === 'end' && (
        <DatePicker
          label="End of life of the model"
          description={
            problems.endOfLife ??
            'The last day on which anybody may use the model. Whatever depends on it shows the day. It may be left out.'
          }
          isInvalid={problems.endOfLife !== null}
          value={draft.endOfLife}
          onChange={endOfLife => onChange({ ...draft, endOfLife })}
        />
      )}
    </>
  );
}
