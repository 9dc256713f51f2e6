import { Alert, Flex, Text } from '@backstage/ui';
import { ModelOverview } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { DeploymentsTable } from './DeploymentsTable';
import { TrafficSplit } from './TrafficSplit';
import { describeStatuses } from './describeStatuses';
import { EnvironmentGroup, groupByEnvironment } from './environments';

const useStyles = makeStyles({
  group: {
    borderLeft: '3px solid var(--bui-border-2)',
    paddingLeft: 'var(--bui-space-3)',
  },
  title: { margin: 0 },
});

/** Shows the deployments of a model, one group for each environment. */
export function EnvironmentGroups(props: { overview: ModelOverview }) {
  const { deployments, environments, governance } = props.overview;
  return (
    <Flex direction="column" gap="5">
      {groupByEnvironment(deployments, environments).map(group => (
        <Group
          key={group.name}
          group={group}
          unsanctioned={governance.unsanctioned}
        />
      ))}
    </Flex>
  );
}

function Group(props: {
  group: EnvironmentGroup;
  unsanctioned: ModelOverview['governance']['unsanctioned'];
}) {
  const { group, unsanctioned } = props;
  const classes = useStyles();
  return (
    <section
      className={classes.group}
      style={group.color ? { borderLeftColor: group.color } : undefined}
      aria-label={group.name}
    >
      <Flex direction="column" gap="2">
        <Flex align="baseline" gap="2">
          <Text as="h3" className={classes.title} weight="bold">
            {group.name}
          </Text>
          <Text variant="body-small" color="secondary">
            {describeStatuses(group.deployments)}
            {group.governed && ', sign-offs are asked for'}
          </Text>
        </Flex>
        {group.unconfigured && (
          <Alert
            status="warning"
            icon
            title={`Environment ${group.name} is not configured`}
            description="Nobody is asked for sign-offs here, and the gate says no. Report the deployment under another name, or have the portal’s administrators add it to models.environments."
          />
        )}
        {group.split.length > 0 && <TrafficSplit group={group} />}
        <DeploymentsTable
          deployments={group.deployments}
          unsanctioned={unsanctioned}
          columns="all"
        />
      </Flex>
    </section>
  );
}
