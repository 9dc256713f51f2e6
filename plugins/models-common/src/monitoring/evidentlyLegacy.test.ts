import { readEvidentlyReport } from './evidently';
import datasetDrift from './fixtures/evidently-0.4-dataset-drift.json';

const read = (document: unknown) => readEvidentlyReport(document, {});

describe('a report of Evidently 0.4', () => {
  const drift = { metric: 'DatasetDriftMetric', result: datasetDrift.value };

  it('says how many columns drifted', () => {
    expect(read({ metrics: [drift] })).toEqual({
      format: 'evidently-0.4',
      results: [
        {
          check: 'Share of drifted columns',
          kind: 'data-drift',
          status: 'critical',
          value: 0.67,
          threshold: 0.5,
          message: '2 columns drifted',
        },
      ],
    });
  });

  it('says which columns drifted', () => {
    const result = {
      drift_by_columns: {
        age: {
          column_name: 'age',
          stattest_name: 'K-S p_value',
          stattest_threshold: 0.05,
          drift_score: 0.01,
          drift_detected: true,
        },
        income: {
          stattest_threshold: 0.05,
          drift_score: 0.4,
          drift_detected: false,
        },
      },
    };

    expect(
      read({ metrics: [{ metric: 'DataDriftTable', result }] })?.results,
    ).toEqual([
      {
        check: 'Drift of age',
        kind: 'data-drift',
        status: 'warning',
        value: 0.01,
        threshold: 0.05,
        message: 'K-S p_value',
      },
      {
        check: 'Drift of income',
        kind: 'data-drift',
        status: 'ok',
        value: 0.4,
        threshold: 0.05,
        message: 'unknown method',
      },
    ]);
  });

  it.each([
    ['2024-02-24 17:12:42.123456', '2024-02-24T17:12:42.123Z'],
    ['2024-02-24 17:12:42', '2024-02-24T17:12:42.000Z'],
    ['2024-02-24 17:12:42.123456+02:00', '2024-02-24T15:12:42.123Z'],
    ['last Tuesday', undefined],
  ])('was made at %s', (timestamp, observedAt) => {
    const report = read({ timestamp, metrics: [drift] });

    expect(report?.results[0].observedAt).toBe(observedAt);
  });

  it('was made when the caller says so, whatever it says itself', () => {
    const observedAt = '2026-03-01T00:00:00Z';
    const report = readEvidentlyReport(
      { timestamp: '2024-02-24 17:12:42', metrics: [drift] },
      { observedAt },
    );

    expect(report?.results[0].observedAt).toBe(observedAt);
  });

  it('is refused with the metric and the field when a part is malformed', () => {
    const { drift_share: _, ...rest } = datasetDrift.value;

    expect(() =>
      read({ metrics: [{ metric: 'DatasetDriftMetric', result: rest }] }),
    ).toThrow(/^DatasetDriftMetric: .*at drift_share/s);
  });
});
