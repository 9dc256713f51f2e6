import { Flex, Text } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { StageName } from '../status';
import { ActDialog } from './acts/ActDialog';
import {
  chooseByKey,
  DecideFields,
  EMPTY_DRAFT,
  toDecision,
} from './DecideForm';
import { MeanwhileNotice } from './MeanwhileNotice';
import { BriefAccordion } from './reviews/BriefAccordion';
import { useDecide } from './useDecide';
import { SeenRequirement } from './useSeenRequirement';

const useStyles = makeStyles({ hint: { marginInlineEnd: 'auto' } });

/**
 * Lets a person decide a requirement for a version.
 *
 * @remarks
 *
 * What was written stays when sending fails and when the dialog is closed.
 *
 * @param props - `seen` is what the person decides; after a conflict they decide it
 *   as it is then. `onSent` is called when a decision was recorded, and
 *   `onGone` when the dialog has gone.
 */
export function DecideDialog(props: {
  modelRef: string;
  /** How the model is called, where that is not clear from the page. */
  modelTitle?: string;
  seen: SeenRequirement;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onSent?: () => void;
  onGone?: () => void;
}) {
  const { modelRef, seen, onOpenChange } = props;
  const { decide, draft, setDraft, wasTried, submit } = useDraft({
    ...props,
    onSent: () => {
      props.onSent?.();
      onOpenChange(false);
    },
  });
  return (
    <ActDialog
      title={decide.requirement.title}
      intro={
        <Intro
          modelRef={modelRef}
          modelTitle={props.modelTitle}
          version={seen.version}
          decide={decide}
        />
      }
      submitLabel="Send the decision"
      problemTitle="The decision was not recorded"
      act={decide}
      isOpen={props.isOpen}
      onOpenChange={onOpenChange}
      onSubmit={submit}
      onShortcut={key => setDraft(before => chooseByKey(before, key))}
      onGone={props.onGone}
      width={640}
      hint={<KeyHint />}
    >
      <DecideFields
        items={decide.requirement.evidence}
        draft={draft}
        wasTried={wasTried}
        onChange={setDraft}
      />
    </ActDialog>
  );
}

function useDraft(options: {
  modelRef: string;
  seen: SeenRequirement;
  onSent: () => void;
}) {
  const { modelRef, seen, onSent } = options;
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [wasTried, setWasTried] = useState(false);
  const decide = useDecide({
    modelRef,
    seen,
    onSent: () => {
      setDraft(EMPTY_DRAFT);
      setWasTried(false);
      onSent();
    },
  });
  const submit = () => {
    setWasTried(true);
    const decision = toDecision(draft, decide.requirement.evidence);
    if (decision) {
      decide.send(decision);
    }
  };
  return { decide, draft, setDraft, wasTried, submit };
}

function KeyHint() {
  const classes = useStyles();
  return (
    <Text
      variant="body-small"
      color="secondary"
      className={classes.hint}
      as="span"
    >
      1 to 4 choose, Ctrl+Enter sends
    </Text>
  );
}

function Intro(props: {
  modelRef: string;
  modelTitle: string | undefined;
  version: string;
  decide: ReturnType<typeof useDecide>;
}) {
  const { modelRef, modelTitle, version, decide } = props;
  const { requirement, changes, adopt, error } = decide;
  return (
    <Flex direction="column" gap="2">
      <Text as="p">
        Sign-off of{' '}
        {modelTitle && (
          <>
            <strong>{modelTitle}</strong>,{' '}
          </>
        )}
        version <strong>{version}</strong> for the stage{' '}
        <strong>
          <StageName stage={requirement.stage} />
        </strong>
      </Text>
      {requirement.description && (
        <Text as="p" color="secondary">
          {requirement.description}
        </Text>
      )}
      {requirement.reviewId && (
        <BriefAccordion modelRef={modelRef} reviewId={requirement.reviewId} />
      )}
      {!error && <MeanwhileNotice changes={changes} onAdopt={adopt} />}
    </Flex>
  );
}
