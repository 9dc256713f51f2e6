import { useApi } from '@backstage/core-plugin-api';
import { CheckSeries } from '@modelry/backstage-plugin-models-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Loadable, toLoadable } from '../../api/Loadable';
import { modelsApiRef } from '../../api/ModelsApi';
import { modelKey } from '../../api/queryKeys';
import { TimeRange } from './range';

/** One line of a plot. */
export interface Line {
  label: string;
  series: CheckSeries;
}

/** Which line to load. */
export interface LineRequest {
  label: string;
  check: string;
  environment?: string;
  version?: string;
}

/** Loads the lines of a plot, no finer than it can show them. */
export function useSeries(options: {
  modelRef: string;
  lines: readonly LineRequest[];
  range: TimeRange;
  points: number;
}): Loadable<Line[]> {
  const { modelRef, lines, range, points } = options;
  const { client, cache } = useApi(modelsApiRef);
  const query = useQuery(
    {
      queryKey: modelKey(modelRef, 'check-series', lines, range, points),
      queryFn: () =>
        Promise.all(
          lines.map(async ({ label, check, environment, version }) => ({
            label,
            series: await client.getCheckSeries(modelRef, {
              check,
              environment,
              version,
              from: new Date(range.from).toISOString(),
              to: new Date(range.to).toISOString(),
              points,
            }),
          })),
        ),
      // While a new stretch of time is loaded, the one before stays.
      placeholderData: keepPreviousData,
    },
    cache,
  );
  return toLoadable(query);
}
