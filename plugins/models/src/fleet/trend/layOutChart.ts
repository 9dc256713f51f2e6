import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { TrendChart } from './charts';

/** Room around a chart for its axes. */
export const MARGIN = { top: 8, right: 8, bottom: 20, left: 40 };

/** How high a chart is. */
export const CHART_HEIGHT = 132;

/** Where everything of a chart stands. */
export interface ChartLayout {
  /** Where the day of that place in the list stands. */
  x: (index: number) => number;
  y: (value: number) => number;
  /** The day nearest to a place in the picture. */
  dayAt: (x: number) => number;
  ticks: number[];
  paths: string[];
}

/** Places the lines of a chart in a picture of a width. */
export function layOutChart(
  { lines, measure }: TrendChart,
  { days, width }: { days: number; width: number },
): ChartLayout {
  const last = Math.max(1, days - 1);
  const x = scaleLinear()
    .domain([0, last])
    .range([MARGIN.left, width - MARGIN.right]);
  const most = Math.max(
    1,
    ...lines.flatMap(({ values }) => values.flatMap(value => value ?? [])),
  );
  const y = scaleLinear()
    .domain([0, measure === 'share' ? 1 : most])
    .nice(3)
    .range([CHART_HEIGHT - MARGIN.bottom, MARGIN.top]);
  const draw = line<number | undefined>()
    // A day on which there was nothing to count is a gap.
    .defined(value => value !== undefined)
    .x((_, index) => x(index))
    .y(value => y(value ?? 0));
  return {
    x,
    y,
    dayAt: at => Math.min(days - 1, Math.max(0, Math.round(x.invert(at)))),
    // There are no halves of models.
    ticks: y
      .ticks(3)
      .filter(tick => measure === 'share' || Number.isInteger(tick)),
    paths: lines.map(({ values }) => draw(values) ?? ''),
  };
}
