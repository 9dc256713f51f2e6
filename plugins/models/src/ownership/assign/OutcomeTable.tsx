import { Cell, CellText, ColumnConfig, Table, Text } from '@backstage/ui';
import { OwnerAssignmentOutcome } from '@modelry/backstage-plugin-models-common';
import { memo } from 'react';
import { withoutField } from '../../frame';
import { TextWithNames } from '../TextWithNames';

type Row = OwnerAssignmentOutcome & { id: string };

const COLUMNS: ColumnConfig<Row>[] = [
  {
    id: 'model',
    label: 'Model',
    isRowHeader: true,
    defaultWidth: '2fr',
    cell: ({ title, modelRef }) => (
      <CellText title={title ?? modelRef.replace('model:default/', '')} />
    ),
  },
  {
    id: 'before',
    label: 'Owner now',
    defaultWidth: '2fr',
    cell: ({ before, problem }) => (
      <CellText title={problem ? '' : shortRef(before)} />
    ),
  },
  {
    id: 'after',
    label: 'Owner then',
    defaultWidth: '3fr',
    cell: ({ outcome, after, problem }) => (
      <Cell>
        {problem ? (
          <Text as="div" color="danger">
            <TextWithNames text={withoutField(problem.message)} />
          </Text>
        ) : (
          <Text as="div" weight={outcome === 'changed' ? 'bold' : 'regular'}>
            {outcome === 'changed' ? shortRef(after) : 'As it is'}
          </Text>
        )}
      </Cell>
    ),
  },
];

/** More rows make a browser slow, and nobody reads them. */
const SHOWN = 100;

const ORDER = ['refused', 'changed', 'unchanged'];

/**
 * Shows for each of many models who owns it before and after, those first of which
 * somebody should know.
 */
export const OutcomeTable = memo(function Outcomes(props: {
  outcomes: OwnerAssignmentOutcome[];
}) {
  const { outcomes } = props;
  const shown = [...outcomes]
    .sort((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome))
    .slice(0, SHOWN);
  return (
    <div style={{ maxHeight: '50vh', overflow: 'auto' }}>
      <Table
        columnConfig={COLUMNS}
        data={shown.map(row => ({ ...row, id: row.modelRef }))}
        pagination={{ type: 'none' }}
      />
      {outcomes.length > SHOWN && (
        <Text as="p" variant="body-small" color="secondary">
          and {outcomes.length - SHOWN} more
        </Text>
      )}
    </div>
  );
});

function shortRef(ref: string | undefined): string {
  return ref?.replace(/^(group|user):default\//, '') ?? 'Nobody';
}
