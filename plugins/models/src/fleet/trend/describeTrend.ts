import { TrendDay, healthyShare, signedOffShare } from './charts';

/** Writes a share, e.g. `45 %`. */
export function toPercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Writes a day, e.g. `27 Aug 2026`; it is one in UTC. */
export function toDate(day: string, year?: 'numeric'): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    ...{ day: 'numeric', month: 'short', year, timeZone: 'UTC' },
  });
}

/** Writes how many of how many, e.g. `12 of 30 signed off (40 %)`; `of` names what they are. */
export function describeShare(
  part: number,
  whole: number,
  words: { of?: string; none: string },
): string {
  if (whole === 0) {
    return words.none;
  }
  const counts = `${toCount(part)} of ${toCount(whole)}`;
  return [counts, words.of, `(${toPercent(part / whole)})`]
    .filter(word => word !== undefined)
    .join(' ');
}

/** Says all that is known of one day. */
export function describeDay(
  day: TrendDay,
  nameStage: (stage: string) => string,
  stages: readonly string[],
): string {
  const counts = stages
    .filter(stage => day.stages[stage])
    .map(
      stage =>
        `${toCount(day.stages[stage] ?? 0)} ${nameStage(
          stage,
        ).toLocaleLowerCase('en-US')}`,
    );
  return [
    `${toDate(day.day, 'numeric')}: ${countModels(day.totalModels)}${
      counts.length > 0 ? ` (${counts.join(', ')})` : ''
    }`,
    describeShare(day.signedOff, day.governed, {
      of: 'signed off',
      none: 'none needs a sign-off',
    }),
    describeShare(day.healthy, day.monitored, {
      of: 'healthy',
      none: 'none is watched',
    }),
  ].join('; ');
}

/** Says in a line how things went since the first day. */
export function describeChange(days: readonly TrendDay[]): string {
  const [first] = days;
  const last = days[days.length - 1];
  const parts = [
    `${countModels(last.totalModels)}${inSigned(
      last.totalModels - first.totalModels,
    )}`,
    changeOfShare('signed off', signedOffShare(first), signedOffShare(last)),
    changeOfShare('healthy', healthyShare(first), healthyShare(last)),
  ];
  return `${parts.filter(part => part !== '').join(', ')} since ${toDate(
    first.day,
  )}`;
}

function changeOfShare(
  what: string,
  before: number | undefined,
  now: number | undefined,
): string {
  if (now === undefined) {
    return '';
  }
  const points =
    before === undefined ? 0 : Math.round(now * 100) - Math.round(before * 100);
  return `${toPercent(now)} ${what}${inSigned(points, ' points')}`;
}

function inSigned(change: number, unit = ''): string {
  if (change === 0) {
    return '';
  }
  return ` (${change > 0 ? '+' : '−'}${toCount(Math.abs(change))}${unit})`;
}

function countModels(count: number): string {
  return count === 1 ? '1 model' : `${toCount(count)} models`;
}

function toCount(count: number): string {
  return count.toLocaleString('en-US');
}
