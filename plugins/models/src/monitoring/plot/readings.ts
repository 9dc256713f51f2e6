import { SeriesPoint } from '@modelry/backstage-plugin-models-common';
import { formatValue } from '../describe';
import { Layout } from './layOut';
import { Line } from './useSeries';

/** What the lines of a plot say of one stretch of time. */
export interface Reading {
  /** The middle of that time, in milliseconds. */
  at: number;
  from: string;
  points: Array<{ label: string; unit?: string; point: SeriesPoint }>;
}

/** What can be read off a plot, the oldest first. */
export function readingsOf(lines: readonly Line[]): Reading[] {
  const byTime = new Map<string, Reading>();
  for (const { label, series } of lines) {
    for (const point of series.points) {
      const { from, to } = point;
      const at = (Date.parse(from) + Date.parse(to)) / 2;
      const reading = byTime.get(from) ?? { at, from, points: [] };
      reading.points.push({ label, unit: series.unit, point });
      byTime.set(from, reading);
    }
  }
  return [...byTime.values()].sort((a, b) => a.at - b.at);
}

/** Which of the readings is nearest to a place in the picture. */
export function nearest(
  readings: readonly Reading[],
  layout: Layout,
  position: number,
): number | undefined {
  let best: number | undefined;
  let distance = Infinity;
  readings.forEach(({ at }, index) => {
    const away = Math.abs(layout.x(at) - position);
    if (away < distance) {
      [best, distance] = [index, away];
    }
  });
  return best;
}

/** Says when a stretch of time begins. */
export function formatTime(time: string): string {
  const when = new Date(time).toLocaleString('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `${when} UTC`;
}

/** Says the values of a stretch of time: their average, and between what they lay. */
export function formatValues(
  { min, max, average }: SeriesPoint,
  unit: string | undefined,
): string | undefined {
  const spread =
    min !== max
      ? ` (${formatValue(min, unit)} to ${formatValue(max, unit)})`
      : '';
  return average === undefined
    ? undefined
    : `${formatValue(average, unit)}${spread}`;
}

/** Says a reading in words; of several lines each by its name. */
export function describeReading(reading: Reading, lines: number): string {
  const said = reading.points.map(({ label, unit, point }) =>
    [...(lines > 1 ? [label] : []), describePoint(point, unit)].join(' '),
  );
  return `${formatTime(reading.from)}: ${said.join('; ')}`;
}

function describePoint(point: SeriesPoint, unit: string | undefined): string {
  const { status, count, threshold } = point;
  const values = formatValues(point, unit);
  return [
    status,
    ...(values === undefined ? [] : [values]),
    ...(threshold === undefined
      ? []
      : [`threshold ${formatValue(threshold, unit)}`]),
    ...(count > 1 ? [`${count} results`] : []),
  ].join(', ');
}
