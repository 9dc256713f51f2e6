import { Button, ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import { Check } from '@modelry/backstage-plugin-models-common';
import { RiArchiveLine } from '@remixicon/react';
import { useState } from 'react';
import { useModelOverview } from '../api';
import { ReasonDialog } from '../governance/acts/ReasonDialog';
import { nameCheck } from './describe';

/**
 * Lets those who may say that a check is no longer run.
 *
 * @param props - in a row there is room for an icon.
 */
export function RetireCheck(props: {
  modelRef: string;
  check: Check;
  isInRow?: boolean;
}) {
  const { modelRef, check, isInRow } = props;
  const [isOpen, setOpen] = useState(false);
  const { viewer } = useModelOverview(modelRef).data ?? {};
  if (!viewer?.mayRetireChecks) {
    return null;
  }
  const name = nameCheck(check);
  return (
    <>
      <OpenButton name={name} isInRow={isInRow} onPress={() => setOpen(true)} />
      <ReasonDialog
        modelRef={modelRef}
        title={`Retire ${name}?`}
        intro="For a check that is no longer run. It counts no more, and its incident ends. The history stays, and a new result brings it back."
        submitLabel="Retire"
        problemTitle="The check was not retired"
        act={(client, reason) =>
          client.retireCheck(modelRef, {
            check: check.check,
            environment: check.environment,
            reason,
          })
        }
        done={() => `${name} is retired`}
        isOpen={isOpen}
        onOpenChange={setOpen}
      />
    </>
  );
}

function OpenButton(props: {
  name: string;
  isInRow?: boolean;
  onPress: () => void;
}) {
  const { name, isInRow, onPress } = props;
  return isInRow ? (
    <TooltipTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={`Retire ${name}`}
        icon={<RiArchiveLine />}
        onPress={onPress}
      />
      <Tooltip>Retire this check</Tooltip>
    </TooltipTrigger>
  ) : (
    <Button
      size="small"
      variant="secondary"
      style={{ alignSelf: 'start' }}
      iconStart={<RiArchiveLine aria-hidden />}
      onPress={onPress}
    >
      Retire this check
    </Button>
  );
}
