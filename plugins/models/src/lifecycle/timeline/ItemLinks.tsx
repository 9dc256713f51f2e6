import {
  TimelineItem,
  TimelineKind,
} from '@modelry/backstage-plugin-models-common';
import { RouteRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { TabLink, WebLink } from '../../frame';
import {
  deploymentsRouteRef,
  governanceRouteRef,
  monitoringRouteRef,
  versionsRouteRef,
} from '../../routes';

const useStyles = makeStyles({
  links: { '& > *': { marginInlineStart: 'var(--bui-space-2)' } },
});

/** Where each kind of item comes from; what was done about owners stands in the ledger. */
const SOURCES: Record<TimelineKind, { to: RouteRef; label: string }> = {
  version: { to: versionsRouteRef, label: 'All versions' },
  stage: { to: versionsRouteRef, label: 'All versions' },
  deployment: { to: deploymentsRouteRef, label: 'All deployments' },
  monitoring: { to: monitoringRouteRef, label: 'The checks' },
  'sign-off': { to: governanceRouteRef, label: 'The sign-offs' },
  ownership: { to: governanceRouteRef, label: 'The ledger' },
};

/** Leads to where an item of the timeline comes from. */
export function ItemLinks({ item }: { item: TimelineItem }) {
  const classes = useStyles();
  const { to, label } = SOURCES[item.kind];
  return (
    <span className={classes.links}>
      <TabLink to={to} query={queryOf(item)}>
        {item.incident ? 'The incident' : label}
      </TabLink>
      {item.link && (
        <WebLink href={item.link} variant="body-small">
          Where it lives
        </WebLink>
      )}
    </span>
  );
}

function queryOf(item: TimelineItem): Record<string, string> | undefined {
  if (item.incident) {
    return { incident: item.incident };
  }
  return item.kind === 'sign-off' && item.version
    ? { version: item.version }
    : undefined;
}
