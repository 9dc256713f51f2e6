import { Text } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { KeyboardEvent, useState } from 'react';
import { TrendChart, TrendDay } from './charts';
import { ChartFigure } from './ChartFigure';

const useStyles = makeStyles({
  charts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 17rem), 1fr))',
    gap: 'var(--bui-space-4)',
    borderRadius: 'var(--bui-radius-2)',
    '&:focus-visible': {
      outline: '2px solid var(--bui-ring)',
      outlineOffset: 4,
    },
  },
});

/**
 * Draws how the models were on each day.
 *
 * @remarks
 *
 * With the keyboard, arrow keys read the days one by one; with the pointer, pointing at
 * one does.
 *
 * @param props - `describe` says all that is known of a day.
 */
export function TrendPlots(props: {
  days: readonly TrendDay[];
  charts: readonly TrendChart[];
  describe: (day: TrendDay) => string;
}) {
  const { days, charts, describe } = props;
  const [cursor, setCursor] = useState<number>();
  const classes = useStyles();
  const read = cursor === undefined ? undefined : days[cursor];
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveOf(event.key, cursor, days.length);
    if (next !== 'stay') {
      event.preventDefault();
      setCursor(next);
    }
  };
  return (
    <>
      {/* The keys read what is drawn; the table says the same. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        className={classes.charts}
        role="group"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label="Plots of the trend: arrow keys read the days"
        onKeyDown={onKeyDown}
      >
        {charts.map(chart => (
          <ChartFigure
            key={chart.id}
            chart={chart}
            days={days}
            cursor={cursor}
            onPoint={setCursor}
          />
        ))}
      </div>
      <Text as="div" variant="body-small" aria-live="polite">
        {read
          ? describe(read)
          : 'Point at a plot, or focus them and use the arrow keys, to read a day.'}
      </Text>
    </>
  );
}

/** Which day a key leads to: none at all, or the same as before when it is no key of ours. */
function moveOf(
  key: string,
  cursor: number | undefined,
  count: number,
): number | undefined | 'stay' {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, (cursor ?? count) - 1);
    case 'ArrowRight':
      return Math.min(count - 1, (cursor ?? -1) + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'Escape':
      return undefined;
    default:
      return 'stay';
  }
}
