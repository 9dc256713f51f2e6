import { Checkbox } from '@backstage/ui';
import {
  ReactNode,
  createContext,
  useCallback,
  useContext,
  useMemo,
  useState,
} from 'react';

interface Selection {
  selected: ReadonlySet<string>;
  change: (modelRefs: readonly string[], isSelected: boolean) => void;
  clear: () => void;
}

const SelectionContext = createContext<Selection | undefined>(undefined);

/**
 * Keeps which models of a list are selected, also those of other pages.
 *
 * @remarks
 *
 * It is a context because the table builds all its rows anew when its columns change.
 */
export function SelectionProvider(props: { children: ReactNode }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const change = useCallback(
    (modelRefs: readonly string[], isSelected: boolean) =>
      setSelected(before => {
        const after = new Set(before);
        for (const ref of modelRefs) {
          if (isSelected) {
            after.add(ref);
          } else {
            after.delete(ref);
          }
        }
        return after;
      }),
    [],
  );
  const clear = useCallback(() => setSelected(new Set()), []);
  const value = useMemo(
    () => ({ selected, change, clear }),
    [selected, change, clear],
  );
  return (
    <SelectionContext.Provider value={value}>
      {props.children}
    </SelectionContext.Provider>
  );
}

/** The selection of the list around; nothing where models cannot be selected. */
export function useSelection(): Selection | undefined {
  return useContext(SelectionContext);
}

/** Selects one model of a list. */
export function SelectCell(props: { modelRef: string; name: string }) {
  const { modelRef, name } = props;
  const selection = useSelection();
  return selection ? (
    <Checkbox
      aria-label={`Select ${name}`}
      isSelected={selection.selected.has(modelRef)}
      onChange={isSelected => selection.change([modelRef], isSelected)}
    />
  ) : null;
}
