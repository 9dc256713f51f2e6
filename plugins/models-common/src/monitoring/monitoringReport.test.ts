import fc from 'fast-check';
import batch from './fixtures/cloudevents-batch.json';
import structured from './fixtures/cloudevents-structured.json';
import columnTest from './fixtures/evidently-0.4-column-test.json';
import shareTest from './fixtures/evidently-0.4-share-test.json';
import evidentlyReport from './fixtures/evidently-0.7-report.json';
import { MalformedReportError } from './evidentlyFindings';
import { readMonitoringReport } from './monitoringReport';
import { ReportContext } from './reports';

const read = (document: unknown, context: ReportContext = {}) =>
  readMonitoringReport(document, context);

const SHARE = {
  check: 'Share of drifted columns',
  kind: 'data-drift',
  status: 'ok',
  value: 0.1,
};

describe('a test suite of Evidently 0.4', () => {
  it('keeps the status of its tests, and tells columns apart', () => {
    const suite = {
      timestamp: '2024-03-01 10:00:00.123456',
      summary: { all_passed: false },
      tests: [
        columnTest.value,
        { ...shareTest.value, status: 'FAIL' },
        { name: 'F1 Score', group: 'classification', status: 'ERROR' },
        { name: 'Share of Nulls', group: 'data_quality', status: 'WARNING' },
        { name: 'Skipped', group: 'data_quality', status: 'SKIPPED' },
      ],
    };
    expect(read(suite)).toMatchObject({
      format: 'evidently-0.4-tests',
      results: [
        {
          check: 'Drift per Column: feature_1',
          kind: 'data-drift',
          status: 'ok',
          observedAt: '2024-03-01T10:00:00.123Z',
        },
        { check: 'Share of Drifted Columns', status: 'critical' },
        { check: 'F1 Score', kind: 'performance', status: 'error' },
        { check: 'Share of Nulls', kind: 'data-quality', status: 'warning' },
      ],
    });
  });
});

describe('a report of Evidently 0.7.0', () => {
  const metric = (metric_id: string, value: unknown) => ({
    metrics: [{ id: '1', metric_id, value }],
  });

  it.each<[string, unknown, object]>([
    [
      'DriftedColumnsCount(drift_share=0.5)',
      { count: 6, share: 0.75 },
      { status: 'critical', value: 0.75, threshold: 0.5 },
    ],
    [
      'ValueDrift(column=age,method=K-S p_value,threshold=0.05)',
      0.01,
      { check: 'Drift of age', status: 'warning' },
    ],
  ])('is read by the name of %s', (id, value, expected) => {
    expect(read(metric(id, value))).toMatchObject({
      format: 'evidently-0.7.0',
      results: [expected],
    });
  });

  it('is not guessed at', () => {
    expect(read(metric('ValueDrift(column=age)', 0.01))).toBeUndefined();
    expect(() =>
      read(metric('DriftedColumnsCount()', { count: 1, share: 0.1 })),
    ).toThrow(/names no drift_share; use Evidently 0.7.16 or later/);
  });
});

describe('constraint_violations.json', () => {
  const violation = {
    feature_name: 'income',
    constraint_check_type: 'data_type_check',
    description: 'Value: 1.2 does not match the type',
  };

  it('counts what is violated and says what', () => {
    expect(read({ version: 0, violations: [violation] })).toEqual({
      format: 'sagemaker-constraint-violations',
      results: [
        {
          check: 'Constraint violations',
          kind: 'data-quality',
          status: 'critical',
          value: 1,
          unit: 'violations',
          message:
            'income: data_type_check: Value: 1.2 does not match the type',
        },
      ],
    });
  });

  it('without violations is good news about the same check', () => {
    const [bad] = read({ violations: [violation] })?.results ?? [];
    const [good] = read({ violations: [] })?.results ?? [];
    expect(good).toMatchObject({ check: bad.check, status: 'ok', value: 0 });
  });

  it('of a monitor of another kind needs the kind to be said', () => {
    const document = {
      violations: [
        { metric_name: 'recall', constraint_check_type: 'LessThanThreshold' },
      ],
    };
    expect(() => read(document)).toThrow(/kind=performance/);
    expect(read(document, { kind: 'performance' })?.results).toMatchObject([
      { check: 'Constraint violations (performance)', kind: 'performance' },
    ]);
  });
});

