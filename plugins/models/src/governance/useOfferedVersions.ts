import { ModelVersion } from '@modelry/backstage-plugin-models-common';
import { RecordPages, useRecordPages } from '../api';

/** How many versions people can choose from. */
export const OFFERED_VERSIONS = 200;

/** Loads the newest versions of a model. */
export function useOfferedVersions(
  modelRef: string,
): RecordPages<ModelVersion> {
  return useRecordPages({
    modelRef,
    list: ['versions', 'offered'],
    load: (client, cursor) =>
      client.listVersions(modelRef, { cursor, limit: OFFERED_VERSIONS }),
  });
}
