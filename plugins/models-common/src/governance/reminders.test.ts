import fc from 'fast-check';
import { dueReminder } from './reminders';

const EXPIRES = '2026-03-31T09:00:00.000Z';

const due = (now: string, ...sent: number[]) =>
  dueReminder({ endsAt: EXPIRES, now: new Date(now), sent });

describe('a reminder', () => {
  it.each<[string, number | undefined]>([
    ['2026-03-01T08:59:59.999Z', undefined],
    ['2026-03-01T09:00:00.000Z', 30],
    ['2026-03-24T08:59:59.999Z', 30],
    ['2026-03-24T09:00:00.000Z', 7],
    ['2026-03-30T08:59:59.999Z', 7],
    ['2026-03-30T09:00:00.000Z', 1],
    ['2026-03-30T23:59:59.999Z', 1],
    ['2026-03-31T00:00:00.000Z', 0],
    ['2026-03-31T09:00:00.000Z', 0],
    ['2026-06-01T00:00:00.000Z', 0],
  ])('is due at %s %s days ahead', (now, days) => {
    expect(due(now)).toBe(days);
  });

  it('is sent once', () => {
    expect(due('2026-03-24T09:00:00Z', 30)).toBe(7);
    expect(due('2026-03-24T09:10:00Z', 30, 7)).toBeUndefined();
  });

  it('that was missed is not sent after a more urgent one', () => {
    expect(due('2026-03-30T10:00:00Z', 1)).toBeUndefined();
    expect(due('2026-03-02T10:00:00Z', 7)).toBeUndefined();
  });

  it('is understood when the expiry is written with an offset', () => {
    expect(
      dueReminder({
        endsAt: '2026-03-31T01:30:00+02:00',
        now: new Date('2026-03-30T00:00:00Z'),
        sent: [],
      }),
    ).toBe(0);
  });

  it('comes at most four times, each more urgent, however often somebody looks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 1_100 }), { maxLength: 40 }),
        hours => {
          const sent: number[] = [];
          for (const hour of [...hours].sort((a, b) => a - b)) {
            const days = dueReminder({
              endsAt: EXPIRES,
              now: new Date(Date.parse('2026-02-20T09:00:00Z') + hour * 3.6e6),
              sent,
            });
            sent.push(...(days === undefined ? [] : [days]));
          }

          expect(sent).toEqual([...new Set(sent)].sort((a, b) => b - a));
        },
      ),
    );
  });
});
