import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import {
  GovernanceState,
  RequirementState,
  WaitingSignOff,
} from '@modelry/backstage-plugin-models-common';
import { useEffect, useState } from 'react';
import { Loadable, useModelOverview } from '../../api';
import { Loaded } from '../../frame';
import { DecideDialog } from '../DecideDialog';

interface WaitingDecisionProps {
  item: WaitingSignOff;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onSent: () => void;
  onGone: () => void;
}

/** Lets a person decide what waits for them, as soon as all about it is loaded. */
export function WaitingDecision(props: WaitingDecisionProps) {
  const { item } = props;
  const { version } = item.review;
  const overview = useModelOverview(item.modelRef, version);
  const governance = overview.data?.governance;
  // While it loads, what is known may be about another version.
  const current =
    governance?.version === version ? find(governance, item) : undefined;
  const [seen, setSeen] = useState<RequirementState>();
  useEffect(() => {
    setSeen(before => before ?? current);
  }, [current]);

  if (seen) {
    return (
      <DecideDialog
        modelRef={item.modelRef}
        modelTitle={item.title}
        seen={{ version, requirement: seen }}
        isOpen={props.isOpen}
        onOpenChange={props.onOpenChange}
        onSent={props.onSent}
        onGone={props.onGone}
      />
    );
  }
  return (
    <NotYet
      {...props}
      loadable={{
        ...overview,
        data: governance?.version === version ? governance : undefined,
      }}
    />
  );
}

function find(
  governance: GovernanceState,
  { requirement }: WaitingSignOff,
): RequirementState | undefined {
  return governance.requirements.find(
    ({ id, stage }) => id === requirement.id && stage === requirement.stage,
  );
}

function NotYet(
  props: WaitingDecisionProps & { loadable: Loadable<GovernanceState> },
) {
  const { item, isOpen, onOpenChange, loadable } = props;
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} width={640}>
      <DialogHeader>{item.requirement.title}</DialogHeader>
      <DialogBody>
        <Loaded what="the sign-off" loadable={loadable} lines={6}>
          {() => (
            <Text as="p">
              No policy asks for this sign-off any more: there is nothing to
              decide.
            </Text>
          )}
        </Loaded>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={() => onOpenChange(false)}>
          Close
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
