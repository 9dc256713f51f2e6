import {
  DEPLOYMENT_STATUSES,
  deploymentReportSchema,
  isActiveDeployment,
} from './schemas';

const report = { environment: 'production', version: '7' };

describe('a reported deployment', () => {
  it('runs as the primary one when nothing else is said', () => {
    expect(deploymentReportSchema.parse(report)).toEqual({
      ...report,
      status: 'running',
      role: 'primary',
    });
  });

  it.each([
    ['says no version', { version: undefined }, 'version'],
    ['has a blank version', { version: '  ' }, 'version'],
    ['names no environment', { environment: '' }, 'environment'],
    [
      'writes its environment in capitals',
      { environment: 'PROD' },
      'environment',
    ],
    ['gets more than all traffic', { trafficPercent: 101 }, 'trafficPercent'],
    ['gets less than no traffic', { trafficPercent: -1 }, 'trafficPercent'],
    ['has a status that does not exist', { status: 'fine' }, 'status'],
    [
      'links to what a browser would run',
      { endpoint: 'javascript:alert(1)' },
      'endpoint',
    ],
    [
      'says a time without its offset',
      { since: '2026-03-01T09:30:00' },
      'since',
    ],
    [
      'says a day instead of a time',
      { observedAt: '2026-03-01' },
      'observedAt',
    ],
    ['has a name of two lines', { name: 'a\nb' }, 'name'],
  ])('is refused with its field when it %s', (_, change, field) => {
    const parsed = deploymentReportSchema.safeParse({ ...report, ...change });

    expect(parsed.error?.issues.map(issue => issue.path.join('.'))).toEqual([
      field,
    ]);
  });

  it('is refused when it says what nobody asks for', () => {
    const parsed = deploymentReportSchema.safeParse({
      ...report,
      trafic: 10,
    });

    expect(parsed.error?.issues[0].message).toContain('trafic');
  });
});

it('counts a deployment as active unless it stopped or failed', () => {
  const active = DEPLOYMENT_STATUSES.filter(status =>
    isActiveDeployment({ status }),
  );

  expect(active).toEqual(['running', 'progressing', 'degraded', 'unknown']);
});
