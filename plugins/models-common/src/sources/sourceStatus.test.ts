import { SourceFacts, compareSources, judgeSource } from './sourceStatus';

const now = new Date('2026-11-25T10:00:00Z');
const heardAt = new Date('2026-11-25T09:00:00Z');
const good = { failed: false, problems: 0 };
const bad = { failed: true, problems: 1 };

describe('a source', () => {
  it.each<[string, Partial<SourceFacts>, string]>([
    ['that never ran waits', {}, 'waiting'],
    ['runs', { runningSince: heardAt, lastRun: good }, 'running'],
    ['whose last run was good is ok', { lastRun: good }, 'ok'],
    [
      'that left something out is incomplete',
      { lastRun: { failed: false, problems: 2 } },
      'incomplete',
    ],
    ['that failed fails', { lastRun: bad }, 'failing'],
    [
      'that failed fails until a run says otherwise',
      { lastRun: bad, runningSince: heardAt },
      'failing',
    ],
    [
      'is not silent as long as it may be',
      { lastRun: good, allowedSilence: 'PT1H' },
      'ok',
    ],
    [
      'is silent when it may not be',
      { lastRun: bad, allowedSilence: 'PT59M' },
      'silent',
    ],
    [
      'that hangs is silent',
      { runningSince: heardAt, allowedSilence: 'PT59M' },
      'silent',
    ],
  ])('%s', (_, facts, status) => {
    expect(judgeSource({ heardAt, ...facts }, now)).toBe(status);
  });

  it('that needs care comes first', () => {
    const sources = (['ok', 'silent', 'failing', 'ok'] as const).map(
      (status, i) => ({ status, title: 'dcba'[i], id: `${i}` }),
    );
    expect(sources.sort(compareSources).map(({ id }) => id)).toEqual([
      '2',
      '1',
      '3',
      '0',
    ]);
  });
});
