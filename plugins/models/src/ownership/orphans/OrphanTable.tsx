import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Button,
  Cell,
  ColumnConfig,
  Flex,
  Table,
  TableProps,
  Text,
} from '@backstage/ui';
import {
  Orphan,
  OwnerSuggestion,
} from '@modelry/backstage-plugin-models-common';
import { useMemo } from 'react';
import { PROBLEM_WORDS } from './problems';

type Row = Orphan & { id: string };
type Selection = NonNullable<
  NonNullable<TableProps<Row>['selection']>['selected']
>;

/** Lists models that nobody answers for, with who could. */
export function OrphanTable(props: {
  orphans: Orphan[];
  selected: Selection;
  onSelect: (selected: Selection) => void;
  onAccept: (orphan: Orphan, suggestion: OwnerSuggestion) => void;
}) {
  const { orphans, selected, onSelect, onAccept } = props;
  const columns = useMemo(() => columnsFor(onAccept), [onAccept]);
  return (
    <Table
      columnConfig={columns}
      data={orphans.map(row => ({ ...row, id: row.modelRef }))}
      pagination={{ type: 'none' }}
      selection={{
        mode: 'multiple',
        behavior: 'toggle',
        selected,
        onSelectionChange: onSelect,
      }}
    />
  );
}

function columnsFor(
  onAccept: (orphan: Orphan, suggestion: OwnerSuggestion) => void,
): ColumnConfig<Row>[] {
  return [
    {
      id: 'model',
      label: 'Model',
      isRowHeader: true,
      defaultWidth: '2fr',
      minWidth: 180,
      cell: ({ modelRef, title }) => (
        <Cell>
          <EntityRefLink entityRef={modelRef} hideIcon title={title} />
        </Cell>
      ),
    },
    {
      id: 'problem',
      label: 'What is wrong',
      defaultWidth: '2fr',
      minWidth: 160,
      cell: ({ problem, owner }) => (
        <Cell>
          <Text as="div">{PROBLEM_WORDS[problem].label}</Text>
          <Text as="div" variant="body-small" color="secondary">
            {PROBLEM_WORDS[problem].explain(owner)}
          </Text>
        </Cell>
      ),
    },
    {
      id: 'suggestion',
      label: 'Who could own it',
      defaultWidth: '3fr',
      minWidth: 240,
      cell: row => (
        <Cell>
          <Suggestions orphan={row} onAccept={onAccept} />
        </Cell>
      ),
    },
  ];
}

function Suggestions(props: {
  orphan: Orphan;
  onAccept: (orphan: Orphan, suggestion: OwnerSuggestion) => void;
}) {
  const { orphan, onAccept } = props;
  if (orphan.suggestions.length === 0) {
    return (
      <Text color="secondary">
        Nothing in the catalog tells; select it and assign an owner
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="3">
      {orphan.suggestions.map(suggestion => (
        <Flex key={suggestion.owner} align="center" gap="3">
          <div style={{ flex: 1, minWidth: 0 }}>
            <EntityRefLink entityRef={suggestion.owner} hideIcon />
            <Text as="div" variant="body-small" color="secondary">
              {suggestion.because.join('; ')}
            </Text>
          </div>
          <Button
            size="small"
            variant="secondary"
            aria-label={`Accept ${suggestion.owner} for ${
              orphan.title ?? orphan.modelRef
            }`}
            onPress={() => onAccept(orphan, suggestion)}
          >
            Accept
          </Button>
        </Flex>
      ))}
    </Flex>
  );
}
