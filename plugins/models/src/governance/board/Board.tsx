import { Flex, Link, Text } from '@backstage/ui';
import { BoardFacets } from '@modelry/backstage-plugin-models-common';
import { ComponentType } from 'react';
import { EmptyState, LoadProblem } from '../../frame';
import { BoardFilterFields } from './BoardFilterFields';
import { BoardNav } from './BoardNav';
import { ExpiringView } from './ExpiringView';
import { MatrixView } from './MatrixView';
import { UnsanctionedView } from './UnsanctionedView';
import { useBoardFacets } from './useBoard';
import { View } from './views';
import { WaitingView } from './WaitingView';
import { WaiversView } from './WaiversView';

const CONTENT: Record<View, ComponentType> = {
  waiting: WaitingView,
  matrix: MatrixView,
  expiring: ExpiringView,
  waivers: WaiversView,
  unsanctioned: UnsanctionedView,
};

const MORE_FILTERS: Partial<
  Record<View, ReadonlyArray<'requirement' | 'status' | 'days'>>
> = {
  matrix: ['requirement', 'status'],
  expiring: ['days'],
};

const NOTHING_KNOWN: BoardFacets = {
  totalModels: 0,
  owners: [],
  systems: [],
  riskTiers: [],
  requirements: [],
  statuses: [],
  waiting: 0,
  expiring: 0,
  waivers: 0,
  unsanctioned: 0,
};

/**
 * Shows one view of the governance board.
 *
 * @param props - `view` is nothing when the address names none; `base` is where the
 *   board begins.
 */
export function Board(props: { view: View | undefined; base: string }) {
  const { view, base } = props;
  const facets = useBoardFacets();
  const Content = view && CONTENT[view];
  return (
    <Flex direction="column" gap="4" style={{ overflowWrap: 'anywhere' }}>
      <BoardNav facets={facets.data} base={base} />
      {view && (
        <BoardFilterFields
          facets={facets.data ?? NOTHING_KNOWN}
          more={MORE_FILTERS[view]}
        />
      )}
      {facets.error && !facets.data && (
        <LoadProblem
          what="how much there is"
          error={facets.error}
          onRetry={facets.retry}
        />
      )}
      {Content ? (
        <Content />
      ) : (
        <EmptyState title="The board has no such view">
          <Text as="p" color="secondary">
            The address is wrong, or it is an old one.{' '}
            <Link href={base}>See what waits for you</Link>
          </Text>
        </EmptyState>
      )}
    </Flex>
  );
}
