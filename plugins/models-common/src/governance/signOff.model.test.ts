import { Deployment } from '../deployments/schemas';
import { DEFAULT_LIFECYCLE, LifecycleStage } from '../lifecycle/stages';
import {
  FACTS,
  decision,
  record,
  requirement,
} from './__testUtils__/governance';
import {
  Decision,
  ModelSignOffStatus,
  SIGN_OFF_STATUSES,
  SignOffStatus,
} from './schemas';
import {
  DeploymentsInContext,
  nextChangeOfDeployments,
  unsanctionedDeployments,
} from './deployedVersions';
import { openRequirements, worstSignOff } from './signOff';

const NOW = new Date('2026-03-08T12:00:00Z');

const asked = requirement();

describe('the sign-off status of a model', () => {
  it.each<[ModelSignOffStatus, SignOffStatus[]]>([
    ['not-required', []],
    ['approved', ['approved', 'approved']],
    ['waived', ['approved', 'waived']],
    ['pending', ['waived', 'pending', 'approved']],
    ['missing', ['expired', 'missing', 'outdated']],
    ['rejected', [...SIGN_OFF_STATUSES]],
  ])('is %s for %j', (worst, statuses) => {
    expect(worstSignOff(statuses.map(status => ({ status })))).toBe(worst);
  });
});

describe('a version that wants to enter a stage', () => {
  const risk = requirement({ id: 'risk', title: 'Risk acceptance' });
  const early = requirement({
    id: 'plan',
    title: 'Plan',
    stage: 'validation',
  });
  const end = requirement({ id: 'end', title: 'End', stage: 'retired' });
  const open = (decisions: Decision[], stage: LifecycleStage = 'production') =>
    openRequirements({
      lifecycle: DEFAULT_LIFECYCLE,
      requirements: [asked, risk, early, end],
      stage,
      version: '7',
      facts: FACTS,
      record: record({ decisions }),
      now: NOW,
    });

  it('is told every open requirement of that stage, with the reason', () => {
    expect(open([decision(asked), decision(early, { sequence: 2 })])).toEqual([
      {
        id: 'risk',
        title: 'Risk acceptance',
        reason: 'Needs 1 more approval of group:default/model-validation',
      },
    ]);
  });

  it.each<[LifecycleStage, string[]]>([
    ['development', []],
    ['validation', ['plan']],
    ['production', ['validation', 'risk', 'plan']],
    ['retired', ['end']],
    ['archived', []],
  ])(
    'needs for %s what is asked for on the way there',
    (stage, requirements) => {
      expect(open([], stage).map(r => r.id)).toEqual(requirements);
    },
  );

  it('may enter it when all of them are approved', () => {
    expect(
      open([
        decision(asked),
        decision(risk, { sequence: 2 }),
        decision(early, { sequence: 3 }),
      ]),
    ).toEqual([]);
  });
});

