import { Button, Text } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { ComponentProps, useState } from 'react';

/** What fits into a line, more or less. */
const LETTERS_OF_A_LINE = 100;

const useStyles = makeStyles({
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  short: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    // What is filed must be complete.
    '@media print': { display: 'block' },
  },
  more: { alignSelf: 'start', '@media print': { display: 'none' } },
});

/**
 * Shows what somebody wrote, as they wrote it: of a long text the first lines, until
 * somebody wants all of it.
 *
 * @param props - `lines` is how many are shown at first; `what` names the text for
 *   whoever hears the button, e.g. `the comment`.
 */
export function LongText(
  props: Pick<ComponentProps<typeof Text>, 'variant' | 'color'> & {
    text: string;
    what: string;
    lines?: number;
  },
) {
  const { text, what, lines = 10, ...look } = props;
  const [isWhole, setWhole] = useState(false);
  const classes = useStyles();
  const isLong =
    text.length > lines * LETTERS_OF_A_LINE ||
    text.split('\n', lines + 1).length > lines;
  const isCut = isLong && !isWhole;
  return (
    <>
      <Text
        as="div"
        {...look}
        className={`${classes.text} ${isCut ? classes.short : ''}`}
        style={isCut ? { WebkitLineClamp: lines } : undefined}
      >
        {text}
      </Text>
      {isLong && (
        <Button
          className={classes.more}
          size="small"
          variant="tertiary"
          aria-expanded={isWhole}
          aria-label={`${isWhole ? 'Show less' : 'Show all'} of ${what}`}
          onPress={() => setWhole(!isWhole)}
        >
          {isWhole ? 'Show less' : 'Show all'}
        </Button>
      )}
    </>
  );
}
