import { useSearchParams } from 'react-router-dom';
import { RecentId, TimeRange, readRange, recentEnd } from './range';

/** What two or more lines of a plot are of. */
export type Comparison = 'versions' | 'environments';

/** What the address says is plotted, and ways to change it. */
export interface PlotAddress {
  range: TimeRange;
  /** Which recent past it is; nothing for another stretch of time. */
  recent?: RecentId;
  compare?: Comparison;
  isTable: boolean;
  showRange: (range: TimeRange) => void;
  showRecent: (recent: RecentId) => void;
  showComparison: (compare: Comparison | undefined) => void;
  showTable: (isTable: boolean) => void;
}

/** Keeps what is plotted in the address, so that it can be sent to somebody. */
export function usePlotAddress(): PlotAddress {
  const [params, setParams] = useSearchParams();
  const compare = params.get('compare');
  const change = (values: Record<string, string | undefined>) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        for (const [key, value] of Object.entries(values)) {
          if (value === undefined) {
            after.delete(key);
          } else {
            after.set(key, value);
          }
        }
        return after;
      },
      { replace: true },
    );
  return {
    ...readRange(params, recentEnd()),
    ...((compare === 'versions' || compare === 'environments') && { compare }),
    isTable: params.get('view') === 'table',
    showRange: range =>
      change({
        from: new Date(range.from).toISOString(),
        to: new Date(range.to).toISOString(),
        range: undefined,
      }),
    showRecent: recent =>
      change({ range: recent, from: undefined, to: undefined }),
    showComparison: value => change({ compare: value }),
    showTable: isTable => change({ view: isTable ? 'table' : undefined }),
  };
}
