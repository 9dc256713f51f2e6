import { Review } from '@modelry/backstage-plugin-models-common';
import { StageName } from '../../status';
import { ExactTime } from './parts';
import { useRecordStyles } from './useRecordStyles';

const OUTCOMES: Record<Review['status'], string> = {
  open: 'open',
  completed: 'completed',
  closed: 'closed',
};

/** The reviews of a version in its record. */
export function ReviewsSection(props: {
  reviews: readonly Review[];
  nameOf: (ref: string) => string;
}) {
  const { reviews, nameOf } = props;
  const classes = useRecordStyles();
  return (
    <section aria-label="Reviews">
      <h2>Reviews</h2>
      {reviews.length === 0 && <p>None was opened for this version.</p>}
      {reviews.map(({ id, stage, status, note, closed, ...opened }) => (
        <div key={id}>
          <p>
            For <StageName stage={stage} />, opened by {nameOf(opened.openedBy)}
            , <ExactTime at={opened.openedAt} />; ledger entry {opened.sequence}
            ; {OUTCOMES[status]}
            {closed && (
              <>
                {' '}
                by {nameOf(closed.by)}, <ExactTime at={closed.at} />
              </>
            )}
          </p>
          {note && <p className={classes.text}>{note}</p>}
          {closed?.reason && <p className={classes.text}>{closed.reason}</p>}
        </div>
      ))}
    </section>
  );
}