describe('a deployment', () => {
  const deployment = (parts: Partial<Deployment> = {}): Deployment => ({
    environment: 'production',
    name: 'primary',
    version: '7',
    status: 'running',
    role: 'primary',
    since: '2026-03-01T00:00:00Z',
    lastSeen: '2026-03-01T00:00:00Z',
    reportedBy: 'reporter',
    ...parts,
  });
  const find = (
    deployments: Deployment[],
    decisions: Decision[] = [],
    parts: Partial<DeploymentsInContext> = {},
  ) =>
    unsanctionedDeployments({
      lifecycle: DEFAULT_LIFECYCLE,
      environments: [
        { name: 'production', stage: 'production', enforcement: 'warn' },
        { name: 'staging', enforcement: 'prevent' },
      ],
      deployments,
      requirements: [asked, requirement({ id: 'risk', title: 'Risk' })],
      facts: FACTS,
      record: record({ decisions }),
      now: NOW,
      ...parts,
    });

  it('is unsanctioned where its version lacks sign-offs, which are named', () => {
    expect(
      find(
        [deployment()],
        [decision(asked), decision(asked, { sequence: 2, version: '6' })],
      ),
    ).toEqual([
      {
        environment: 'production',
        name: 'primary',
        version: '7',
        missing: ['Risk'],
        enforcement: 'warn',
      },
    ]);
  });

  it.each<[string, Partial<Deployment>]>([
    ['runs where nothing is governed', { environment: 'staging' }],
    ['has stopped', { status: 'stopped' }],
    ['has failed', { status: 'failed' }],
  ])('is left alone when it %s', (_, parts) => {
    expect(find([deployment(parts)])).toEqual([]);
  });

  it('is unsanctioned where no environment of that name is configured', () => {
    const elsewhere = deployment({ environment: 'prodution' });
    expect(find([elsewhere])).toEqual([
      {
        ...{ environment: 'prodution', name: 'primary', version: '7' },
        missing: ["Environment 'prodution' in the configuration"],
        ...{ enforcement: 'prevent', unconfigured: true },
      },
    ]);
    expect(find([{ ...elsewhere, status: 'stopped' }])).toEqual([]);
    expect(find([elsewhere], [], { environments: [] })).toEqual([]);
    expect(find([elsewhere], [], { requirements: [] })).toEqual([]);
  });

  it('is unsanctioned when nobody registered what it runs, whatever is good for all versions', () => {
    const ofModel = requirement({ scope: 'model' });
    const held = { stage: 'production', stageSince: '2026-03-01T00:00:00Z' };
    const registered = new Map([['7', held]]);
    const judge = (version: string, requirements = [ofModel]) =>
      find([deployment({ version })], [decision(ofModel)], {
        ...{ registered, requirements },
      });
    expect(judge('7')).toEqual([]);
    expect(judge('8')).toMatchObject([
      { version: '8', missing: ['Registration of the version'] },
    ]);
    // Nothing is asked of it.
    expect(judge('8', [])).toEqual([]);
  });

  it.each<[string, { stage: string; runs?: string; at: string }, object[]]>([
    [
      'a day after that',
      { stage: 'retired', at: '2026-03-02T09:00:00Z' },
      [{ missing: ['A version in use (version 7 was moved to retired)'] }],
    ],
    [
      'not during the rollout of another',
      { stage: 'retired', at: '2026-03-02T08:59:59Z' },
      [],
    ],
    [
      'not while it is in use',
      { stage: 'validation', at: '2026-03-09T09:00:00Z' },
      [],
    ],
    [
      'not where versions end',
      { stage: 'retired', runs: 'retired', at: '2026-03-09T09:00:00Z' },
      [],
    ],
  ])(
    'is unsanctioned when what it runs was taken out of use: %s',
    (_, { stage, runs = 'production', at }, found) => {
      const held = { stage, stageSince: '2026-03-01T09:00:00Z' };
      expect(
        find([deployment()], [decision(asked)], {
          requirements: [asked],
          registered: new Map([['7', held]]),
          environments: [
            { name: 'production', stage: runs, enforcement: 'warn' },
          ],
          now: new Date(at),
        }),
      ).toMatchObject(found);
    },
  );

  it('becomes unsanctioned by itself a day after its version was taken out of use', () => {
    const next = (now: string) =>
      nextChangeOfDeployments({
        ...{ lifecycle: DEFAULT_LIFECYCLE, facts: FACTS, record: record() },
        environments: [
          { name: 'production', stage: 'production', enforcement: 'warn' },
        ],
        ...{ deployments: [deployment()], requirements: [asked] },
        registered: new Map([
          ['7', { stage: 'retired', stageSince: '2026-03-01T09:00:00Z' }],
        ]),
        now: new Date(now),
      });
    expect(next('2026-03-01T10:00:00Z')).toBe('2026-03-02T09:00:00.000Z');
    expect(next('2026-03-02T09:00:00Z')).toBeUndefined();
  });

  it('is not overlooked because nobody knows what it does', () => {
    expect(find([deployment({ status: 'unknown' })])).toHaveLength(1);
  });

  it('may become unsanctioned by itself when the first of its sign-offs ends', () => {
    const expiring = requirement({ validFor: 'P30D' });
    const next = (deployments: Deployment[]) =>
      nextChangeOfDeployments({
        lifecycle: DEFAULT_LIFECYCLE,
        environments: [
          { name: 'production', stage: 'production', enforcement: 'record' },
          { name: 'staging', enforcement: 'prevent' },
        ],
        deployments,
        requirements: [expiring],
        facts: FACTS,
        record: record({
          decisions: [
            decision(expiring, { sequence: 1 }),
            decision(expiring, {
              sequence: 2,
              version: '6',
              decidedAt: '2026-02-20T09:00:00.000Z',
            }),
          ],
        }),
        now: NOW,
      });

    expect(next([deployment(), deployment({ version: '6' })])).toBe(
      '2026-03-22T09:00:00.000Z',
    );
    expect(next([deployment()])).toBe('2026-03-31T09:00:00.000Z');
    expect(next([deployment({ environment: 'staging' })])).toBeUndefined();
    expect(next([deployment({ status: 'stopped' })])).toBeUndefined();
  });
});
