import { Flex, Link, Text } from '@backstage/ui';
import { WaitingSignOff } from '@modelry/backstage-plugin-models-common';
import { EmptyState, Loaded } from '../../frame';
import { useGovernanceLink } from '../../governance/board/useGovernanceLink';
import { keyOf } from '../../governance/board/waitingKeys';
import { Actor } from '../../ownership/Actor';
import { RelativeTime, SignOffStatusBadge, StageName } from '../../status';
import { MySignOffs, useMySignOffs } from './useMine';
import { useHomeStyles } from './useHomeStyles';
import { usePagePath } from './usePagePath';

/** The sign-offs that wait for the person. */
export function WaitingForMySignOff() {
  return (
    <Loaded what="what waits for you" loadable={useMySignOffs()} lines={6}>
      {waiting =>
        waiting.longest.length === 0 ? (
          <NothingWaits />
        ) : (
          <Waiting {...waiting} />
        )
      }
    </Loaded>
  );
}

function NothingWaits() {
  return (
    <EmptyState title="Nothing waits for you">
      <Text as="p" variant="body-small" color="secondary">
        Sign-offs appear here when a review is opened of which you are an
        approver.
      </Text>
    </EmptyState>
  );
}

function Waiting({ total, longest }: MySignOffs) {
  const board = usePagePath('governance');
  const classes = useHomeStyles();
  return (
    <Flex direction="column" gap="3">
      <ol className={classes.list} aria-label="The longest waiting first">
        {longest.map(item => (
          <WaitingRow key={keyOf(item)} item={item} />
        ))}
      </ol>
      {board && (
        <Link href={board}>
          {total > longest.length
            ? `Decide all ${total.toLocaleString('en-US')} on the board`
            : 'Decide on the board'}
        </Link>
      )}
    </Flex>
  );
}

function WaitingRow({ item }: { item: WaitingSignOff }) {
  const { modelRef, title, review, requirement } = item;
  const linkTo = useGovernanceLink();
  const classes = useHomeStyles();
  return (
    <li className={classes.row}>
      <Text as="span" weight="bold" className={classes.name}>
        <Link href={linkTo(modelRef, review.version)} weight="bold">
          {title}
        </Link>
      </Text>
      <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
        <Text>{requirement.title}</Text>
        <SignOffStatusBadge status={requirement.status} />
      </Flex>
      <Text as="div" variant="body-small" color="secondary">
        Version {review.version}, for <StageName stage={requirement.stage} />;
        asked by <Actor actor={review.openedBy} />{' '}
        <RelativeTime at={review.openedAt} />
      </Text>
    </li>
  );
}
