import { parseEntityRef } from '@backstage/catalog-model';
import { Cell, Link, Text } from '@backstage/ui';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useMonitoringLink } from './useMonitoringLink';

/** Names a model and its owner, and leads to its monitoring. */
export function FleetModelCell(props: {
  model: { modelRef: string; title?: string; owner?: string };
  query?: Record<string, string>;
}) {
  const { modelRef, title, owner } = props.model;
  const linkTo = useMonitoringLink();
  return (
    <Cell>
      <Link href={linkTo(modelRef, props.query)} weight="bold">
        {title ?? parseEntityRef(modelRef).name}
      </Link>
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
