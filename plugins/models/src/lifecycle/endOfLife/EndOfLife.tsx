import { Button, Flex, Text } from '@backstage/ui';
import { EndOfLife as End } from '@modelry/backstage-plugin-models-common';
import { RiCalendarCloseLine } from '@remixicon/react';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { ReasonDialog } from '../../governance/acts/ReasonDialog';
import { Actor } from '../../ownership/Actor';
import { RelativeTime } from '../../status';
import { EndOfLifeDialog } from './EndOfLifeDialog';
import { describeEnd } from './describeEnd';

const useStyles = makeStyles({
  end: {
    padding: 'var(--bui-space-3)',
    borderRadius: 'var(--bui-radius-3)',
    backgroundColor: 'var(--bui-warning-bg-subdued)',
    color: 'var(--bui-warning-fg-subdued)',
  },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

/** Shows when the model reaches its end of life, and lets who may set it do so. */
export function EndOfLife(props: {
  modelRef: string;
  end: End | undefined;
  maySet: boolean;
}) {
  const { modelRef, end, maySet } = props;
  if (!end && !maySet) {
    return null;
  }
  return (
    <Flex direction="column" gap="2" align="start">
      {end && <Notice end={end} />}
      {maySet && <Acts modelRef={modelRef} end={end} />}
    </Flex>
  );
}

function Acts(props: { modelRef: string; end: End | undefined }) {
  const { modelRef, end } = props;
  const [isOpen, setOpen] = useState(false);
  const [isClearing, setClearing] = useState(false);
  return (
    <>
      <Flex gap="2">
        <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
          {end ? 'Change the end of life' : 'Set an end of life'}
        </Button>
        {end && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setClearing(true)}
          >
            Take it back
          </Button>
        )}
      </Flex>
      <EndOfLifeDialog
        key={`${end?.date} ${end?.reason}`}
        modelRef={modelRef}
        end={end}
        isOpen={isOpen}
        onOpenChange={setOpen}
      />
      <ReasonDialog
        modelRef={modelRef}
        title="Take the end of life back"
        intro="The model may be used on. The owners of what depends on it are told."
        submitLabel="Take it back"
        problemTitle="The end of life was not taken back"
        act={(client, reason) => client.clearEndOfLife(modelRef, { reason })}
        done={() => 'The model has no end of life any more'}
        isOpen={isClearing}
        onOpenChange={setClearing}
      />
    </>
  );
}

function Notice({ end }: { end: End }) {
  const classes = useStyles();
  return (
    <div className={classes.end} role="note" aria-label="End of life">
      <Flex gap="2" align="start">
        <RiCalendarCloseLine size={18} aria-hidden />
        <Flex direction="column" gap="1">
          <Text as="div" weight="bold">
            {describeEnd(end.date)}
          </Text>
          <Text as="div" variant="body-small" className={classes.text}>
            {end.reason}
          </Text>
          <Text as="div" variant="body-small">
            Set by <Actor actor={end.setBy} /> <RelativeTime at={end.setAt} />
          </Text>
        </Flex>
      </Flex>
    </div>
  );
}
