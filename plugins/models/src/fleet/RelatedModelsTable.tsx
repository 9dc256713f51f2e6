import { Cell, ColumnConfig, Flex, Table, Text, useTable } from '@backstage/ui';
import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ModelSummary } from '@modelry/backstage-plugin-models-common';
import { ReactNode, useMemo } from 'react';
import { Loadable } from '../api';
import { ModelSummariesProvider, RecordLinesProvider } from './recordLines';
import { MonitoringCell, Muted, SignOffCell, StageCell } from './recordCells';
import { RelatedModel } from './relatedModels';

const PAGE_SIZE = 10;

type Row = RelatedModel & { id: string };

const COLUMNS: Array<ColumnConfig<Row>> = [
  {
    id: 'model',
    label: 'Model',
    isRowHeader: true,
    cell: row => (
      <Cell>
        <Flex direction="column" gap="0.5" style={{ overflowWrap: 'anywhere' }}>
          <EntityRefLink entityRef={row.modelRef} defaultKind="model" />
          <Muted>
            {row.relation}
            {row.relatedBy && (
              <>
                {' '}
                <EntityRefLink
                  entityRef={row.relatedBy}
                  defaultKind={parseEntityRef(row.relatedBy).kind}
                  hideIcon
                />
              </>
            )}
          </Muted>
        </Flex>
      </Cell>
    ),
  },
  recordColumn('stage', 'Stage', ref => <StageCell modelRef={ref} />),
  recordColumn('monitoring', 'Monitoring', ref => (
    <MonitoringCell modelRef={ref} />
  )),
  recordColumn('sign-offs', 'Sign-offs', ref => <SignOffCell modelRef={ref} />),
];

/**
 * Shows models with their relation, stage, monitoring and sign-offs, page by page.
 */
export function RelatedModelsTable(props: {
  models: readonly RelatedModel[];
  asked: readonly string[];
  summaries: Loadable<ModelSummary[]>;
}) {
  const { models, asked, summaries } = props;
  const rows = useMemo(
    () => models.map(model => ({ ...model, id: model.modelRef })),
    [models],
  );
  const { tableProps } = useTable({
    mode: 'complete',
    data: rows,
    paginationOptions:
      rows.length > PAGE_SIZE
        ? { type: 'page', pageSize: PAGE_SIZE, showPageSizeOptions: false }
        : { type: 'none' },
  });
  const shown = tableProps.data?.map(({ modelRef }) => modelRef) ?? [];
  return (
    <RecordLinesProvider modelRefs={asked} summaries={summaries}>
      <ModelSummariesProvider
        modelRefs={shown.filter(modelRef => !asked.includes(modelRef))}
      >
        <Table columnConfig={COLUMNS} {...tableProps} />
      </ModelSummariesProvider>
      {models.length > asked.length && (
        <Text as="p" variant="body-small" color="secondary">
          The first {asked.length} by name are ordered by what wants attention;
          the others follow by name.
        </Text>
      )}
    </RecordLinesProvider>
  );
}

function recordColumn(
  id: string,
  label: string,
  content: (modelRef: string) => ReactNode,
): ColumnConfig<Row> {
  return {
    id,
    label,
    cell: ({ modelRef }) => <Cell>{content(modelRef)}</Cell>,
  };
}
