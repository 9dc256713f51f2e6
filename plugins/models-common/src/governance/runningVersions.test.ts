import { DEFAULT_LIFECYCLE } from '../lifecycle/stages';
import { Deployment } from '../deployments/schemas';
import {
  FACTS,
  decision,
  record,
  requirement,
  waiver,
} from './__testUtils__/governance';
import { runningVersions } from './deployedVersions';
import { GovernanceRecord } from './record';

const asked = requirement({ validFor: 'P90D' });

function deployment(parts: Partial<Deployment> = {}): Deployment {
  return {
    ...{ environment: 'production', name: 'primary', version: '7' },
    ...{ status: 'running', role: 'primary', reportedBy: 'reporter' },
    since: '2026-03-01T00:00:00Z',
    lastSeen: '2026-03-01T00:00:00Z',
    ...parts,
  };
}

function find(deployments: Deployment[], now = '2026-03-02T00:00:00.000Z') {
  return findAll(deployments, {
    record: record({ decisions: [decision(asked)] }),
    now: new Date(now),
  }).map(({ environment, version, sanctioned, judged }) => [
    ...[environment, version, sanctioned],
    judged[0].verdict.expiresAt,
  ]);
}

function findAll(
  deployments: Deployment[],
  judged: { record: GovernanceRecord; now: Date },
) {
  return runningVersions({
    ...judged,
    lifecycle: DEFAULT_LIFECYCLE,
    environments: [
      { name: 'pilot', stage: 'production', enforcement: 'record' },
      { name: 'production', stage: 'production', enforcement: 'prevent' },
      { name: 'staging', enforcement: 'prevent' },
    ],
    deployments,
    requirements: [asked],
    facts: FACTS,
  });
}

const LAPSE = '2026-05-30T09:00:00.000Z';

describe('the versions that run', () => {
  it('are named once for each governed environment, in order', () => {
    expect(
      find([
        deployment(),
        deployment({ name: 'second' }),
        deployment({ name: 'canary', version: '6' }),
        deployment({ environment: 'pilot' }),
        deployment({ environment: 'staging' }),
        deployment({ environment: 'lab' }),
        deployment({ name: 'old', version: '5', status: 'stopped' }),
      ]),
    ).toEqual([
      ['pilot', '7', true, LAPSE],
      ['production', '6', false, undefined],
      ['production', '7', true, LAPSE],
    ]);
  });

  it('are sanctioned until a sign-off lapses', () => {
    expect(find([deployment()], '2026-05-30T08:59:59.999Z')).toEqual([
      ['production', '7', true, LAPSE],
    ]);
    expect(find([deployment()], LAPSE)).toEqual([
      ['production', '7', false, LAPSE],
    ]);
  });

  it('are sanctioned by a waiver, and it is said that there is one', () => {
    const now = new Date('2026-03-02T00:00:00.000Z');
    const isWaived = (given: Parameters<typeof record>[0]) =>
      findAll([deployment()], { record: record(given), now }).map(
        ({ sanctioned, waived }) => [sanctioned, waived],
      );
    const waivers = [waiver(asked)];
    expect(isWaived({ waivers })).toEqual([[true, true]]);
    expect(isWaived({ waivers, decisions: [decision(asked)] })).toEqual([
      [true, false],
    ]);
  });
});
