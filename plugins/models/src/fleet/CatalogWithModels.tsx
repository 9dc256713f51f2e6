import {
  CatalogIndexPage,
  CatalogIndexPageProps,
} from '@backstage/plugin-catalog/alpha';
import { useEffect, useMemo, useState } from 'react';
import { catalogColumns } from './modelColumns';
import { ModelSummariesProvider } from './recordLines';
import { useVisibleModels } from './useVisibleModels';

/**
 * The catalog's own index, with columns for models when it lists models.
 */
export function CatalogWithModels(
  props: Omit<CatalogIndexPageProps, 'columns'>,
) {
  const [modelRefs, setModelRefs] = useState<readonly string[]>([]);
  // The table builds all its rows anew when it is rendered again: only its own list
  // is a reason for that.
  const index = useMemo(
    () => (
      <CatalogIndexPage
        {...props}
        columns={catalogColumns}
        filters={
          <>
            {props.filters}
            <VisibleModels onChange={setModelRefs} />
          </>
        }
      />
    ),
    [props],
  );
  return (
    <ModelSummariesProvider modelRefs={modelRefs}>
      {index}
    </ModelSummariesProvider>
  );
}

// The index takes columns and filters, and nothing that could stand around its table:
// only from among its filters can be seen which models the table shows.
function VisibleModels(props: { onChange: (modelRefs: string[]) => void }) {
  const { onChange } = props;
  const modelRefs = useVisibleModels();
  useEffect(() => onChange(modelRefs), [onChange, modelRefs]);
  return null;
}