describe('a drift detector of Alibi Detect', () => {
  const answer = (data: object) => ({
    data,
    meta: { name: 'KSDrift', detector_type: 'offline', data_type: null },
  });

  it.each<[object, object]>([
    [
      { is_drift: 1, p_val: [0.01], threshold: 0.05 },
      { status: 'critical', value: 0.01, threshold: 0.05 },
    ],
    [
      { is_drift: 0, distance: 0.2 },
      { status: 'ok', value: 0.2 },
    ],
    [
      { is_drift: [0, 1, 0, 0], p_val: [0.5, 0.01, 0.4, 0.4] },
      {
        status: 'critical',
        value: 0.25,
        message: '1 of 4 features drifted',
      },
    ],
  ])('that says %j', (data, expected) => {
    expect(read(answer(data))).toMatchObject({
      format: 'alibi-detect',
      results: [{ check: 'Drift detected by KSDrift', ...expected }],
    });
  });
});

describe('a CloudEvents envelope', () => {
  const event = (data: unknown, more: object = {}) => ({
    ...{ specversion: '1.0', id: '1', source: '/pipelines/churn' },
    ...{ type: 'org.example.report', time: '2026-03-01T09:00:00Z' },
    ...{ datacontenttype: 'application/json', data, ...more },
  });

  it('says when, and of which version and environment, its report speaks', () => {
    const read07 = read(
      event(evidentlyReport, { environment: 'staging', modelversion: '7' }),
    );
    expect(read07?.format).toBe('cloudevents+evidently-0.7');
    expect(read07?.results).toHaveLength(9);
    for (const result of read07?.results ?? []) {
      expect(result).toMatchObject({
        observedAt: '2026-03-01T09:00:00Z',
        environment: 'staging',
        version: '7',
      });
    }
  });

  it('does not overrule what the sender said beside it', () => {
    const context = { environment: 'production', version: '8' };
    expect(
      read(event({ results: [SHARE] }, { environment: 'a' }), context)?.results,
    ).toMatchObject([context]);
  });

  it('may hold its report as a text or in base64', () => {
    const text = JSON.stringify({ results: [SHARE] });
    const expected = { results: [SHARE] };
    expect(read(event(text))).toMatchObject(expected);
    expect(read(event(undefined, { data_base64: btoa(text) }))).toMatchObject(
      expected,
    );
  });

  it('comes in batches of any reports, or not at all', () => {
    const documents = [event(evidentlyReport), event({ results: [SHARE] })];
    expect(read(documents)).toMatchObject({ format: 'cloudevents-batch' });
    expect(read(documents)?.results).toHaveLength(10);
    expect(() => read([...documents, event({ rows: 12 })])).toThrow(/^2: /);
    expect(() => read(batch)).toThrow(MalformedReportError);
  });

  it.each<[string, object, RegExp]>([
    ['the example of the specification', structured, /datacontenttype: .*xml/],
    ['no id', event({}, { id: undefined }), /id/],
    ['another version', event({}, { specversion: '0.3' }), /specversion/],
    ['broken JSON', event('{"results":'), /data: holds no JSON/],
    [
      'what a model was asked',
      event(
        { instances: [[1, 2]] },
        {
          type: 'org.kubeflow.serving.inference.request',
        },
      ),
      /requests and answers of the model, which are not kept/,
    ],
  ])('with %s is refused', (_, document, reason) => {
    expect(() => read(document)).toThrow(MalformedReportError);
    expect(() => read(document)).toThrow(reason);
  });
});

describe('check results of our own', () => {
  it('take from the context what they do not say themselves', () => {
    expect(
      read({ results: [SHARE, { ...SHARE, version: '6' }] }, { version: '7' }),
    ).toMatchObject({
      format: 'modelry',
      results: [{ version: '7' }, { version: '6' }],
    });
  });

  it('are refused with the field that is wrong', () => {
    expect(() => read({ results: [{ ...SHARE, kind: 'vibes' }] })).toThrow(
      /^results\.0\.kind: /,
    );
  });
});

/** What becomes of a document; nothing but a refusal may be thrown. */
function outcomeOf(document: unknown): unknown {
  try {
    read(document);
    return 'in order';
  } catch (error) {
    return error instanceof MalformedReportError ? 'in order' : error;
  }
}

describe('any document', () => {
  it.each<[string, object]>([
    ['0.7', { metric_results: {}, top_level_metrics: [], widgets: [] }],
    ['0.4', { id: '1', suite: {}, metadata: {}, tags: [], timestamp: '' }],
  ])('that is a snapshot of Evidently %s says what to send', (_, document) => {
    expect(() => read(document)).toThrow(/send what `json\(\)`/);
  });

  it('is read, refused or not understood, and never breaks the reader', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({ specversion: fc.jsonValue(), data: fc.jsonValue() }),
          fc.record({ violations: fc.jsonValue() }),
          fc.record({ run_results: fc.jsonValue() }),
          fc.record({ tests: fc.jsonValue(), summary: fc.jsonValue() }),
        ),
        document => {
          expect(outcomeOf(document)).toBe('in order');
        },
      ),
    );
  });
});
