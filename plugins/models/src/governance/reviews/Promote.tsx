import { Button, Flex, Text } from '@backstage/ui';
import {
  LifecycleStage,
  PossibleMoves,
} from '@modelry/backstage-plugin-models-common';
import { useId, useState } from 'react';
import { Loaded } from '../../frame';
import { MissingSignOffs } from '../../lifecycle/moves/MissingSignOffs';
import { MoveDialog } from '../../lifecycle/moves/MoveDialog';
import {
  PossibleMove,
  usePossibleMoves,
} from '../../lifecycle/moves/usePossibleMoves';
import { usePresentStage } from '../../status';

interface PromoteProps {
  modelRef: string;
  version: string;
  stage: LifecycleStage;
}

/** Lets a person move a version to a stage, or says everything that is missing for it. */
export function Promote(props: PromoteProps) {
  const moves = usePossibleMoves(props);
  return (
    <Loaded what="what is missing" loadable={moves} lines={2}>
      {data => <Answer {...props} moves={data} />}
    </Loaded>
  );
}

function Answer(props: PromoteProps & { moves: PossibleMoves }) {
  const { modelRef, version, stage, moves } = props;
  const [seen, setSeen] = useState<PossibleMoves>();
  const [isOpen, setOpen] = useState(false);
  const reasonsId = useId();
  const present = usePresentStage();
  const move = moves.moves.find(one => one.stage === stage);
  const isAllowed = moves.mayMove && move?.missing.length === 0;
  return (
    <Flex direction="column" align="start" gap="2">
      <Button
        variant={isAllowed ? 'primary' : 'secondary'}
        isDisabled={!isAllowed}
        aria-describedby={reasonsId}
        onPress={() => {
          setSeen(moves);
          setOpen(true);
        }}
      >
        {`Promote version ${version} to ${present(stage).label}`}
      </Button>
      <Text as="div" id={reasonsId} variant="body-small" color="secondary">
        <WhatIsMissing {...props} move={move} />
      </Text>
      {seen && (
        <MoveDialog
          key={seen.stage}
          modelRef={modelRef}
          seen={seen}
          to={stage}
          isOpen={isOpen}
          onOpenChange={setOpen}
        />
      )}
    </Flex>
  );
}

function WhatIsMissing(
  props: PromoteProps & {
    moves: PossibleMoves;
    move: PossibleMove | undefined;
  },
) {
  const { version, stage, moves, move } = props;
  const present = usePresentStage();
  const { label } = present(stage);
  if (moves.stage === stage) {
    return <>{`Version ${version} is in ${label} already.`}</>;
  }
  if (!move) {
    return (
      <>{`No move leads from ${present(moves.stage).label} to ${label}.`}</>
    );
  }
  if (move.missing.length > 0) {
    return (
      <>
        It cannot enter {label} yet:
        <MissingSignOffs move={move} />
      </>
    );
  }
  return (
    <>
      Nothing is missing.
      {!moves.mayMove && ' You lack the permission to move versions.'}
    </>
  );
}
