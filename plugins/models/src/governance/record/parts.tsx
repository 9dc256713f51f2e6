import { DateTime } from 'luxon';
import { ReactNode } from 'react';
import { useRecordStyles } from './useRecordStyles';

/** Shows named facts, one below the other. */
export function RecordFacts(props: { children: ReactNode }) {
  const classes = useRecordStyles();
  return <dl className={classes.facts}>{props.children}</dl>;
}

/** Shows one of several named facts; nothing when it is not known. */
export function RecordFact(props: { name: string; children: ReactNode }) {
  const { name, children } = props;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children ?? 'Not given'}</dd>
    </div>
  );
}

/** Shows something that machines wrote, e.g. a hash. */
export function Mono(props: { children: ReactNode }) {
  const classes = useRecordStyles();
  return <span className={classes.mono}>{props.children}</span>;
}

/** Shows a time as it is filed: exactly, and in UTC wherever the reader is. */
export function ExactTime(props: { at: string }) {
  const time = DateTime.fromISO(props.at, { zone: 'utc' });
  return <time dateTime={props.at}>{writeExactTime(time)}</time>;
}

/** Writes a time exactly, and in UTC. */
export function writeExactTime(time: DateTime): string {
  return `${time.toUTC().toFormat('yyyy-MM-dd HH:mm:ss')} UTC`;
}
