import { useCallback, useState } from 'react';

type Keys = 'all' | ReadonlySet<string | number>;

/** Which models of the fleet are selected, also those of other pages. */
export interface FleetSelection {
  selected: ReadonlySet<string>;
  /** Those of a page that are selected. */
  selectedOf: (page: readonly string[]) => Set<string>;
  /** Makes those of a page the selected ones among them. */
  setSelectedOf: (page: readonly string[], keys: Keys) => void;
  add: (modelRefs: readonly string[]) => void;
  clear: () => void;
}

/** Keeps which models are selected while the list goes from page to page. */
export function useFleetSelection(): FleetSelection {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return {
    selected,
    selectedOf: page => new Set(page.filter(ref => selected.has(ref))),
    setSelectedOf: useCallback(
      (page, keys) =>
        setSelected(before => {
          const after = new Set(before);
          for (const ref of page) {
            if (keys === 'all' || keys.has(ref)) {
              after.add(ref);
            } else {
              after.delete(ref);
            }
          }
          return after;
        }),
      [],
    ),
    add: useCallback(
      refs => setSelected(before => new Set([...before, ...refs])),
      [],
    ),
    clear: useCallback(() => setSelected(new Set()), []),
  };
}
