import { WaitingSignOff } from '@modelry/backstage-plugin-models-common';
import { RefObject, useRef, useState } from 'react';
import { keyOf, neighbourOf } from './waitingKeys';

const NOTHING_LEFT = '';

/** How a person goes through what waits for them. */
export interface DecideFlow {
  /** What is being decided, or was last. */
  active: WaitingSignOff | undefined;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  open: (item: WaitingSignOff) => void;
  /** To be called when the decision was recorded. */
  goOn: () => void;
  /** To be called when the dialog has gone. */
  moveFocus: () => void;
  /** How many were decided so far. */
  decided: number;
}

/**
 * Opens one sign-off after the other, and moves the focus to the next one.
 *
 * @param options - `frame` holds the list, and takes the focus when nothing is left.
 */
export function useDecideFlow(options: {
  items: readonly WaitingSignOff[];
  frame: RefObject<HTMLElement>;
}): DecideFlow {
  const { items, frame } = options;
  const [active, setActive] = useState<WaitingSignOff>();
  const [isOpen, setOpen] = useState(false);
  const [decided, setDecided] = useState(0);
  const focus = useRef<{ here: string; next: string }>();
  const wasSent = useRef(false);
  return {
    active,
    isOpen,
    setOpen,
    open: item => {
      const here = keyOf(item);
      // The focus goes on in the order that the person sees now.
      focus.current = { here, next: neighbourOf(items, here) ?? NOTHING_LEFT };
      wasSent.current = false;
      setActive(item);
      setOpen(true);
    },
    goOn: () => {
      wasSent.current = true;
      setDecided(before => before + 1);
    },
    moveFocus: () => {
      if (focus.current) {
        const { here, next } = focus.current;
        const key = wasSent.current ? next : here;
        // What closes the dialog gives the focus back first.
        setTimeout(() => focusOn(frame.current, key));
      }
    },
    decided,
  };
}

function focusOn(frame: HTMLElement | null, key: string) {
  const rows = [...(frame?.querySelectorAll<HTMLElement>('[data-key]') ?? [])];
  const row = rows.find(candidate => candidate.dataset.key === key) ?? rows[0];
  (row?.querySelector<HTMLElement>('li > button') ?? frame)?.focus();
}
