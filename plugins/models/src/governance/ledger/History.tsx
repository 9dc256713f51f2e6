import { Button, Flex, Text } from '@backstage/ui';
import { LedgerEntry } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { EmptyState, InfoCard, Loaded } from '../../frame';
import { Actor } from '../../ownership/Actor';
import { TextWithNames } from '../../ownership/TextWithNames';
import { RelativeTime } from '../../status';
import { Names, useNames } from '../useNames';
import { ChainVerdict } from './ChainVerdict';
import { describeEntry, reasonOf, requirementOf } from './describeEntry';
import { ExportLedger } from './ExportLedger';
import { useLedger, VerifiedLedger } from './useLedger';

const PAGE = 20;

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    margin: 0,
    padding: 0,
    listStyle: 'none',
    '& > li': {
      display: 'grid',
      gridTemplateColumns: '3rem minmax(0, 1fr)',
      padding: 'var(--bui-space-2) 0',
      borderTop: '1px solid var(--bui-border-2)',
    },
  },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  hash: { fontFamily: 'var(--bui-font-monospace)' },
});

/** Shows everything that was ever done to the model, from its ledger. */
export function History(props: { modelRef: string }) {
  const ledger = useLedger(props.modelRef);
  return (
    <InfoCard
      title="History"
      headerActions={
        ledger.data &&
        ledger.data.entries.length > 0 && (
          <ExportLedger modelRef={props.modelRef} />
        )
      }
    >
      <Loaded what="the history" loadable={ledger} lines={5}>
        {(data: VerifiedLedger) =>
          data.entries.length > 0 ? (
            <Entries modelRef={props.modelRef} ledger={data} />
          ) : (
            <EmptyState title="Nothing is in the ledger of this model yet">
              <Text as="p" color="secondary">
                Every review, decision, waiver and move to a stage is written
                there, and can never be changed. Open a review to begin.
              </Text>
            </EmptyState>
          )
        }
      </Loaded>
    </InfoCard>
  );
}

function Entries(props: { modelRef: string; ledger: VerifiedLedger }) {
  const { modelRef, ledger } = props;
  const names = useNames(modelRef);
  const [pages, setPages] = useState(1);
  const classes = useStyles();
  const newestFirst = [...ledger.entries].reverse();
  const shown = newestFirst.slice(0, pages * PAGE);
  return (
    <Flex direction="column" gap="3">
      <ChainVerdict ledger={ledger} />
      <ol
        className={classes.list}
        reversed
        aria-label="Entries of the ledger, the newest first"
      >
        {shown.map(entry => (
          <Entry
            key={entry.sequence}
            entry={entry}
            names={names}
            isBroken={ledger.broken?.sequence === entry.sequence}
          />
        ))}
      </ol>
      {shown.length < newestFirst.length && (
        <Flex align="center" gap="3">
          <Button
            size="small"
            variant="secondary"
            onPress={() => setPages(pages + 1)}
          >
            Show older entries
          </Button>
          <Text variant="body-small" color="secondary" role="status">
            {shown.length} of {newestFirst.length} are shown
          </Text>
        </Flex>
      )}
    </Flex>
  );
}

function Entry(props: { entry: LedgerEntry; names: Names; isBroken: boolean }) {
  const { entry, names, isBroken } = props;
  const classes = useStyles();
  const reason = reasonOf(entry);
  const requirement = requirementOf(entry);
  return (
    <li>
      <Text as="div" variant="body-small" color="secondary">
        {entry.sequence}
      </Text>
      <Flex direction="column" gap="1">
        <Text as="div">
          <Actor actor={entry.actor} />{' '}
          <TextWithNames text={describeEntry(entry, names)} />,{' '}
          <RelativeTime at={entry.recordedAt} />
        </Text>
        {reason && (
          <Text as="div" color="secondary" className={classes.text}>
            {reason}
          </Text>
        )}
        <Text as="div" variant="body-small" color="secondary">
          {isBroken && 'Not as it was written. '}
          Hash{' '}
          <span className={classes.hash} title={entry.hash}>
            {entry.hash.slice(0, 12)}
          </span>
          {requirement && `, requirement ${requirement}`}
        </Text>
      </Flex>
    </li>
  );
}
