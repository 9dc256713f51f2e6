import { Button, Flex, Text } from '@backstage/ui';
import { WaitingSignOff } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { KeyboardEvent, RefObject, useEffect, useId, useRef } from 'react';
import { LongText } from '../../frame';
import { Actor } from '../../ownership/Actor';
import { TextWithNames } from '../../ownership/TextWithNames';
import { RelativeTime, SignOffStatusBadge, StageName } from '../../status';
import { ModelLine, ModelLink } from './ModelCell';
import { keyOf } from './waitingKeys';

const STEPS: Record<string, number> = {
  j: 1,
  ArrowDown: 1,
  k: -1,
  ArrowUp: -1,
};

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 4fr) auto',
    gap: 'var(--bui-space-4)',
    alignItems: 'center',
    padding: 'var(--bui-space-3) var(--bui-space-2)',
    borderTop: '1px solid var(--bui-border-2)',
    borderInlineStart: '3px solid transparent',
    '&:focus-within': {
      borderInlineStartColor: 'var(--bui-ring)',
      backgroundColor: 'var(--bui-bg-neutral-1)',
    },
  },
  hint: {
    '& kbd': {
      padding: '0 var(--bui-space-1)',
      border: '1px solid var(--bui-border-2)',
      borderRadius: 'var(--bui-radius-1)',
      fontFamily: 'var(--bui-font-monospace)',
    },
  },
});

/**
 * Lists sign-offs that wait; the arrow keys and j and k go through them.
 *
 * @param props - `onOpen` begins to decide one of them.
 */
export function WaitingList(props: {
  items: readonly WaitingSignOff[];
  onOpen: (item: WaitingSignOff) => void;
}) {
  const { items, onOpen } = props;
  const list = useRef<HTMLOListElement>(null);
  const hintId = useId();
  const classes = useStyles();

  const move = useListKeys(list);
  return (
    <Flex direction="column" gap="3">
      <Hint id={hintId} />
      {/* Keys are a shortcut between the buttons, which Tab reaches, too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ol
        ref={list}
        className={classes.list}
        aria-label="Sign-offs that wait for you"
        aria-describedby={hintId}
        onKeyDown={move}
      >
        {items.map(item => (
          <WaitingRow key={keyOf(item)} item={item} onOpen={onOpen} />
        ))}
      </ol>
    </Flex>
  );
}

function Hint(props: { id: string }) {
  const classes = useStyles();
  return (
    <Text
      as="p"
      id={props.id}
      variant="body-small"
      color="secondary"
      className={classes.hint}
    >
      Keys: <kbd>j</kbd> or <kbd>↓</kbd> next, <kbd>k</kbd> or <kbd>↑</kbd>{' '}
      previous, <kbd>Enter</kbd> opens; then <kbd>1</kbd> to <kbd>4</kbd>{' '}
      choose, <kbd>Ctrl</kbd>+<kbd>Enter</kbd> sends, and the next one is ready.
    </Text>
  );
}

// With the focus nowhere, the arrows scroll the page: only the letters begin.
function useListKeys(list: RefObject<HTMLElement>) {
  useEffect(() => {
    const begin = (event: globalThis.KeyboardEvent) => {
      const isBegin = event.key === 'j' || event.key === 'k';
      if (isBegin && event.target === document.body && isPlain(event)) {
        decideButtons(list.current)[0]?.focus();
      }
    };
    document.addEventListener('keydown', begin);
    return () => document.removeEventListener('keydown', begin);
  }, [list]);

  return (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const buttons = decideButtons(list.current);
    const at = buttons.findIndex(button =>
      button.closest('li')?.contains(document.activeElement),
    );
    if (step && at >= 0 && isPlain(event)) {
      event.preventDefault();
      buttons.at(Math.min(Math.max(at + step, 0), buttons.length - 1))?.focus();
    }
  };
}

// A row may have other buttons, which are not stopped at.
function decideButtons(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('li > button') ?? [])];
}

function isPlain(
  event: Pick<Event & KeyboardEvent, 'ctrlKey'> & {
    metaKey: boolean;
    altKey: boolean;
  },
): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey;
}

function WaitingRow(props: {
  item: WaitingSignOff;
  onOpen: (item: WaitingSignOff) => void;
}) {
  const { item, onOpen } = props;
  const { review, requirement } = item;
  const classes = useStyles();
  return (
    <li className={classes.row} data-key={keyOf(item)}>
      <Flex direction="column" align="start" gap="1">
        <ModelLink model={item} version={review.version} />
        <Text as="div" variant="body-small">
          Version {review.version}, for <StageName stage={requirement.stage} />
        </Text>
        <ModelLine model={item} />
      </Flex>
      <Flex direction="column" align="start" gap="1">
        <Flex align="center" gap="2">
          <Text weight="bold">{requirement.title}</Text>
          <SignOffStatusBadge status={requirement.status} />
        </Flex>
        <Text as="div" variant="body-small" color="secondary">
          <TextWithNames text={requirement.reason} />
        </Text>
        <Text as="div" variant="body-small" color="secondary">
          Asked by <Actor actor={review.openedBy} />{' '}
          <RelativeTime at={review.openedAt} />
        </Text>
        {review.note && (
          <LongText
            text={review.note}
            what={`the note on ${requirement.title}, ${item.title}`}
            variant="body-small"
            lines={3}
          />
        )}
      </Flex>
      <Button
        size="small"
        variant="primary"
        aria-label={`Decide: ${requirement.title}, ${item.title}, version ${review.version}`}
        onPress={() => onOpen(item)}
      >
        Decide
      </Button>
    </li>
  );
}
