import { Settings } from 'luxon';
import { keptSince } from './keptSince';

describe('what is kept', () => {
  afterEach(() => {
    Settings.defaultZone = 'system';
  });

  it.each(['Europe/Berlin', 'America/New_York', 'UTC'])(
    'is the same where the backend runs in %s',
    zone => {
      Settings.defaultZone = zone;
      const now = new Date('2026-11-25T12:30:00.000Z');
      expect(keptSince(now, 'P6M').toJSDate()).toEqual(
        new Date('2026-05-25T12:30:00.000Z'),
      );
    },
  );
});
