import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { ConflictError } from '@backstage/errors';
import { SourceReport } from '@modelry/backstage-plugin-models-common';
import { ModelSources } from './ModelSources';
import { ModelSource } from './ModelSourcesService';
import { SourceError } from './SourceError';

const NOW = '2026-11-25T10:00:00.000Z';

function start() {
  const tasks = new Map<string, (signal: AbortSignal) => unknown>();
  const logger = mockServices.logger.mock();
  const metrics = metricsServiceMock.mock();
  const scheduler = mockServices.scheduler.mock({
    scheduleTask: async ({ id, fn }) => {
      tasks.set(id, fn);
    },
  });
  const reports: SourceReport[] = [];
  const report = jest.fn(async (one: SourceReport) => {
    reports.push(one);
  });
  let time = Date.parse(NOW);
  const wait = waitByHand();
  const sources = new ModelSources({
    ...{ pluginId: 'catalog', scheduler, metrics, logger, report },
    now: () => new Date((time += 1_000)),
    wait: wait.start,
  });
  return {
    ...{ sources, scheduler, logger, report, reports, wait },
    run: (id: string, signal = new AbortController().signal) =>
      tasks.get(`model-source-${id}`)?.(signal),
  };
}

/** Waiting that ends when a test says so. */
function waitByHand() {
  const waiting: Array<() => void> = [];
  return {
    start: () => new Promise<void>(done => waiting.push(done)),
    pending: () => waiting.length,
    async pass() {
      waiting.shift()?.();
      // Everything that follows from it.
      await new Promise(done => setImmediate(done));
    },
  };
}

function source(differences: Partial<ModelSource> = {}): ModelSource {
  return {
    ...{ id: 'mlflow-research', kind: 'mlflow', title: 'Research' },
    schedule: { frequency: { minutes: 30 }, timeout: { minutes: 10 } },
    run: async () => ({ counts: [{ what: 'models', count: 3 }] }),
    ...differences,
  };
}

describe('sources', () => {
  it('tell the record that they started, and how they ended', async () => {
    const { sources, run, reports } = start();
    await sources.add(source());
    await run('mlflow-research');
    expect(reports).toEqual([
      expect.objectContaining({
        id: 'mlflow-research',
        task: { plugin: 'catalog', id: 'model-source-mlflow-research' },
        allowedSilence: 'PT1H10M',
        run: { startedAt: '2026-11-25T10:00:01.000Z' },
      }),
      expect.objectContaining({
        run: {
          startedAt: '2026-11-25T10:00:01.000Z',
          endedAt: '2026-11-25T10:00:02.000Z',
          counts: [{ what: 'models', count: 3 }],
        },
        nextRunAt: '2026-11-25T10:30:01.000Z',
      }),
    ]);
  });

  it.each<[string, unknown, object]>([
    [
      'what to do, when they know it',
      new SourceError('It says no.', { remedy: 'Renew the token.' }),
      { message: 'It says no.', remedy: 'Renew the token.' },
    ],
    [
      'where to look, when they do not',
      new TypeError('undefined is not a function'),
      {
        message: 'undefined is not a function',
        remedy: expect.stringContaining('in the log'),
      },
    ],
    [
      'something even when nothing is thrown that says anything',
      new Error(''),
      { message: expect.stringMatching(/.+/), remedy: expect.any(String) },
    ],
  ])('that fail say %s, and go on', async (_, error, problem) => {
    const { sources, run, reports, logger } = start();
    await sources.add(
      source({
        run: async () => {
          throw error;
        },
      }),
    );
    await expect(run('mlflow-research')).resolves.toBeUndefined();
    expect(reports.at(-1)?.run).toMatchObject({ error: problem });
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('that are ended early say so', async () => {
    const { sources, run, reports } = start();
    await sources.add(
      source({ run: async signal => signal.throwIfAborted() as never }),
    );
    await run('mlflow-research', AbortSignal.abort());
    expect(reports.at(-1)?.run?.error?.remedy).toContain('raise its timeout');
  });

  it('that never end, and do not listen, are given up when their time is over', async () => {
    const { sources, run, reports } = start();
    await sources.add(source({ run: () => new Promise(() => {}) }));
    const time = new AbortController();
    const running = run('mlflow-research', time.signal);
    time.abort();
    await running;
    expect(reports.at(-1)?.run).toMatchObject({
      endedAt: expect.any(String),
      error: { remedy: expect.stringContaining('raise its timeout') },
    });
  });

  it('that fail before they began are told of like others', async () => {
    const { sources, run, reports } = start();
    await sources.add(
      source({
        run: () => {
          throw new TypeError('url is undefined');
        },
      }),
    );
    await run('mlflow-research');
    expect(reports.at(-1)?.run?.error?.message).toBe('url is undefined');
  });

  it('do their work although the record cannot be told', async () => {
    const { sources, run, report, logger } = start();
    report.mockRejectedValue(new Error('connect ECONNREFUSED'));
    const work = jest.fn(async () => ({ counts: [] }));
    await sources.add(source({ run: work }));
    await sources.announce();
    await run('mlflow-research');
    expect(work).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('Could not tell the models plugin'),
      expect.anything(),
    );
  });

  it('tell of no more problems than anybody reads, none of them too long', async () => {
    const { sources, run, reports } = start();
    const problem = { message: 'm'.repeat(9_999), remedy: 'Rename it.' };
    await sources.add(
      source({
        run: async () => ({
          counts: [],
          problems: Array.from({ length: 99 }, () => problem),
        }),
      }),
    );
    await run('mlflow-research');
    const problems = reports.at(-1)?.run?.problems ?? [];
    expect(problems).toHaveLength(20);
    expect(problems[0].message).toHaveLength(2_000);
  });

  it('with a bad id, or added twice, are refused', async () => {
    const { sources } = start();
    await expect(sources.add(source({ id: 'Ours!' }))).rejects.toThrow(
      /is no id of a source/,
    );
    await sources.add(source());
    await expect(sources.add(source())).rejects.toThrow(/is added twice/);
  });

  it('that run already run once more when they are done, however often they are asked', async () => {
    const { sources, scheduler, wait } = start();
    await sources.add(source());
    const runs = () => scheduler.triggerTask.mock.calls.length;
    scheduler.triggerTask.mockRejectedValue(new ConflictError('Running'));
    await sources.runNow('mlflow-research');
    await sources.runNow('mlflow-research');
    expect(wait.pending()).toBe(1);
    await wait.pass();
    expect(wait.pending()).toBe(1);
    scheduler.triggerTask.mockResolvedValue();
    const before = runs();
    await wait.pass();
    expect(runs()).toBe(before + 1);
    expect(wait.pending()).toBe(0);
    await sources.runNow('mlflow-research');
    expect(runs()).toBe(before + 2);
  });

  it('that cannot be asked say so', async () => {
    const { sources, scheduler, logger, wait } = start();
    await sources.add(source());
    scheduler.triggerTask.mockRejectedValueOnce(new Error('No database'));
    await expect(sources.runNow('mlflow-research')).rejects.toThrow('No data');
    scheduler.triggerTask
      .mockRejectedValueOnce(new ConflictError('Running'))
      .mockRejectedValueOnce(new Error('No database'));
    await sources.runNow('mlflow-research');
    await wait.pass();
    expect(wait.pending()).toBe(0);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('it runs on its schedule'),
      expect.objectContaining({ cause: 'Error: No database' }),
    );
  });
});
