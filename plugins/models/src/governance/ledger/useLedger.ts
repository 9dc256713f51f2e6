import { useApi } from '@backstage/core-plugin-api';
import {
  findBrokenEntry,
  LedgerEntry,
} from '@modelry/backstage-plugin-models-common';
import { useQuery } from '@tanstack/react-query';
import { modelsApiRef } from '../../api';
import { Loadable, toLoadable } from '../../api/Loadable';
import { loadAll } from '../../api/loadAll';
import { modelKey } from '../../api/queryKeys';

const MOST_ENTRIES = 5_000;

/** The ledger of a model, and whether it is as it was written. */
export interface VerifiedLedger {
  /** The oldest first. */
  entries: LedgerEntry[];
  /** Whether there are more entries than are read here. */
  isCut: boolean;
  /** The first entry that is not as it was written. */
  broken: { sequence: number; reason: string } | undefined;
}

/** Loads the ledger of a model, and verifies its chain where the person is. */
export function useLedger(modelRef: string): Loadable<VerifiedLedger> {
  const { client, cache } = useApi(modelsApiRef);
  const query = useQuery(
    {
      queryKey: modelKey(modelRef, 'ledger'),
      queryFn: async () => {
        const { items, isCut } = await loadAll(
          (cursor, limit) => client.getLedger(modelRef, { cursor, limit }),
          MOST_ENTRIES,
        );
        return { entries: items, isCut, broken: verify(items) };
      },
    },
    cache,
  );
  return toLoadable(query);
}

function verify(entries: LedgerEntry[]): VerifiedLedger['broken'] {
  try {
    return findBrokenEntry(entries);
  } catch (error) {
    // What cannot even be hashed is not as it was written.
    return { sequence: entries[0]?.sequence ?? 1, reason: String(error) };
  }
}
