import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  isModelEntity,
  ModelEntity,
  ModelOverview,
  ModelVersion,
} from '@modelry/backstage-plugin-models-common';
import { useQuery } from '@tanstack/react-query';
import { modelsApiRef, useModelOverview } from '../../api';
import { Loadable, toLoadable } from '../../api/Loadable';
import { loadAll } from '../../api/loadAll';
import { modelKey } from '../../api/queryKeys';
import { useLedger, VerifiedLedger } from '../ledger/useLedger';
import { useWholeOverview } from '../useWholeDecision';

const MOST_VERSIONS = 10_000;

/** Everything that the sign-off record of a version says. */
export interface SignOffRecord {
  entity: ModelEntity;
  overview: ModelOverview;
  version: ModelVersion | undefined;
  ledger: VerifiedLedger;
}

/**
 * Loads the sign-off record of a version.
 *
 * @param version - the server chooses the version in question when left out.
 */
export function useRecord(
  modelRef: string,
  version: string | undefined,
): Loadable<SignOffRecord> {
  const shown = useModelOverview(modelRef, version);
  const overview = useWholeOverview(modelRef, shown.data);
  const ledger = useLedger(modelRef);
  const entity = useModel(modelRef);
  const versions = useAllVersions(modelRef);
  const parts = [shown, overview, ledger, entity, versions];
  const named = overview.data?.governance.version;
  // While another version loads, what is known is about the one before.
  const isThatVersion = version === undefined || named === version;
  return {
    data:
      overview.data &&
      isThatVersion &&
      ledger.data &&
      entity.data &&
      versions.data
        ? {
            overview: overview.data,
            ledger: ledger.data,
            entity: entity.data,
            version: versions.data.items.find(v => v.version === named),
          }
        : undefined,
    error: parts.find(part => part.error)?.error,
    isLoading: parts.some(part => part.isLoading),
    retry: () => parts.forEach(part => part.retry()),
  };
}

function useModel(modelRef: string): Loadable<ModelEntity> {
  const { cache } = useApi(modelsApiRef);
  const catalog = useApi(catalogApiRef);
  const query = useQuery(
    {
      queryKey: modelKey(modelRef, 'entity'),
      queryFn: async () => {
        const found = await catalog.getEntityByRef(modelRef);
        if (!found || !isModelEntity(found)) {
          throw new Error(`There is no ${modelRef} in the catalog`);
        }
        return found;
      },
    },
    cache,
  );
  return toLoadable(query);
}

function useAllVersions(modelRef: string) {
  const { client, cache } = useApi(modelsApiRef);
  const query = useQuery(
    {
      queryKey: modelKey(modelRef, 'versions', 'all'),
      queryFn: () =>
        loadAll(
          (cursor, limit) => client.listVersions(modelRef, { cursor, limit }),
          MOST_VERSIONS,
        ),
    },
    cache,
  );
  return toLoadable(query);
}
