import fc from 'fast-check';
import { DEPLOYMENT_STATUSES } from './schemas';
import { Sighting, statusWhenUnseen } from './unseen';

const NOW = Date.UTC(2026, 2, 1, 12);
const minutesAgo = (minutes: number) =>
  new Date(NOW - minutes * 60_000).toISOString();

const SEEN: Sighting = {
  ...{ status: 'running', lastSeen: minutesAgo(30) },
  ...{ allowedSilence: 'PT1H', goneAfter: 'PT2H', listedAt: minutesAgo(0) },
};

describe('a deployment that is not seen', () => {
  it.each<[string, Partial<Sighting>, string]>([
    ['a while', {}, 'running'],
    ['as long as it may', { lastSeen: minutesAgo(60) }, 'running'],
    ['longer than it may', { lastSeen: minutesAgo(61) }, 'unknown'],
    ['until the end', { lastSeen: minutesAgo(120) }, 'unknown'],
    ['longer than that', { lastSeen: minutesAgo(121) }, 'gone'],
    [
      'because its source fails',
      { lastSeen: minutesAgo(600), listedAt: minutesAgo(599) },
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
        ...{ lastSeen: minutesAgo(9_999) },
        ...{ allowedSilence: undefined, goneAfter: undefined },
      },
      'running',
    ],
    [
      'because it was stopped',
      { status: 'stopped', lastSeen: minutesAgo(999) },
      'stopped',
    ],
  ])('%s', (_, facts, status) => {
    expect(statusWhenUnseen({ ...SEEN, ...facts }, new Date(NOW))).toBe(status);
  });

  it('never comes back by waiting', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DEPLOYMENT_STATUSES),
        fc.nat({ max: 300 }),
        fc.nat({ max: 300 }),
        fc.nat({ max: 300 }),
        (status, seen, listed, later) => {
          const sighting = {
            ...{ ...SEEN, status, lastSeen: minutesAgo(seen) },
            listedAt: minutesAgo(listed),
          };
          const first = statusWhenUnseen(sighting, new Date(NOW));
          const then = new Date(NOW + later * 60_000);
          const second = statusWhenUnseen({ ...sighting, status: first }, then);
          expect([first, 'unknown', 'gone']).toContain(second);
          expect(first === 'gone' && second !== 'gone').toBe(false);
        },
      ),
    );
  });
});
