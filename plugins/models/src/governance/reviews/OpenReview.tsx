import { Button, Select, Text, TextAreaField } from '@backstage/ui';
import { LifecycleStage } from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { useLifecycle } from '../../api';
import { usePresentStage } from '../../status';
import { ActDialog } from '../acts/ActDialog';
import { checkText } from '../acts/checks';
import { useAct } from '../acts/useAct';

interface ReviewDraft {
  stage: LifecycleStage;
  note: string;
}

/**
 * Opens the dialog in which a person asks for a review of a version.
 *
 * @param props - `stages` are those for which sign-offs are asked for, `underReview`
 *   those for which a review is open; when that is all, there is nothing to open.
 */
export function OpenReviewButton(props: OpenReviewProps) {
  const { mayOpen, isAwaited, stages, underReview } = props;
  const isReviewed =
    underReview.length > 0 &&
    stages.every(stage => underReview.includes(stage));
  if (mayOpen) {
    return <AskForReview {...props} isReviewed={isReviewed} />;
  }
  return isAwaited && !isReviewed ? (
    <Text variant="body-small" color="secondary">
      You lack the permission to open a review; ask whoever owns the model.
    </Text>
  ) : null;
}

interface OpenReviewProps {
  modelRef: string;
  version: string;
  stages: readonly LifecycleStage[];
  underReview: readonly LifecycleStage[];
  /** Whether a review is the next step. */
  isAwaited: boolean;
  /** Whether the person has the permission. */
  mayOpen: boolean;
}

function AskForReview(props: OpenReviewProps & { isReviewed: boolean }) {
  const { modelRef, version, underReview, isAwaited, isReviewed } = props;
  const stages = props.stages.filter(stage => !underReview.includes(stage));
  // New versions may arrive while somebody writes: the review is of what they saw.
  const [seen, setSeen] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  if (isReviewed && !isOpen) {
    return null;
  }
  return (
    <>
      <Button
        size="small"
        variant={isAwaited ? 'primary' : 'secondary'}
        onPress={() => {
          setSeen(version);
          setOpen(true);
        }}
      >
        Open a review
      </Button>
      {seen !== undefined && (
        <OpenReviewDialog
          key={seen}
          modelRef={modelRef}
          version={seen}
          stages={stages}
          isOpen={isOpen}
          onOpenChange={setOpen}
        />
      )}
    </>
  );
}

function OpenReviewDialog(props: {
  modelRef: string;
  version: string;
  stages: readonly LifecycleStage[];
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { modelRef, version, stages, isOpen, onOpenChange } = props;
  const present = usePresentStage();
  const empty: ReviewDraft = { stage: useSuggestion(stages), note: '' };
  const [draft, setDraft] = useState(empty);
  const act = useAct<ReviewDraft>({
    modelRef,
    act: (client, { stage, note }) =>
      client.openReview(modelRef, {
        version,
        stage,
        ...(note.trim() && { note: note.trim() }),
      }),
    done: ({ stage }) =>
      `A review of version ${version} for ${present(stage).label} is open`,
    onDone: () => {
      setDraft(empty);
      onOpenChange(false);
    },
  });
  const problem = checkText(draft.note);
  return (
    <ActDialog
      title={`Open a review of version ${version}`}
      intro={
        <Text as="p" color="secondary">
          Everybody who can give a sign-off that is still missing is told.
          Approvals that still count are kept. Where there was a rejection, the
          new review sets it aside and everybody is asked anew: what was
          approved or waived before counts no more.
        </Text>
      }
      submitLabel="Open the review"
      problemTitle="The review was not opened"
      act={act}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onSubmit={() => !problem && act.send(draft)}
    >
      <ReviewFields draft={draft} problem={problem} onChange={setDraft} />
    </ActDialog>
  );
}

function ReviewFields(props: {
  draft: ReviewDraft;
  problem: string | null;
  onChange: (draft: ReviewDraft) => void;
}) {
  const { draft, problem, onChange } = props;
  const [, ...targets] = useLifecycle().lifecycle.stages;
  return (
    <>
      <Select
        label="Stage that the version is to enter"
        options={targets.map(({ id, title }) => ({ value: id, label: title }))}
        value={draft.stage}
        onChange={chosen => {
          const stage = targets.find(({ id }) => id === chosen);
          if (stage) {
            onChange({ ...draft, stage: stage.id });
          }
        }}
      />
      <TextAreaField
        label="Note"
        description="What reviewers should know. It may be left out."
        validationBehavior="aria"
        validate={() => problem}
        rows={4}
        value={draft.note}
        onChange={note => onChange({ ...draft, note })}
      />
    </>
  );
}

/** The furthest stage for which sign-offs are asked for, or else the first in use. */
function useSuggestion(stages: readonly LifecycleStage[]): LifecycleStage {
  const { lifecycle } = useLifecycle();
  const asked = lifecycle.stages.findLast(({ id }) => stages.includes(id));
  const inUse = lifecycle.stages.find(({ kind }) => kind === 'in-use');
  return (asked ?? inUse ?? lifecycle.stages[1]).id;
}
