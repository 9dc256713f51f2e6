import { CatalogTable } from '@backstage/plugin-catalog';
import {
  CatalogFilterLayout,
  EntityAutocompletePicker,
  EntityKindPicker,
  EntityLifecycleFilter,
  EntityListProvider,
  EntityOwnerPicker,
  EntityTagPicker,
  EntityTypePicker,
  useEntityList,
  UserListPicker,
} from '@backstage/plugin-catalog-react';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { LoadProblem } from '../frame';
import { selectableColumns } from './modelColumns';
import { SelectionBar } from './SelectionBar';
import { SelectionProvider } from './selection';
import { ModelSummariesProvider } from './recordLines';
import { NoModels } from './NoModels';
import { useVisibleModels } from './useVisibleModels';

const PAGE_SIZE = 20;

/**
 * Lists all models of the catalog, page by page, with filters beside.
 */
export function ModelsList() {
  const [clearings, setClearings] = useState(0);
  const navigate = useNavigate();
  const clearFilters = useCallback(() => {
    navigate({ search: '' }, { replace: true });
    setClearings(count => count + 1);
  }, [navigate]);
  return (
    // The pickers hold what was picked themselves: only new ones are empty.
    <EntityListProvider
      key={clearings}
      pagination={{ mode: 'cursor', limit: PAGE_SIZE }}
    >
      <CatalogFilterLayout>
        <CatalogFilterLayout.Filters>
          <EntityKindPicker initialFilter="model" hidden />
          <UserListPicker initialFilter="all" />
          <EntityTypePicker />
          <EntityOwnerPicker />
          <EntityAutocompletePicker
            // The stage of the record is laid over what the author declares.
            label="Stage"
            name="lifecycles"
            path="spec.lifecycle"
            Filter={EntityLifecycleFilter}
          />
          <EntityTagPicker />
        </CatalogFilterLayout.Filters>
        <CatalogFilterLayout.Content>
          <SelectionProvider>
            <ModelsTable onClearFilters={clearFilters} />
          </SelectionProvider>
        </CatalogFilterLayout.Content>
      </CatalogFilterLayout>
    </EntityListProvider>
  );
}

function ModelsTable(props: { onClearFilters: () => void }) {
  const { onClearFilters } = props;
  const { error, refresh } = useEntityList();
  const modelRefs = useVisibleModels();
  // The table builds all its rows anew when it is given another element.
  const emptyContent = useMemo(
    () => <NoModels onClearFilters={onClearFilters} />,
    [onClearFilters],
  );
  if (error) {
    return (
      <LoadProblem
        what="the models of the catalog"
        error={error}
        onRetry={() => refresh?.()}
      />
    );
  }
  return (
    <ModelSummariesProvider modelRefs={modelRefs}>
      <SelectionBar />
      <CatalogTable columns={selectableColumns} emptyContent={emptyContent} />
    </ModelSummariesProvider>
  );
}
