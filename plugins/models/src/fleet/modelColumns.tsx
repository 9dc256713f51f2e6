import { stringifyEntityRef } from '@backstage/catalog-model';
import { TableColumn } from '@backstage/core-components';
import {
  CatalogTable,
  CatalogTableColumnsFunc,
  CatalogTableRow,
} from '@backstage/plugin-catalog';
import {
  EntityListContextProps,
  EntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { isModelEntity } from '@modelry/backstage-plugin-models-common';
import { ReactNode } from 'react';
import { RiskTierBadge } from '../status';
import { OwnerCell } from './OwnerCell';
import { MonitoringCell, Muted, SignOffCell, StageCell } from './recordCells';

type Column = TableColumn<CatalogTableRow>;

// Beside that many badges a long name would be broken after every other letter, and
// one without spaces would push the badges out.
const MODEL_NAME = {
  minWidth: '11rem',
  paddingRight: '12px',
  wordBreak: 'break-word',
} as const;
const NARROW = { paddingLeft: '12px', paddingRight: '12px' };

const nameColumn: Column = {
  ...CatalogTable.columns.createNameColumn({ defaultKind: 'Model' }),
  // The highlight of the catalog's column would colour every header that shares a style.
  highlight: false,
  cellStyle: MODEL_NAME,
  render: ({ entity }) => (
    <Flex direction="column" gap="0.5">
      <Text weight="bold">
        <EntityRefLink entityRef={entity} defaultKind="Model" />
      </Text>
      {isModelEntity(entity) && <Muted>{entity.spec.type}</Muted>}
    </Flex>
  ),
};

const ownerColumn: Column = {
  ...CatalogTable.columns.createOwnerColumn(),
  cellStyle: { ...NARROW, minWidth: '7.5rem' },
  headerStyle: NARROW,
  render: ({ entity, resolved }) => (
    <OwnerCell
      modelRef={stringifyEntityRef(entity)}
      catalogOwners={resolved.ownedByRelations}
    />
  ),
};

const riskTierColumn: Column = {
  title: 'Risk tier',
  field: 'entity.spec.riskTier',
  cellStyle: NARROW,
  headerStyle: NARROW,
  render: ({ entity }) =>
    isModelEntity(entity) && entity.spec.riskTier ? (
      <RiskTierBadge tier={entity.spec.riskTier} />
    ) : (
      <Muted>Not set</Muted>
    ),
};

/**
 * The columns of the catalog's table for models.
 *
 * @remarks
 *
 * What comes from the record is filled by the `ModelSummariesProvider` around the table.
 */
export const modelColumns: CatalogTableColumnsFunc = list => {
  const columns: Column[] = [
    nameColumn,
    ownerColumn,
    riskTierColumn,
    recordColumn('Stage', modelRef => <StageCell modelRef={modelRef} />),
    recordColumn('Monitoring', modelRef => (
      <MonitoringCell modelRef={modelRef} />
    )),
    recordColumn('Sign-offs', modelRef => <SignOffCell modelRef={modelRef} />),
  ];
  // The table sorts what is on the screen, which of many pages says nothing.
  return list.paginationMode === 'none'
    ? columns
    : columns.map(column => ({ ...column, sorting: false }));
};

/**
 * The columns of the catalog's table, those of models when it lists models.
 */
export const catalogColumns: CatalogTableColumnsFunc = list =>
  listsModels(list)
    ? modelColumns(list)
    : CatalogTable.defaultColumnsFunc(list);

// The rows of the former kind stay until those of the newly chosen one are there.
function listsModels({ entities, filters }: EntityListContextProps): boolean {
  return entities.length > 0
    ? entities.every(isModelEntity)
    : filters.kind?.value.toLocaleLowerCase('en-US') === 'model';
}

function recordColumn(
  title: string,
  cell: (modelRef: string) => ReactNode,
): Column {
  return {
    title,
    sorting: false,
    cellStyle: NARROW,
    headerStyle: NARROW,
    render: ({ entity }) => cell(stringifyEntityRef(entity)),
  };
}
