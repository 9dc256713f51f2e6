import { modelSummary } from './__testUtils__/fleet';
import { compareWorstFirst } from './worstFirst';

describe('compareWorstFirst', () => {
  it('orders by unsanctioned deployments, monitoring, sign-offs and name', () => {
    const worstFirst = [
      modelSummary('runs-unsanctioned', { unsanctioned: 1 }),
      modelSummary('critical', { monitoring: 'critical' }),
      modelSummary('drifting', { monitoring: 'warning', signOff: 'missing' }),
      modelSummary('drifting-but-approved', { monitoring: 'warning' }),
      modelSummary('stale', { monitoring: 'stale' }),
      modelSummary('unmonitored', { monitoring: 'unmonitored' }),
      modelSummary('rejected', { signOff: 'rejected' }),
      modelSummary('missing', { signOff: 'missing' }),
      modelSummary('a-well', {}),
      modelSummary('b-well', {}),
      modelSummary('no-sign-off-needed', { signOff: 'not-required' }),
    ];

    expect([...worstFirst].reverse().sort(compareWorstFirst)).toEqual(
      worstFirst,
    );
  });

  it('does not order by how many deployments are unsanctioned', () => {
    const many = modelSummary('many', { unsanctioned: 3 });
    const critical = modelSummary('one', {
      unsanctioned: 1,
      monitoring: 'critical',
    });

    expect([many, critical].sort(compareWorstFirst)).toEqual([critical, many]);
  });
});
