import { Button, Flex, Text } from '@backstage/ui';
import {
  RequirementState,
  Waiver,
} from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { Actor } from '../../ownership/Actor';
import { RelativeTime } from '../../status';
import { useOpenAct } from '../ActHost';
import { DueDate } from '../DueDate';
import { ReasonDialog } from './ReasonDialog';

/** Opens the dialog in which a person sets a requirement aside, as they see it now. */
export function WaiveButton(props: {
  version: string;
  requirement: RequirementState;
}) {
  const { version, requirement } = props;
  const open = useOpenAct('waive');
  // To revoke it first would leave a time in which nothing sanctions what runs.
  const label = requirement.waiver ? 'Waive for longer' : 'Waive';
  return (
    <Button
      size="small"
      variant="secondary"
      aria-label={`${label}: ${requirement.title}`}
      onPress={() => open({ version, requirement })}
    >
      {label}
    </Button>
  );
}

const useStyles = makeStyles({
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  body: { minWidth: 0 },
});

/**
 * Shows the waiver that a requirement is set aside by.
 *
 * @param props - with `isRevocable` it can be ended early.
 */
export function WaiverNote(props: {
  modelRef: string;
  waiver: Waiver;
  isRevocable: boolean;
}) {
  const { modelRef, waiver, isRevocable } = props;
  const classes = useStyles();
  return (
    <Flex justify="between" align="start" gap="3">
      <Flex direction="column" gap="1" className={classes.body}>
        <Text as="div">
          <Actor actor={waiver.grantedBy} /> waived it{' '}
          <RelativeTime at={waiver.grantedAt} />, for{' '}
          {waiver.version === undefined
            ? 'all versions'
            : `version ${waiver.version}`}
          ; it ends on <DueDate at={waiver.until} />
        </Text>
        <Text as="div" className={classes.text}>
          {waiver.reason}
        </Text>
      </Flex>
      {isRevocable && <RevokeWaiver modelRef={modelRef} waiver={waiver} />}
    </Flex>
  );
}

function RevokeWaiver(props: { modelRef: string; waiver: Waiver }) {
  const { modelRef, waiver } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
        Revoke the waiver
      </Button>
      <ReasonDialog
        title="Revoke the waiver"
        intro="It ends now, and the sign-off is asked for again. The waiver stays in the record."
        submitLabel="Revoke it"
        problemTitle="The waiver was not revoked"
        modelRef={modelRef}
        act={(client, reason) =>
          client.revokeWaiver(modelRef, waiver.id, { reason })
        }
        done={() => 'The waiver is revoked'}
        isOpen={isOpen}
        onOpenChange={setOpen}
      />
    </>
  );
}
