import { useMemo } from 'react';
import { useKept } from '../page/useKept';
import { SavedViews, readViews } from './savedViews';

/** The views that a person saved, wherever they sign in. */
export function useSavedViews(): {
  saved: SavedViews;
  isKnown: boolean;
  save: (views: SavedViews) => Promise<void>;
} {
  const { kept, isKnown, keep } = useKept('views');
  const saved = useMemo(() => readViews(kept), [kept]);
  return {
    saved,
    isKnown,
    save: ({ views, opensWith }) =>
      keep({
        views: views.map(view => ({ ...view, columns: [...view.columns] })),
        ...(opensWith !== undefined && { opensWith }),
      }),
  };
}
