import { WaitingSignOff } from '@modelry/backstage-plugin-models-common';
import { VisuallyHidden } from '@backstage/ui';
import { useRef } from 'react';
import { BoardView } from './BoardView';
import { WAITING_COLUMNS } from './csvColumns';
import { useBoardList } from './useBoard';
import { modelFilters, useBoardFilters } from './useBoardFilters';
import { useDecideFlow } from './useDecideFlow';
import { WaitingDecision } from './WaitingDecision';
import { WaitingList } from './WaitingList';
import { keyOf } from './waitingKeys';

const EMPTY = {
  title: 'Nothing waits for you',
  next: 'Sign-offs appear here when a review is opened of which you are an approver; you are notified, too. The other views show where everything stands.',
};

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
  const items = list.data ?? [];
  const frame = useRef<HTMLDivElement>(null);
  const flow = useDecideFlow({ items, frame });
  const { active, decided } = flow;
  return (
    // Where the focus goes when nothing is left.
    <div ref={frame} tabIndex={-1} style={{ outline: 'none' }}>
      <BoardView
        list={list}
        name="waiting"
        what="what waits for you"
        about="Sign-offs of open reviews that you can give, the longest waiting first."
        empty={EMPTY}
        toLines={row => [row]}
        columns={WAITING_COLUMNS}
      >
        {rows => <WaitingList items={rows} onOpen={flow.open} />}
      </BoardView>
      <VisuallyHidden role="status">
        {decided > 0 && `Decided ${decided}; ${items.length} left in this list`}
      </VisuallyHidden>
      {active && (
        <WaitingDecision
          key={keyOf(active)}
          item={active}
          isOpen={flow.isOpen}
          onOpenChange={flow.setOpen}
          onSent={flow.goOn}
          onGone={flow.moveFocus}
        />
      )}
    </div>
  );
}
