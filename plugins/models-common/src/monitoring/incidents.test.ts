import fc from 'fast-check';
import { criticalRuns, matchRuns } from './incidents';
import { Judgement } from './judge';
import { RESULT_STATUSES, ResultStatus } from './schemas';

const minute = (n: number) =>
  new Date(Date.UTC(2026, 2, 1, 0, n)).toISOString();

function judgements(
  statuses: readonly ResultStatus[],
  values: readonly number[] = [],
): Judgement[] {
  return statuses.map((status, index) => ({
    status,
    observation: { observedAt: minute(index), value: values[index] },
    limit: 1,
  }));
}

function spans(options: Parameters<typeof criticalRuns>[0]) {
  return criticalRuns(options).map(run => [run.startedAt, run.endedAt]);
}

describe('runs of critical results', () => {
  it.each<[ResultStatus[], Array<[number, number?]>]>([
    [[], []],
    [['ok', 'warning', 'error'], []],
    [['critical'], [[0]]],
    [['ok', 'critical', 'critical', 'warning'], [[1, 3]]],
    [['critical', 'error', 'critical', 'ok'], [[0, 3]]],
    [['critical', 'error'], [[0]]],
    [
      ['critical', 'ok', 'critical'],
      [[0, 1], [2]],
    ],
  ])('among %j are %j', (statuses, expected) => {
    expect(spans({ judgements: judgements(statuses) })).toEqual(
      expected.map(([start, end]) => [
        minute(start),
        end === undefined ? undefined : minute(end),
      ]),
    );
  });

  it('go on from before the first and to after the last', () => {
    expect(
      spans({
        judgements: judgements(['critical', 'ok', 'critical']),
        since: '2026-02-01T00:00:00.000Z',
        until: '2026-04-01T00:00:00.000Z',
      }),
    ).toEqual([
      ['2026-02-01T00:00:00.000Z', minute(1)],
      [minute(2), '2026-04-01T00:00:00.000Z'],
    ]);
  });

  it('name the first of their worst results', () => {
    const [run] = criticalRuns({
      judgements: judgements(
        ['critical', 'critical', 'critical', 'critical'],
        [1.1, 3, 3, 2],
      ),
    });
    expect(run.worst.observation.observedAt).toBe(minute(1));
  });

  it('are not ended by a better result at the moment of a critical one', () => {
    const [a, b, c] = judgements(['critical', 'ok', 'critical']);
    const sameMoment = { ...c, observation: b.observation };
    expect(spans({ judgements: [a, b, sameMoment] })).toEqual([
      [minute(0), undefined],
    ]);
  });

  it('do not take a value that hysteresis keeps critical for the worst', () => {
    const [run] = criticalRuns({
      judgements: judgements(['critical', 'critical'], [1.1, 0.5]),
      direction: 'higher-is-worse',
    });
    expect(run.worst.observation.value).toBe(1.1);
  });

  it('hold every critical result, and no better one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...RESULT_STATUSES), { maxLength: 30 }),
        statuses => {
          const runs = criticalRuns({ judgements: judgements(statuses) });
          statuses.forEach((status, index) => {
            const at = minute(index);
            const inRun = runs.some(
              run =>
                run.startedAt <= at &&
                (run.endedAt === undefined || at < run.endedAt),
            );
            expect(
              status === 'error' || inRun === (status === 'critical'),
            ).toBe(true);
          });
        },
      ),
    );
  });
});

describe('known incidents', () => {
  const known = (id: string, start: number, end?: number) => ({
    id,
    startedAt: minute(start),
    ...(end !== undefined && { endedAt: minute(end) }),
  });
  const run = (start: number, end?: number) => ({
    startedAt: minute(start),
    ...(end !== undefined && { endedAt: minute(end) }),
    worst: judgements(['critical'])[0],
  });
  const match = (
    incidents: ReturnType<typeof known>[],
    runs: ReturnType<typeof run>[],
  ) => {
    const { kept, added, gone } = matchRuns({ known: incidents, runs });
    return {
      kept: kept.map(one => [
        one.known.id,
        one.run.startedAt,
        ...one.joined.map(({ id }) => id),
      ]),
      added: added.map(one => [one.run.startedAt, one.partOf?.id]),
      gone: gone.map(({ id }) => id),
    };
  };

  it('end, begin earlier or go on as the same', () => {
    expect(match([known('a', 5)], [run(5, 9)])).toEqual({
      kept: [['a', minute(5)]],
      added: [],
      gone: [],
    });
    expect(match([known('a', 5)], [run(2)])).toMatchObject({
      kept: [['a', minute(2)]],
    });
  });

  it('are joined into the last of them', () => {
    expect(match([known('b', 6), known('a', 1, 4)], [run(1)])).toEqual({
      kept: [['b', minute(1), 'a']],
      added: [],
      gone: [],
    });
  });

  it('that are taken apart go on as the last part', () => {
    expect(match([known('a', 1)], [run(1, 3), run(5)])).toEqual({
      kept: [['a', minute(5)]],
      added: [[minute(1), 'a']],
      gone: [],
    });
  });

  it('are gone when nothing is left of them', () => {
    expect(match([known('a', 1, 4)], [])).toMatchObject({ gone: ['a'] });
  });

  it('that only touch a run are others', () => {
    expect(match([known('a', 1, 4)], [run(4)])).toEqual({
      kept: [],
      added: [[minute(4), undefined]],
      gone: ['a'],
    });
  });
});
