import { ReviewBrief } from '@modelry/backstage-plugin-models-common';
import { checkOf, reviewOf } from '../../__testUtils__/fixtures';
import { describeChange, summarizeBrief } from './describeBrief';

const BRIEF: ReviewBrief = {
  review: reviewOf(),
  baseline: { version: '7', approvedAt: '2025-03-01T09:00:00.000Z' },
  facts: [{ field: 'spec.riskTier', before: 'limited', after: 'high' }],
  metrics: [
    { name: 'auc', before: 0.78, after: 0.8 },
    { name: 'brier', after: 0.06 },
  ],
  checks: [checkOf({ check: 'Feature drift', status: 'warning' })],
  decisions: [],
};

describe('the brief in a line', () => {
  it('counts what has changed', () => {
    expect(summarizeBrief(BRIEF)).toBe(
      'Since version 7: 1 fact changed, 2 metrics changed, 1 check not OK',
    );
  });

  it.each([
    [{ name: 'm', before: 1, after: 1 }, 'unchanged'],
    [{ name: 'm', before: 0, after: 2 }, '+2'],
    [{ name: 'm', before: 2, after: 1 }, '−1 (−50 %)'],
    [{ name: 'm', after: 1 }, undefined],
  ])('describes the change of %j', (metric, change) => {
    expect(describeChange(metric)).toBe(change);
  });
});
