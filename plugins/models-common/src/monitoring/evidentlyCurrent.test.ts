import fc from 'fast-check';
import {
  DRIFTED_COLUMNS_CHECK,
  MalformedReportError,
  readEvidentlyReport,
} from './evidently';
import currentReport from './fixtures/evidently-0.7-report.json';
import testedReport from './fixtures/evidently-0.7-tests.json';
import { checkResultsReportSchema } from './schemas';

function metric(type: string, config: object, value: unknown) {
  return {
    metric_name: type,
    config: { type: `evidently:metric_v2:${type}`, ...config },
    value,
  };
}

const column = (method: string, value: unknown) =>
  metric('ValueDrift', { column: 'age', method, threshold: 0.1 }, value);

const test = (name: string, status: string, description?: string) => ({
  name,
  status,
  description,
});

const read = (document: unknown) => readEvidentlyReport(document, {});

function refusalOf(document: unknown) {
  const results = read(document)?.results;
  return results && checkResultsReportSchema.safeParse({ results }).error;
}

function statusesOf(document: unknown) {
  return read(document)?.results.map(({ check, status }) => [check, status]);
}

describe('a report of Evidently 0.7', () => {
  it('says of a real one how many columns drifted, and which', () => {
    expect(read(currentReport)?.format).toBe('evidently-0.7');
    expect(read(currentReport)?.results[0]).toEqual({
      check: 'Share of drifted columns',
      kind: 'data-drift',
      status: 'critical',
      value: 0.75,
      threshold: 0.5,
      message: '6 columns drifted',
    });
    expect(statusesOf(currentReport)?.slice(1)).toEqual([
      ['Drift of Black', 'warning'],
      ['Drift of Brown', 'warning'],
      ['Drift of Grey', 'ok'],
      ['Drift of Navy', 'ok'],
      ['Drift of Orange', 'warning'],
      ['Drift of Pink', 'warning'],
      ['Drift of Purple', 'warning'],
      ['Drift of Yellow', 'warning'],
    ]);
  });

  it('becomes results that the API takes', () => {
    expect(refusalOf(currentReport)).toBeUndefined();
  });

  it('belongs to the environment, version and time that the caller names', () => {
    const context = {
      environment: 'production',
      version: '7',
      observedAt: '2026-03-01T00:00:00Z',
    };

    for (const result of readEvidentlyReport(currentReport, context)?.results ??
      []) {
      expect(result).toMatchObject(context);
    }
    expect.assertions(9);
  });

  it.each([
    ['below the share that may drift', 0.49, 'ok'],
    ['at the share that may drift', 0.5, 'critical'],
    ['above the share that may drift', 0.51, 'critical'],
  ])('is judged %s', (_, share, status) => {
    const document = {
      metrics: [
        metric(
          'DriftedColumnsCount',
          { drift_share: 0.5 },
          { count: 3, share },
        ),
      ],
    };

    expect(statusesOf(document)).toEqual([[DRIFTED_COLUMNS_CHECK, status]]);
  });

  it.each([
    ['a distance below the threshold', 'PSI', 0.09, 'ok'],
    ['a distance at the threshold', 'PSI', 0.1, 'warning'],
    ['a p-value below the threshold', 'K-S p_value', 0.09, 'warning'],
    ['a p-value at the threshold', 'K-S p_value', 0.1, 'ok'],
    ['a low p-value of a method named by its id', 'ks', 0.001, 'warning'],
    ['a high p-value of a method named by its id', 'ks', 0.6, 'ok'],
    ['a p-value of a method in capitals', 'TVD', 0.6, 'ok'],
    ['a low distance of a method named by its id', 'psi', 0.01, 'ok'],
    [
      'a high distance of a method named by its id',
      'wasserstein',
      1,
      'warning',
    ],
    ['a distance named in words', 'Jensen-Shannon distance', 0.5, 'warning'],
  ])('takes %s for what it is', (_, method, value, status) => {
    expect(statusesOf({ metrics: [column(method, value)] })).toEqual([
      ['Drift of age', status],
    ]);
  });

  it('is refused when it names a method that is not known', () => {
    expect(() => statusesOf({ metrics: [column('my own', 0.5)] })).toThrow(
      "config.method: 'my own' is not known here; report its results as check results",
    );
  });

  it('keeps the status of its tests', () => {
    expect(
      statusesOf({
        metrics: [],
        tests: [
          test('Mean of age', 'SUCCESS'),
          test('Range of age', 'WARNING'),
          test('Missing values', 'FAIL'),
          test('New categories', 'ERROR'),
          test('Not run', 'SKIPPED'),
          test('Lower case', 'fail'),
        ],
      }),
    ).toEqual([
      ['Mean of age', 'ok'],
      ['Range of age', 'warning'],
      ['Missing values', 'critical'],
      ['New categories', 'error'],
      ['Lower case', 'critical'],
    ]);
  });

  it('is judged by the tests of a metric, where it has any', () => {
    expect(read(testedReport)?.results).toEqual([
      expect.objectContaining({ check: 'Drift of income', status: 'ok' }),
      {
        check: 'Share of Drifted Columns: Less 0.800',
        // More than the metric's own 0.4.
        ...{ kind: 'data-drift', status: 'ok', value: 0.5, threshold: 0.8 },
        message: 'Share of Drifted Columns: Actual value 0.500 < 0.800',
      },
      {
        check: 'Value drift for age: Less or Equal 100.000',
        ...{ kind: 'data-drift', status: 'ok', threshold: 100 },
        value: expect.any(Number),
        message: 'Value drift for age: Actual value 0.000 < 100.000',
      },
      {
        check: "Mean value of 'age': Less 50.000",
        ...{ kind: 'data-quality', status: 'critical', threshold: 50 },
        value: expect.closeTo(59.865, 3),
        message: "Mean value of 'age': Actual value 59.865 >= 50.000",
      },
    ]);
    expect(refusalOf(testedReport)).toBeUndefined();
  });

  it.each([
    ['Accuracy', 0.9, 'performance', 0.9],
    ['DriftedColumnsCount', { count: 3, share: 0.5 }, 'data-drift', 3],
    ['UniqueValueCount', { counts: { a: 1 } }, 'data-quality', undefined],
  ])(
    'says what a test of %s watches, and found',
    (type, value, kind, found) => {
      const tested = {
        ...test('A test', 'FAIL'),
        metric_config: { metric_id: '1' },
        bound_test: { is_count: true },
      };
      const metrics = [{ ...metric(type, {}, value), id: '1' }];

      expect(read({ metrics, tests: [tested] })?.results).toEqual([
        {
          ...{ check: 'A test', status: 'critical', kind },
          ...(found !== undefined && { value: found }),
        },
      ]);
    },
  );

  it('is judged by the threshold of a metric whose tests were skipped', () => {
    const skipped = {
      ...test('A test', 'SKIPPED'),
      metric_config: { metric_id: '1' },
    };
    const metrics = [{ ...column('PSI', 0.5), id: '1' }];

    expect(statusesOf({ metrics, tests: [skipped] })).toEqual([
      ['Drift of age', 'warning'],
    ]);
  });

  it('is as bad as the worst of two tests of one name', () => {
    const [good, bad] = [test('Mean', 'SUCCESS'), test('Mean', 'FAIL')];

    expect(statusesOf({ metrics: [], tests: [good, bad] })).toEqual([
      ['Mean', 'critical'],
    ]);
    expect(statusesOf({ metrics: [], tests: [bad, good] })).toEqual([
      ['Mean', 'critical'],
    ]);
  });

  it('leaves out metrics that say nothing about drift', () => {
    expect(
      statusesOf({
        metrics: [metric('RowCount', {}, 12), column('PSI', 0)],
      }),
    ).toEqual([['Drift of age', 'ok']]);
  });

  it.each([
    [
      'has no value',
      metric('ValueDrift', { column: 'a', method: 'PSI', threshold: 1 }, null),
      'value',
    ],
    [
      'has no threshold',
      metric('ValueDrift', { column: 'a', method: 'PSI' }, 1),
      'config.threshold',
    ],
    [
      'has a share in words',
      metric(
        'DriftedColumnsCount',
        { drift_share: 0.5 },
        { count: 1, share: 'half' },
      ),
      'value.share',
    ],
  ])(
    'is refused with the metric and the field when one %s',
    (_, bad, field) => {
      const reading = () => read({ metrics: [column('PSI', 0), bad] });

      expect(reading).toThrow(MalformedReportError);
      expect(reading).toThrow(
        new RegExp(`^${bad.metric_name}: .*at ${field}`, 's'),
      );
    },
  );

  it('always becomes results that the API takes', () => {
    const document = fc.record({
      metrics: fc.array(
        fc
          .tuple(
            fc.string({ unit: 'binary', maxLength: 300 }),
            fc.double({ noNaN: true, min: -1e300, max: 1e300 }),
          )
          .map(([name, value]) =>
            metric(
              'ValueDrift',
              { column: name, method: `${name} distance`, threshold: 0.1 },
              value,
            ),
          ),
      ),
      tests: fc.array(
        fc
          .tuple(
            fc.string({ unit: 'binary', maxLength: 300 }),
            fc.constantFrom('SUCCESS', 'FAIL', 'SKIPPED'),
            fc.option(fc.string({ maxLength: 3_000, size: 'max' }), {
              nil: undefined,
            }),
          )
          .map(([name, status, description]) =>
            test(name, status, description),
          ),
      ),
    });
    fc.assert(
      fc.property(document, generated => {
        const names = statusesOf(generated)?.map(([check]) => check) ?? [];

        expect(new Set(names).size).toBe(names.length);
        expect(refusalOf(generated)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });
});
