import { Flex, Text, VisuallyHidden } from '@backstage/ui';
import { TimelineItem } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { Actor } from '../../ownership/Actor';
import { TextWithNames } from '../../ownership/TextWithNames';
import { RelativeTime } from '../../status';
import { Names } from '../../governance/useNames';
import { describeItem } from './describeItem';
import { ItemLinks } from './ItemLinks';
import { TIMELINE_KIND_PRESENTATION } from './kinds';

const useStyles = makeStyles({
  entry: {
    display: 'grid',
    gridTemplateColumns: '2rem minmax(0, 1fr)',
    position: 'relative',
    paddingBottom: 'var(--bui-space-4)',
    // A line joins what follows from each other.
    '&:not(:last-child)::before': {
      content: '""',
      position: 'absolute',
      left: '9px',
      top: '24px',
      bottom: '2px',
      width: '1px',
      backgroundColor: 'var(--bui-border-2)',
    },
  },
  icon: { marginTop: '2px', color: 'var(--bui-fg-secondary)' },
  text: {
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    // What somebody wrote may be a whole page.
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 4,
    overflow: 'hidden',
  },
});

/** What nobody does: a check finds it. */
const OF_CHECKS = ['incident-began', 'incident-ended'];

/** Shows one thing that happened to the model, and who says so. */
export function TimelineEntry(props: { item: TimelineItem; names: Names }) {
  const { item, names } = props;
  const classes = useStyles();
  const { label, icon: Icon } = TIMELINE_KIND_PRESENTATION[item.kind];
  return (
    <li className={classes.entry}>
      <Icon className={classes.icon} size={18} aria-hidden />
      <Flex direction="column" gap="0.5">
        <Text as="div">
          <VisuallyHidden>{label}: </VisuallyHidden>
          {OF_CHECKS.includes(item.action) ? (
            <Text as="span" weight="bold">
              {item.by}
            </Text>
          ) : (
            <Actor actor={item.by} />
          )}{' '}
          <TextWithNames text={describeItem(item, names)} />
        </Text>
        {item.text && (
          <Text as="div" color="secondary" className={classes.text}>
            {item.text}
          </Text>
        )}
        <Text as="div" variant="body-small" color="secondary">
          <RelativeTime at={item.at} />
          {item.sequence !== undefined && `, ledger entry ${item.sequence}`}
          {item.requirement && `, requirement ${item.requirement}`}
          <ItemLinks item={item} />
        </Text>
      </Flex>
    </li>
  );
}
