import { Flex, Link, Text } from '@backstage/ui';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import {
  FleetRow,
  monitoringStatusSchema,
} from '@modelry/backstage-plugin-models-common';
import { EmptyState, Loaded } from '../../frame';
import { MonitoringStatusBadge, StageBadge } from '../../status';
import { SignOffLines } from '../recordCells';
import { MyModels, useMyModels } from './useMine';
import { useHomeStyles } from './useHomeStyles';
import { usePagePath } from './usePagePath';

/** How the models do that the person or a group of theirs owns. */
export function MyModelsHealth() {
  return (
    <Loaded what="your models" loadable={useMyModels()} lines={6}>
      {mine =>
        mine.worst.totalItems === 0 ? <NoModelsOfMine /> : <Health {...mine} />
      }
    </Loaded>
  );
}

function NoModelsOfMine() {
  return (
    <EmptyState title="You own no model">
      <Text as="p" variant="body-small" color="secondary">
        Models that you or a group of yours owns are shown here.
      </Text>
    </EmptyState>
  );
}

function Health({ monitoring, worst }: MyModels) {
  const fleet = usePagePath('models');
  const classes = useHomeStyles();
  const { items, totalItems } = worst;
  return (
    <Flex direction="column" gap="4">
      <ul className={classes.counts} aria-label="Your models by monitoring">
        {monitoring.map(({ value, count }) => (
          <li key={value} className={classes.count}>
            <MonitoringStatusBadge
              status={monitoringStatusSchema.parse(value)}
            />
            <To href={fleet && `${fleet}?mine=true&monitoring=${value}`}>
              {count === 1
                ? '1 model'
                : `${count.toLocaleString('en-US')} models`}
            </To>
          </li>
        ))}
      </ul>
      <ol className={classes.list} aria-label="The worst first">
        {items.map(row => (
          <ModelRow key={row.modelRef} row={row} />
        ))}
      </ol>
      <To href={fleet && `${fleet}?mine=true&sort=monitoring&order=desc`}>
        {totalItems > items.length
          ? `All ${totalItems.toLocaleString('en-US')} models of mine`
          : 'My models in the list'}
      </To>
    </Flex>
  );
}

function ModelRow({ row }: { row: FleetRow }) {
  const linkTo = useEntityRefLink();
  const classes = useHomeStyles();
  return (
    <li className={classes.row}>
      <Text as="span" weight="bold" className={classes.name}>
        <Link href={linkTo(row.modelRef)} weight="bold">
          {row.title}
        </Link>
      </Text>
      <Flex gap="3" align="start" style={{ flexWrap: 'wrap' }}>
        <MonitoringStatusBadge
          status={row.monitoring}
          detail={row.monitoringReason}
        />
        <StageBadge stage={row.stage} />
        <SignOffLines signOff={row.signOff} unsanctioned={row.unsanctioned} />
      </Flex>
    </li>
  );
}

function To(props: { href: string | undefined; children: string }) {
  return props.href ? (
    <Link href={props.href}>{props.children}</Link>
  ) : (
    <Text>{props.children}</Text>
  );
}
