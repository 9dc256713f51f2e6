import { useEffect, useRef } from 'react';
import { FleetNavigation } from '../page/useFleetAddress';
import { SavedViews, lookOf } from './savedViews';

/** Opens the list with the view that the person chose for it. */
export function useOpeningView(options: {
  saved: SavedViews;
  /** Whether it is known which views there are. */
  isKnown: boolean;
  navigation: FleetNavigation;
  columns: readonly string[];
  setColumns: (columns: readonly string[]) => void;
}): void {
  const { saved, isKnown, navigation, columns, setColumns } = options;
  const { arrival, change } = navigation;
  const answered = useRef<string>();
  useEffect(() => {
    if (!isKnown || arrival === undefined || answered.current === arrival) {
      return;
    }
    // Another choice counts when somebody comes the next time.
    answered.current = arrival;
    const view = saved.views.find(({ name }) => name === saved.opensWith);
    if (view) {
      const look = lookOf(view);
      change(look.address, { replace: true });
      if (look.columns.join() !== columns.join()) {
        setColumns(look.columns);
      }
    }
  }, [saved, isKnown, arrival, change, columns, setColumns]);
}
