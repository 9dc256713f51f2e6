import {
  Button,
  Cell,
  CellText,
  ColumnConfig,
  Flex,
  Table,
  Text,
} from '@backstage/ui';
import { CardEvaluation } from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { WebLink } from '../frame';

type EvaluationRow = CardEvaluation & { id: string };

const FEW = 20;

const COLUMNS: ColumnConfig<EvaluationRow>[] = [
  {
    id: 'metric',
    label: 'Metric',
    isRowHeader: true,
    defaultWidth: '2fr',
    cell: row => <CellText title={row.metric} />,
  },
  {
    id: 'value',
    label: 'Value',
    defaultWidth: '2fr',
    cell: row => (
      <Cell>
        <Text>{row.value}</Text>
        {row.interval && (
          <Text as="div" variant="body-small" color="secondary">
            Confidence interval {row.interval}
          </Text>
        )}
      </Cell>
    ),
  },
  {
    id: 'task',
    label: 'Task',
    defaultWidth: '2fr',
    cell: row => <CellText title={row.task ?? ''} />,
  },
  {
    id: 'dataset',
    label: 'Measured on',
    defaultWidth: '3fr',
    cell: row => <CellText title={row.dataset ?? ''} description={row.slice} />,
  },
  {
    id: 'source',
    label: 'Source',
    defaultWidth: '2fr',
    cell: row => (
      <Cell>
        <Text>
          {row.verified ? 'Card says: verified' : 'Stated by the card'}
        </Text>
        {row.source && (
          <div>
            <WebLink href={row.source}>Source</WebLink>
          </div>
        )}
      </Cell>
    ),
  },
];

/** Lists the evaluation results that a card states, one row each. */
export function Evaluations(props: { evaluations: readonly CardEvaluation[] }) {
  const { evaluations } = props;
  const [showsAll, showAll] = useState(false);
  const shown = showsAll ? evaluations : evaluations.slice(0, FEW);
  return (
    <Flex direction="column" gap="3">
      <Table
        aria-label="Evaluation results"
        columnConfig={COLUMNS}
        data={shown.map((evaluation, at) => ({ ...evaluation, id: `${at}` }))}
        pagination={{ type: 'none' }}
      />
      {shown.length < evaluations.length && (
        <Button size="small" variant="secondary" onPress={() => showAll(true)}>
          {`Show all ${evaluations.length} results`}
        </Button>
      )}
    </Flex>
  );
}
