import fc from 'fast-check';
import { readEvidentlyReport } from './evidently';

const rowCount = {
  metric_name: 'RowCount()',
  config: { type: 'evidently:metric_v2:RowCount' },
  value: 12,
};

const read = (document: unknown) => readEvidentlyReport(document, {});

describe('a document of another kind', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'drift!'],
    ['a list', []],
    ['an empty object', {}],
    ['a report without metrics', { metrics: [], tests: [] }],
    ['a report without drift', { metrics: [rowCount] }],
    ['metrics in another shape', { metrics: { drift: 0.4 } }],
    ['a made-up drift file', { drift_detected: true, drift_share: 0.4 }],
  ])('is not read as a report: %s', (_, document) => {
    expect(read(document)).toBeUndefined();
  });

  it('never breaks the reader', () => {
    fc.assert(
      fc.property(fc.jsonValue(), document => {
        expect(read(document)).toBeUndefined();
      }),
    );
  });
});
