import { Flex, Text } from '@backstage/ui';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { RequirementState } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { RelativeTime } from '../status';
import { VERDICTS } from './verdicts';

type JudgedDecision = RequirementState['decisions'][number];

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: 'var(--bui-space-4)',
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  decision: { display: 'flex', gap: 'var(--bui-space-2)', minWidth: 0 },
  icon: { flexShrink: 0, marginTop: 2 },
  comment: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

/** Lists all decisions on a requirement, also those that do not count. */
export function DecisionList(props: { decisions: readonly JudgedDecision[] }) {
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label="Decisions, the newest first">
      {props.decisions.map(decision => (
        <DecisionItem key={decision.id} decision={decision} />
      ))}
    </ul>
  );
}

function DecisionItem(props: { decision: JudgedDecision }) {
  const { decision } = props;
  const classes = useStyles();
  const { done, icon: Icon } = VERDICTS[decision.decision];
  return (
    <li className={classes.decision}>
      <Icon className={classes.icon} size={16} aria-hidden />
      <Flex direction="column" gap="1">
        <Text
          as="div"
          color={decision.ignoredBecause ? 'secondary' : 'primary'}
        >
          <EntityRefLink entityRef={decision.decidedBy} hideIcon /> {done}{' '}
          version {decision.version}, <RelativeTime at={decision.decidedAt} />
        </Text>
        {decision.ignoredBecause && (
          <Text as="div" variant="body-small" color="secondary">
            Does not count: {decision.ignoredBecause}
          </Text>
        )}
        <Text as="div" className={classes.comment}>
          {decision.comment}
        </Text>
      </Flex>
    </li>
  );
}
