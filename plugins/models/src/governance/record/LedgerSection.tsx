import { LedgerEntry } from '@modelry/backstage-plugin-models-common';
import { describeEntry } from '../ledger/describeEntry';
import { describeParties } from '../ledger/describeParties';
import { VerifiedLedger } from '../ledger/useLedger';
import { ExactTime, Mono } from './parts';
import { Names } from '../useNames';
import { useRecordStyles } from './useRecordStyles';

interface LedgerSectionProps {
  ledger: VerifiedLedger;
  version: string | undefined;
  nameOf: (ref: string) => string;
  names: Names;
}

/** The entries of the ledger that the record rests on, and whether the chain holds. */
export function LedgerSection(props: LedgerSectionProps) {
  const { ledger } = props;
  const newest = ledger.entries.at(-1);
  return (
    <section aria-label="Ledger">
      <h2>Ledger</h2>
      <p role={ledger.broken && 'alert'}>{verdictOf(ledger)}</p>
      {newest && (
        <>
          <p>
            The newest entry is number {newest.sequence}, with the hash{' '}
            <Mono>{newest.hash}</Mono>.
          </p>
          <Entries {...props} />
        </>
      )}
    </section>
  );
}

function Entries({ ledger, version, nameOf, names }: LedgerSectionProps) {
  const classes = useRecordStyles();
  return (
    <table className={classes.table}>
      <caption>
        {version === undefined
          ? 'Entries of the model'
          : `Entries about version ${version}, or about all versions`}
      </caption>
      <thead>
        <tr>
          <th scope="col">Entry</th>
          <th scope="col">When</th>
          <th scope="col">Who and what</th>
          <th scope="col">Hash (SHA-256)</th>
        </tr>
      </thead>
      <tbody>
        {ledger.entries
          .filter(entry => isAbout(entry, version))
          .map(entry => (
            <tr key={entry.sequence}>
              <td>{entry.sequence}</td>
              <td>
                <ExactTime at={entry.recordedAt} />
              </td>
              <td>
                {nameOf(entry.actor)} {describeEntry(entry, names)}
                <Parties entry={entry} nameOf={nameOf} />
              </td>
              <td>
                <Mono>{entry.hash}</Mono>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function Parties(props: {
  entry: LedgerEntry;
  nameOf: (ref: string) => string;
}) {
  const parties = describeParties(props.entry, props.nameOf);
  return parties ? <div>{parties}.</div> : null;
}

function verdictOf({ entries, broken, isCut }: VerifiedLedger): string {
  if (broken) {
    return `The chain is broken at entry ${broken.sequence}: ${broken.reason}.`;
  }
  if (entries.length === 0) {
    return 'Nothing is in the ledger of this model.';
  }
  return `Verified when this record was made: ${
    isCut ? `the first ${entries.length}` : `all ${entries.length}`
  } entries of the model are as they were written, and each follows from the one before it.`;
}

function isAbout({ body }: LedgerEntry, version: string | undefined): boolean {
  return (
    version === undefined ||
    body.version === undefined ||
    body.version === version
  );
}
