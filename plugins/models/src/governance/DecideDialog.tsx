import { toastApiRef, useApiHolder } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { RequirementState } from '@modelry/backstage-plugin-models-common';
import { useId, useState } from 'react';
import { STAGE_PRESENTATION } from '../status/presentations';
import { CompleteDecision, DecideForm, DecisionDraft } from './DecideForm';
import { DecideProblem } from './DecideProblem';
import { useDecide } from './useDecide';
import { VERDICTS } from './verdicts';

const TOAST_MS = 5_000;

/**
 * Lets a person decide a requirement for a version.
 *
 * @remarks
 *
 * What was written stays when sending fails and when the dialog is closed.
 */
export function DecideDialog(props: {
  modelRef: string;
  version: string;
  requirement: RequirementState;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { modelRef, version, requirement, isOpen, onOpenChange } = props;
  const formId = useId();
  const toast = useApiHolder().get(toastApiRef);
  const [draft, setDraft] = useState<DecisionDraft>({ comment: '' });
  const { mutate, isPending, error, reset } = useDecide(modelRef);

  const send = ({ decision, comment }: CompleteDecision) => {
    if (isPending) {
      return;
    }
    const { id, stage, digest } = requirement;
    mutate(
      {
        requirement: id,
        stage,
        version,
        decision,
        comment,
        requirementDigest: digest,
      },
      {
        onSuccess: () => {
          setDraft({ comment: '' });
          onOpenChange(false);
          toast?.post({
            title: `You ${VERDICTS[decision].done}: ${requirement.title}, version ${version}`,
            status: 'success',
            timeout: TOAST_MS,
          });
        },
      },
    );
  };
  const changeOpen = (open: boolean) => {
    if (!open) {
      reset();
    }
    onOpenChange(open);
  };

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={changeOpen}
      isDismissable={false}
      width={560}
    >
      <DialogHeader>{requirement.title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">
            Sign-off of version <strong>{version}</strong> for the stage{' '}
            <strong>{STAGE_PRESENTATION[requirement.stage].label}</strong>
          </Text>
          {requirement.description && (
            <Text as="p" color="secondary">
              {requirement.description}
            </Text>
          )}
          {error && <DecideProblem error={error} />}
          <DecideForm
            id={formId}
            draft={draft}
            onChange={setDraft}
            onSubmit={send}
          />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={() => changeOpen(false)}>
          Cancel
        </Button>
        <Button type="submit" form={formId} isPending={isPending}>
          Send the decision
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
