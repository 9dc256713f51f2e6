import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, ColumnConfig, Flex, Link, Text } from '@backstage/ui';
import { FleetRow, FleetSort } from '@modelry/backstage-plugin-models-common';
import { ReactNode } from 'react';
import { MonitoringStatusBadge, RiskTierBadge } from '../../status';
import { NobodyBadge } from '../OwnerCell';
import { Muted, SignOffLines, StageLines } from '../recordCells';

/** A row of the table of models. */
export type Row = FleetRow & { id: string; href: string };

/** A column of the table of models. */
export interface FleetColumn {
  id: string;
  label: string;
  /** By what its header sorts; it does not when left out. */
  sort?: FleetSort;
  /** Whether it is shown as long as nobody chooses. */
  isUsual: boolean;
  /** The first column names the model and cannot be left out. */
  isFixed?: boolean;
  width: ColumnConfig<Row>['defaultWidth'];
  minWidth: number;
  content: (row: Row) => ReactNode;
}

const NOTHING = <Muted>–</Muted>;

/** All columns of the table of models, in their order. */
export const FLEET_COLUMNS: readonly FleetColumn[] = [
  {
    ...{ id: 'model', label: 'Model', sort: 'title' },
    ...{ isUsual: true, isFixed: true, width: '3fr', minWidth: 190 },
    content: row => <ModelName row={row} />,
  },
  {
    ...{ id: 'owner', label: 'Owner', sort: 'owner' },
    ...{ isUsual: true, width: '2fr', minWidth: 130 },
    content: ({ owner }) =>
      owner ? <EntityRefLink entityRef={owner} hideIcon /> : <NobodyBadge />,
  },
  {
    ...{ id: 'riskTier', label: 'Risk tier', sort: 'riskTier' },
    ...{ isUsual: true, width: '2fr', minWidth: 140 },
    content: ({ riskTier }) =>
      riskTier ? <RiskTierBadge tier={riskTier} /> : <Muted>Not set</Muted>,
  },
  {
    ...{ id: 'stage', label: 'Stage', sort: 'stage' },
    ...{ isUsual: true, width: '2fr', minWidth: 140 },
    content: row => (
      <Flex direction="column" align="start" gap="1">
        <StageLines {...row} />
      </Flex>
    ),
  },
  {
    ...{ id: 'monitoring', label: 'Monitoring', sort: 'monitoring' },
    ...{ isUsual: true, width: '2fr', minWidth: 140 },
    content: ({ monitoring, monitoringReason }) => (
      <MonitoringStatusBadge status={monitoring} detail={monitoringReason} />
    ),
  },
  {
    ...{ id: 'signOff', label: 'Sign-offs', sort: 'signOff' },
    ...{ isUsual: true, width: '2fr', minWidth: 140 },
    content: row => <SignOffLines {...row} />,
  },
  {
    ...{ id: 'version', label: 'Version' },
    ...{ isUsual: false, width: '1fr', minWidth: 100 },
    content: ({ version }) => version ?? NOTHING,
  },
  {
    ...{ id: 'environments', label: 'Environments' },
    ...{ isUsual: false, width: '2fr', minWidth: 130 },
    content: ({ environments }) =>
      environments.length > 0 ? environments.join(', ') : NOTHING,
  },
  {
    ...{ id: 'system', label: 'System' },
    ...{ isUsual: false, width: '2fr', minWidth: 130 },
    content: ({ system }) =>
      system ? <EntityRefLink entityRef={system} hideIcon /> : NOTHING,
  },
  {
    ...{ id: 'tags', label: 'Tags' },
    ...{ isUsual: false, width: '2fr', minWidth: 130 },
    content: ({ tags }) => (tags.length > 0 ? tags.join(', ') : NOTHING),
  },
  {
    ...{ id: 'source', label: 'Source' },
    ...{ isUsual: false, width: '1fr', minWidth: 110 },
    content: ({ source }) => source,
  },
  {
    ...{ id: 'endOfLife', label: 'End of life' },
    ...{ isUsual: false, width: '1fr', minWidth: 110 },
    content: ({ endOfLife }) => endOfLife ?? NOTHING,
  },
];

/** The columns that are shown as long as nobody chooses. */
export const USUAL_COLUMNS: readonly string[] = FLEET_COLUMNS.filter(
  ({ isUsual }) => isUsual,
).map(({ id }) => id);

/** The shown columns as the table wants them. */
export function toColumnConfig(shown: readonly string[]): ColumnConfig<Row>[] {
  return FLEET_COLUMNS.filter(
    ({ id, isFixed }) => isFixed || shown.includes(id),
  ).map(({ id, label, sort, isFixed, width, minWidth, content }) => ({
    ...{ id, label, minWidth },
    defaultWidth: width,
    isRowHeader: isFixed,
    isSortable: sort !== undefined,
    cell: row => <Cell>{content(row)}</Cell>,
  }));
}

function ModelName({ row }: { row: Row }) {
  return (
    <Flex direction="column" gap="0.5" style={{ overflowWrap: 'anywhere' }}>
      <Text as="span" weight="bold">
        <Link href={row.href} weight="bold">
          {row.title}
        </Link>
      </Text>
      <Muted>{row.type}</Muted>
    </Flex>
  );
}
