import { parseEntityRef } from '@backstage/catalog-model';
import { Cell, Link, Text } from '@backstage/ui';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { useMonitoringLink } from './useMonitoringLink';

const useStyles = makeStyles({ name: { display: 'flex', minWidth: 0 } });

/** Names a model and its owner, and leads to its monitoring. */
export function FleetModelCell(props: {
  model: { modelRef: string; title?: string; owner?: string };
  query?: Record<string, string>;
}) {
  const { modelRef, title, owner } = props.model;
  const classes = useStyles();
  const linkTo = useMonitoringLink();
  const name = title ?? parseEntityRef(modelRef).name;
  return (
    <Cell>
      <div className={classes.name}>
        <Link
          href={linkTo(modelRef, props.query)}
          weight="bold"
          truncate
          title={name}
        >
          {name}
        </Link>
      </div>
      <Text as="div" variant="body-small" color="secondary">
        {owner ? (
          <EntityRefLink entityRef={owner} hideIcon />
        ) : (
          'Nobody owns it'
        )}
      </Text>
    </Cell>
  );
}
