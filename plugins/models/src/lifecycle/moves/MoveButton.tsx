import { useApi } from '@backstage/core-plugin-api';
import { Button } from '@backstage/ui';
import { PossibleMoves } from '@modelry/backstage-plugin-models-common';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { modelsApiRef } from '../../api';
import { LoadProblem } from '../../frame';
import { MoveDialog } from './MoveDialog';

/** Opens the dialog in which a person moves a version to any stage that it may enter. */
export function MoveButton(props: { modelRef: string; version: string }) {
  const { modelRef, version } = props;
  const { client, cache } = useApi(modelsApiRef);
  const [seen, setSeen] = useState<PossibleMoves>();
  const [isOpen, setOpen] = useState(false);
  // Asked anew each time: what was missing a minute ago may be there by now.
  const ask = useMutation(
    {
      mutationFn: () => client.listPossibleMoves(modelRef, { version }),
      onSuccess: moves => {
        setSeen(moves);
        setOpen(true);
      },
    },
    cache,
  );
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        aria-label={`Move version ${version}`}
        isPending={ask.isPending}
        onPress={() => ask.mutate()}
      >
        Move…
      </Button>
      {ask.error && (
        <LoadProblem
          what="where it may go"
          error={ask.error}
          onRetry={() => ask.mutate()}
        />
      )}
      {seen && (
        <MoveDialog
          key={ask.submittedAt}
          modelRef={modelRef}
          seen={seen}
          isOpen={isOpen}
          onOpenChange={setOpen}
        />
      )}
    </>
  );
}
