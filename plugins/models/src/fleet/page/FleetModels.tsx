import { Button, Flex, Text } from '@backstage/ui';
import { isFiltering } from '@modelry/backstage-plugin-models-common';
import { EmptyState, LoadProblem, explainError } from '../../frame';
import { NoModels } from '../NoModels';
import { ColumnPicker } from './ColumnPicker';
import { FleetTable } from './FleetTable';
import { NO_FILTER } from './fleetAddress';
import { SelectionBar } from './SelectionBar';
import { useFleetPage } from './useFleet';
import { FleetNavigation } from './useFleetAddress';
import { useFleetSelection } from './useFleetSelection';

/** The list of models, and what can be done with those that are selected. */
export function FleetModels(props: {
  navigation: FleetNavigation;
  columns: readonly string[];
  setColumns: (columns: readonly string[]) => void;
}) {
  const { navigation, columns, setColumns } = props;
  const { address, setFilter } = navigation;
  const { data, error, retry, isOfBefore } = useFleetPage(address);
  const selection = useFleetSelection();
  if (error && (!data || isOfBefore)) {
    return <PageProblem {...{ error, retry, navigation }} />;
  }
  return (
    <Flex direction="column" gap="3">
      {error && (
        <Text variant="body-small" color="warning" role="status">
          This could not be refreshed and may be out of date:{' '}
          {explainError(error)}
        </Text>
      )}
      <Flex justify="between" align="start" gap="3">
        <SelectionBar
          selection={selection}
          filter={address.filter}
          totalItems={data?.totalItems ?? 0}
        />
        <ColumnPicker columns={columns} onChange={setColumns} />
      </Flex>
      <FleetTable
        page={data}
        {...{ isOfBefore, columns, navigation, selection }}
        emptyState={
          isFiltering(address.filter) ? (
            <NothingMatches onClear={() => setFilter(NO_FILTER)} />
          ) : (
            <NoModels />
          )
        }
      />
    </Flex>
  );
}

function NothingMatches(props: { onClear: () => void }) {
  return (
    <EmptyState title="No model matches these filters">
      <Button size="small" variant="primary" onPress={props.onClear}>
        Clear the filters
      </Button>
    </EmptyState>
  );
}

// A place in the list may be of an older order of it: the first page never is.
function PageProblem(props: {
  error: Error;
  retry: () => void;
  navigation: FleetNavigation;
}) {
  const { error, retry, navigation } = props;
  return (
    <Flex direction="column" align="start" gap="3">
      <LoadProblem what="the models" error={error} onRetry={retry} />
      {navigation.address.cursor !== undefined && (
        <Button size="small" variant="secondary" onPress={navigation.showFirst}>
          Go to the first page
        </Button>
      )}
    </Flex>
  );
}
