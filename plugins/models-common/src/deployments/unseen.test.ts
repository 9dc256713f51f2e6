import fc from 'fast-check';
import { DEPLOYMENT_STATUSES, DeploymentStatus } from './schemas';
import { UnseenLimits, statusWhenUnseen, unseenMoments } from './unseen';

const NOW = Date.UTC(2026, 2, 1, 12);
const minutesAgo = (minutes: number) =>
  new Date(NOW - minutes * 60_000).toISOString();

interface Known extends UnseenLimits {
  status: DeploymentStatus;
  lastSeen: string;
  missedSince?: string;
  listedAt?: string;
}

const SEEN: Known = {
  ...{ status: 'running', lastSeen: minutesAgo(30) },
  ...{ allowedSilence: 'PT1H', goneAfter: 'PT2H', listedAt: minutesAgo(0) },
};

function statusOf(known: Known, now: Date = new Date(NOW)) {
  const { status, listedAt } = known;
  return statusWhenUnseen(
    { status, ...(listedAt && { listedAt }), ...unseenMoments(known) },
    now,
  );
}

describe('a deployment that is not seen', () => {
  it.each<[string, Partial<Known>, string]>([
    ['a while', {}, 'running'],
    ['as long as it may', { lastSeen: minutesAgo(60) }, 'running'],
    ['longer than it may', { lastSeen: minutesAgo(61) }, 'unknown'],
    [
      'until the end',
      { lastSeen: minutesAgo(121), missedSince: minutesAgo(120) },
      'unknown',
    ],
    [
      'longer than that',
      { lastSeen: minutesAgo(122), missedSince: minutesAgo(121) },
      'gone',
    ],
    [
      'by a source that answers again, and for the first time without it',
      { lastSeen: minutesAgo(600), missedSince: minutesAgo(0) },
      'unknown',
    ],
    [
      'because its source fails',
      {
        ...{ lastSeen: minutesAgo(600), missedSince: minutesAgo(599) },
        listedAt: minutesAgo(599),
      },
      'unknown',
    ],
    [
      'since a source that never answered',
      { lastSeen: minutesAgo(600), listedAt: undefined },
      'unknown',
    ],
    [
      'though nobody said how long it may be',
      {
        ...{ lastSeen: minutesAgo(9_999), missedSince: minutesAgo(9_998) },
        ...{ allowedSilence: undefined, goneAfter: undefined },
      },
      'running',
    ],
    [
      'and never unknown, only gone',
      {
        ...{ lastSeen: minutesAgo(600), missedSince: minutesAgo(599) },
        allowedSilence: undefined,
      },
      'gone',
    ],
    [
      'because it was stopped',
      { status: 'stopped', lastSeen: minutesAgo(999) },
      'stopped',
    ],
  ])('%s', (_, facts, status) => {
    expect(statusOf({ ...SEEN, ...facts })).toBe(status);
  });

  it('never comes back by waiting', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DEPLOYMENT_STATUSES),
        fc.nat({ max: 300 }),
        fc.nat({ max: 300 }),
        fc.nat({ max: 300 }),
        (status, seen, listed, later) => {
          const known = {
            ...{ ...SEEN, status, lastSeen: minutesAgo(seen) },
            ...{ missedSince: minutesAgo(seen), listedAt: minutesAgo(listed) },
          };
          const first = statusOf(known);
          const then = new Date(NOW + later * 60_000);
          const second = statusOf({ ...known, status: first }, then);
          expect([first, 'unknown', 'gone']).toContain(second);
          expect(first === 'gone' && second !== 'gone').toBe(false);
        },
      ),
    );
  });
});
