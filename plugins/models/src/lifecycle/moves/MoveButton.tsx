import { Button } from '@backstage/ui';
import { PossibleMoves } from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { MoveDialog } from './MoveDialog';
import { usePossibleMoves } from './usePossibleMoves';

/** Opens the dialog in which a person moves a version to any stage that it may enter. */
export function MoveButton(props: { modelRef: string; version: string }) {
  const { modelRef, version } = props;
  const [isAsked, setAsked] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [seen, setSeen] = useState<PossibleMoves>();
  const moves = usePossibleMoves({ modelRef, version, isWanted: isAsked });
  const isAwaited = isAsked && isOpen && !seen && !moves.error;
  if (isOpen && !seen && moves.data) {
    setSeen(moves.data);
  }
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        aria-label={`Move version ${version}`}
        isPending={isAwaited}
        onPress={() => {
          setAsked(true);
          setSeen(undefined);
          setOpen(true);
          if (moves.data || moves.error) {
            moves.retry();
          }
        }}
      >
        Move…
      </Button>
      {seen && (
        <MoveDialog
          key={seen.stage}
          modelRef={modelRef}
          seen={seen}
          isOpen={isOpen}
          onOpenChange={setOpen}
        />
      )}
    </>
  );
}
