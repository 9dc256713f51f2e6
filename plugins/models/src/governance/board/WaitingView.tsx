import { WaitingSignOff } from '@modelry/backstage-plugin-models-common';
import { VisuallyHidden } from '@backstage/ui';
import { useRef, useState } from 'react';
import { BoardView } from './BoardView';
import { WAITING_COLUMNS } from './csvColumns';
import { useBoardList } from './useBoard';
import { modelFilters, useBoardFilters } from './useBoardFilters';
import { WaitingDecision } from './WaitingDecision';
import { WaitingList } from './WaitingList';
import { keyOf, neighbourOf } from './waitingKeys';

/**
 * Lists the sign-offs that wait for the person, and lets them be given one after the
 * other without a mouse.
 */
export function WaitingView() {
  const { filters } = useBoardFilters();
  const query = modelFilters(filters);
  const list = useBoardList<WaitingSignOff>({
    list: 'waiting',
    filters: query,
    load: (client, page) => client.listWaiting({ ...query, ...page }),
  });
  const [active, setActive] = useState<WaitingSignOff>();
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const next = useRef<string>();
  const [decided, setDecided] = useState(0);

  const open = (item: WaitingSignOff) => {
    next.current = keyOf(item);
    setActive(item);
    setOpen(true);
  };
  const seen = list.data ?? [];
  const goOn = () => {
    if (active) {
      // The focus goes on in the order that the person saw.
      next.current = neighbourOf(seen, keyOf(active)) ?? NOTHING_LEFT;
      setDecided(before => before + 1);
    }
  };
  const focusNext = () => {
    const key = next.current;
    if (key !== undefined) {
      next.current = undefined;
      // What closes the dialog gives the focus back first.
      setTimeout(() => focusOn(frame.current, key));
    }
  };

  return (
    // Where the focus goes when nothing is left.
    <div ref={frame} tabIndex={-1} style={{ outline: 'none' }}>
      <BoardView
        list={list}
        name="waiting"
        what="what waits for you"
        about="Sign-offs of open reviews that you can give, the longest waiting first."
        empty={{
          title: 'Nothing waits for you',
          next: 'Sign-offs appear here when a review is opened of which you are an approver; you are notified, too. The other views show where everything stands.',
        }}
        toLines={row => [row]}
        columns={WAITING_COLUMNS}
      >
        {rows => <WaitingList items={rows} onOpen={open} />}
      </BoardView>
      <VisuallyHidden role="status">
        {decided > 0 && `Decided ${decided}; ${seen.length} left in this list`}
      </VisuallyHidden>
      {active && (
        <WaitingDecision
          key={keyOf(active)}
          item={active}
          isOpen={isOpen}
          onOpenChange={setOpen}
          onSent={goOn}
          onGone={focusNext}
        />
      )}
    </div>
  );
}

const NOTHING_LEFT = '';

function focusOn(frame: HTMLElement | null, key: string) {
  const rows = [...(frame?.querySelectorAll<HTMLElement>('[data-key]') ?? [])];
  const row = rows.find(candidate => candidate.dataset.key === key) ?? rows[0];
  (row?.querySelector('button') ?? frame)?.focus();
}
