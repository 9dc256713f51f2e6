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
import { ReactNode, useId, useState } from 'react';
import { STAGE_PRESENTATION } from '../status/presentations';
import { DecideForm, DecisionDraft } from './DecideForm';
import { DecideProblem } from './DecideProblem';
import { SeenRequirement, useDecide } from './useDecide';

const EMPTY: DecisionDraft = { comment: '' };

/**
 * Lets a person decide a requirement for a version.
 *
 * @remarks
 *
 * What was written stays when sending fails and when the dialog is closed.
 *
 * @param props - `seen` is what the person decides; after a conflict they decide
 *   the `current` requirement.
 */
export function DecideDialog(props: {
  modelRef: string;
  seen: SeenRequirement;
  current: RequirementState;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { modelRef, seen, current, isOpen, onOpenChange } = props;
  const formId = useId();
  const [draft, setDraft] = useState(EMPTY);
  const { requirement, isPending, error, send, forget } = useDecide({
    modelRef,
    seen,
    current,
    onSent: () => {
      setDraft(EMPTY);
      onOpenChange(false);
    },
  });
  const changeOpen = (open: boolean) => {
    forget();
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
      <Body version={seen.version} requirement={requirement} error={error}>
        <DecideForm
          id={formId}
          draft={draft}
          onChange={setDraft}
          onSubmit={send}
        />
      </Body>
      <Actions
        formId={formId}
        isPending={isPending}
        onCancel={() => changeOpen(false)}
      />
    </Dialog>
  );
}

function Actions(props: {
  formId: string;
  isPending: boolean;
  onCancel: () => void;
}) {
  const { formId, isPending, onCancel } = props;
  return (
    <DialogFooter>
      <Button variant="secondary" onPress={onCancel}>
        Cancel
      </Button>
      <Button type="submit" form={formId} isPending={isPending}>
        Send the decision
      </Button>
    </DialogFooter>
  );
}

function Body(props: {
  version: string;
  requirement: RequirementState;
  error: Error | null;
  children: ReactNode;
}) {
  const { version, requirement, error, children } = props;
  return (
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
        {children}
      </Flex>
    </DialogBody>
  );
}
