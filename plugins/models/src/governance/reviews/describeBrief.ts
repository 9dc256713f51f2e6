import { ReviewBrief } from '@modelry/backstage-plugin-models-common';

type Metric = ReviewBrief['metrics'][number];

/** Says in a line how much has changed since the version that was approved last. */
export function summarizeBrief(brief: ReviewBrief): string {
  const { baseline, facts } = brief;
  if (!baseline) {
    return 'No version was approved before: there is nothing to compare with';
  }
  const metrics = brief.metrics.filter(m => m.before !== m.after).length;
  const alarming = brief.checks.filter(c => c.status !== 'ok').length;
  return `Since version ${baseline.version}: ${[
    count(facts.length, 'fact', 'changed'),
    count(metrics, 'metric', 'changed'),
    count(alarming, 'check', 'not OK'),
  ].join(', ')}`;
}

function count(amount: number, what: string, how: string): string {
  return `${amount === 0 ? 'no' : amount} ${what}${
    amount === 1 ? '' : 's'
  } ${how}`;
}

/** Writes a number as people read it. */
export function writeNumber(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 6 });
}

/** Says by how much a metric changed; nothing when it cannot be compared. */
export function describeChange({ before, after }: Metric): string | undefined {
  if (before === undefined || after === undefined) {
    return undefined;
  }
  const difference = after - before;
  if (difference === 0) {
    return 'unchanged';
  }
  const sign = difference > 0 ? '+' : '−';
  const amount = `${sign}${writeNumber(Math.abs(difference))}`;
  return before === 0
    ? amount
    : `${amount} (${sign}${Math.abs((difference / before) * 100).toLocaleString(
        'en',
        { maximumFractionDigits: 1 },
      )} %)`;
}
