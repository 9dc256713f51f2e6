import { Flex, Text } from '@backstage/ui';
import { Check } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { useModelOverview } from '../api';
import { FacetCard, TabLink } from '../frame';
import { useModelEntity } from '../kind/useModelEntity';
import { monitoringRouteRef } from '../routes';
import { CheckStatusBadge, RelativeTime } from '../status';
import { CheckFinding } from './CheckFinding';
import { MonitoringVerdict } from './MonitoringVerdict';
import { NoChecks } from './NoChecks';

const SHOWN_CHECKS = 5;

const useStyles = makeStyles({
  checks: {
    display: 'grid',
    gridTemplateColumns:
      'max-content minmax(7rem, 2fr) minmax(0, 1.5fr) max-content',
    alignItems: 'center',
    columnGap: 'var(--bui-space-4)',
    rowGap: 'var(--bui-space-2)',
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  check: { display: 'contents' },
  name: { minWidth: 0 },
});

/** Shows whether the model is watched and how it does. */
export function MonitoringCard() {
  const { modelRef } = useModelEntity();
  return (
    <FacetCard
      title="Monitoring"
      what="the monitoring status"
      loadable={useModelOverview(modelRef)}
      lines={5}
      footer={({ monitoring: { checks } }) =>
        checks.length > 0 && (
          <TabLink to={monitoringRouteRef}>
            {checks.length === 1
              ? 'History of the check'
              : `All ${checks.length} checks with their history`}
          </TabLink>
        )
      }
    >
      {({ monitoring }) =>
        monitoring.checks.length > 0 ? (
          <Flex direction="column" gap="4">
            <MonitoringVerdict monitoring={monitoring} />
            <WorstChecks checks={monitoring.checks} />
          </Flex>
        ) : (
          <NoChecks modelRef={modelRef} retired={monitoring.retiredChecks} />
        )
      }
    </FacetCard>
  );
}

function WorstChecks(props: { checks: readonly Check[] }) {
  const classes = useStyles();
  return (
    <ul className={classes.checks} aria-label="Checks, the worst first">
      {props.checks.slice(0, SHOWN_CHECKS).map(check => (
        <li
          key={JSON.stringify([check.check, check.environment])}
          className={classes.check}
        >
          <CheckStatusBadge status={check.status} />
          <div className={classes.name}>
            <Text as="div" truncate title={check.check}>
              {check.check}
            </Text>
            {check.environment && (
              <Text as="div" variant="body-small" color="secondary" truncate>
                {check.environment}
              </Text>
            )}
          </div>
          <CheckFinding result={check.latest} />
          <Text variant="body-small" color="secondary">
            <RelativeTime at={check.latest.observedAt} />
          </Text>
        </li>
      ))}
    </ul>
  );
}
