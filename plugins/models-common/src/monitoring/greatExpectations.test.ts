import checkpoint from './fixtures/great-expectations-0-checkpoint.json';
import validation from './fixtures/great-expectations-1-validation.json';
import { readMonitoringReport } from './monitoringReport';

const read = (document: unknown) => readMonitoringReport(document, {});

describe('a validation result of Great Expectations', () => {
  it('of 1.x becomes a check of the suite and one of each expectation', () => {
    expect(read(validation)).toEqual({
      format: 'great-expectations',
      results: [
        {
          check: 'Expectations of default',
          kind: 'data-quality',
          status: 'ok',
          value: 100,
          threshold: 100,
          unit: '%',
          message: '0 of 2 expectations are not met',
          observedAt: '2020-03-22T17:02:47.671Z',
        },
        {
          check: 'default: ts: expect column values to be of type',
          kind: 'data-quality',
          status: 'ok',
          message: 'Observed: DATETIME',
          observedAt: '2020-03-22T17:02:47.671Z',
        },
        {
          check:
            'default: received_ts: expect column values to be in type list',
          kind: 'data-quality',
          status: 'ok',
          message: 'Observed: DATETIME',
          observedAt: '2020-03-22T17:02:47.671Z',
        },
      ],
    });
  });

  it.each<[string, object, object]>([
    ['is not met', { success: false }, { status: 'critical' }],
    [
      'is a warning to its author',
      { success: false, severity: 'warning' },
      { status: 'warning' },
    ],
    [
      'raised an exception',
      {
        success: false,
        exception_info: { raised_exception: true, exception_message: 'No ts' },
      },
      { status: 'error', message: 'No ts' },
    ],
    [
      'raised an exception in one of its metrics, as 1.x says it',
      {
        success: false,
        exception_info: {
          "('table.columns', (), ())": {
            raised_exception: true,
            exception_message: 'No table',
          },
        },
      },
      { status: 'error', message: 'No table' },
    ],
    [
      'observed a number',
      { success: true, result: { observed_value: 30 } },
      { status: 'ok', value: 30 },
    ],
    [
      'counted what is unexpected',
      { success: false, result: { unexpected_percent: 4.5 } },
      { status: 'critical', value: 4.5, unit: '% unexpected' },
    ],
  ])('with an expectation that %s', (_, facts, expected) => {
    const { severity, ...more } = { severity: undefined, ...facts };
    const results = [
      {
        expectation_config: { type: 'expect_x', kwargs: {}, severity },
        ...{ success: true, ...more },
      },
    ];
    const [, found] = read({ ...validation, results })?.results ?? [];
    expect(found).toMatchObject({ check: 'default: expect x', ...expected });
  });

  it('with a part that is not as it must be is refused, naming the part', () => {
    const results = [...validation.results, { success: 'yes' }];
    expect(() => read({ ...validation, results })).toThrow(/^results\.2: /);
  });
});

describe('a checkpoint result of Great Expectations', () => {
  it('of 0.x speaks of the suite of each of its validations', () => {
    const { format, results } = read(checkpoint) ?? { results: [] };
    expect(format).toBe('great-expectations-checkpoint');
    expect(results[0]).toMatchObject({
      check: 'Expectations of basic.warning',
      status: 'critical',
      value: 81.81818181818183,
      observedAt: '2020-07-27T17:19:32.962Z',
      message: '2 of 11 expectations are not met',
    });
    expect(results).toContainEqual(
      expect.objectContaining({
        check: 'basic.warning: expect table row count to be between',
        status: 'critical',
        value: 30,
      }),
    );
  });

  it('of 1.x holds its validations directly', () => {
    const document = { success: true, run_results: { id: validation } };
    expect(read(document)?.results).toHaveLength(3);
  });
});
