import { Flex, Text } from '@backstage/ui';
import { Review } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { Actor } from '../../ownership/Actor';
import { RelativeTime, StageName } from '../../status';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: 'var(--bui-space-2)',
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

/** Lists the reviews of a version that are over. */
export function EndedReviews(props: { reviews: readonly Review[] }) {
  const { reviews } = props;
  const classes = useStyles();
  if (reviews.length === 0) {
    return null;
  }
  return (
    <Flex direction="column" gap="2">
      <Text as="h4" variant="body-small" weight="bold">
        Earlier reviews of this version
      </Text>
      <ul className={classes.list} aria-label="Earlier reviews">
        {reviews.map(({ id, stage, status, openedBy, openedAt, closed }) => (
          <li key={id}>
            <Text as="div" variant="body-small">
              For <StageName stage={stage} />, opened by{' '}
              <Actor actor={openedBy} /> <RelativeTime at={openedAt} />:{' '}
              {status}
              {closed && (
                <>
                  {' '}
                  by <Actor actor={closed.by} /> <RelativeTime at={closed.at} />
                </>
              )}
            </Text>
            {closed && (
              <Text
                as="div"
                variant="body-small"
                color="secondary"
                className={classes.text}
              >
                {closed.reason}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Flex>
  );
}
