import { useLayoutEffect } from 'react';

/** What an act changes has been fetched by then. */
const WATCHED_MS = 10_000;

/** What somebody who reads or hears the page takes for one thing. */
const SURROUNDINGS = 'li, tr, [role=row], article, section, main';

/**
 * Keeps the focus on what lies around the button that opened a dialog when the act takes
 * that button away: lost, it would begin again at the top of the page.
 */
export function useKeptFocus(isOpen: boolean) {
  // Before the dialog takes the focus.
  useLayoutEffect(() => {
    const opener = document.activeElement;
    if (!isOpen || !opener) {
      return undefined;
    }
    const around = surroundingsOf(opener);
    return () => watch(opener, around);
  }, [isOpen]);
}

function surroundingsOf(opener: Element): HTMLElement[] {
  const around: HTMLElement[] = [];
  let next = opener.closest<HTMLElement>(SURROUNDINGS);
  while (next) {
    around.push(next);
    next = next.parentElement?.closest<HTMLElement>(SURROUNDINGS) ?? null;
  }
  return around;
}

function watch(opener: Element, around: readonly HTMLElement[]) {
  const observer = new MutationObserver((_, self) => {
    if (!opener.isConnected) {
      self.disconnect();
      focusOnFirst(around);
    }
  });
  observer.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), WATCHED_MS);
}

// Where somebody has gone meanwhile, they stay.
function focusOnFirst(around: readonly HTMLElement[]) {
  const left = around.find(element => element.isConnected);
  if (left && document.activeElement === document.body) {
    left.tabIndex = left.hasAttribute('tabindex') ? left.tabIndex : -1;
    left.focus();
  }
}
