import { SearchField } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import { FleetNavigation } from './useFleetAddress';

/** So long after the last letter the search begins, in milliseconds. */
const PAUSE_MS = 250;

/** Searches the models for words; the key / leads to it. */
export function FleetSearch(props: { navigation: FleetNavigation }) {
  const { address, change } = props.navigation;
  const { filter } = address;
  const searched = filter.text ?? '';
  const [text, setText] = useState(searched);
  const field = useRef<HTMLDivElement>(null);
  useFocusKey(field);

  // Another address, e.g. of the page before, was searched for something else.
  useEffect(() => setText(searched), [searched]);

  const isWaiting = text.trim() !== searched;
  useEffect(() => {
    if (!isWaiting) {
      return undefined;
    }
    const search = () =>
      change(
        { filter: { ...filter, text: text.trim() || undefined } },
        // The letters of a word are no pages that somebody would go back to.
        { replace: searched !== '' },
      );
    const timer = setTimeout(search, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, isWaiting, searched, filter, change]);

  return (
    <div ref={field} style={{ flex: '1 1 16rem' }}>
      <SearchField
        aria-label="Search the models"
        placeholder="Search by name, owner, system, type or tag"
        maxLength={200}
        value={text}
        onChange={setText}
      />
    </div>
  );
}

function useFocusKey(field: React.RefObject<HTMLElement>) {
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key === '/' && isPlain && !isTakenBy(event.target)) {
        event.preventDefault();
        field.current?.querySelector('input')?.focus();
      }
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, [field]);
}

// Where a letter is written, or a dialog waits for an answer, the key is theirs.
function isTakenBy(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'textarea, select, [contenteditable], [role="dialog"], [role="alertdialog"], input:not([type="checkbox"]):not([type="radio"])',
    ) !== null
  );
}
