import { DEFAULT_LIFECYCLE } from '../lifecycle/stages';
import {
  decision,
  FACTS,
  record,
  requirement,
  waiver,
} from './__testUtils__/governance';
import { askGate } from './gate';
import { GateQuery, gateQuerySchema } from './gateSchemas';
import { environmentSchema } from './policy';
import { GovernanceRecord } from './record';

const asked = requirement();
const plan = requirement({ id: 'plan', title: 'Plan', stage: 'validation' });
const end = requirement({ id: 'end', title: 'End', stage: 'retired' });
const OPEN =
  'Independent validation (missing): Needs 1 more approval of group:default/model-validation';
const OPEN_PLAN =
  'Plan (missing): Needs 1 more approval of group:default/model-validation';

const environments = [
  { name: 'production', stage: 'production' },
  { name: 'canary', stage: 'production', enforcement: 'warn' },
  { name: 'shadow', stage: 'production', enforcement: 'record' },
  { name: 'staging' },
].map(environment => environmentSchema.parse(environment));

function ask(
  query: Omit<GateQuery, 'version'>,
  options: {
    record?: Partial<GovernanceRecord>;
    heldStage?: string | undefined;
    requirements?: ReturnType<typeof requirement>[];
  } = {},
) {
  return askGate({
    lifecycle: DEFAULT_LIFECYCLE,
    config: { environments },
    requirements: options.requirements ?? [asked, plan, end],
    query: { version: '7', ...query },
    heldStage: 'heldStage' in options ? options.heldStage : 'validation',
    record: record(options.record),
    facts: FACTS,
    now: new Date('2026-03-08T12:00:00Z'),
  });
}

const signedOff = {
  decisions: [decision(asked), decision(plan, { sequence: 2 })],
};

describe('the gate', () => {
  it('denies a stage with every reason', () => {
    expect(ask({ stage: 'production' })).toEqual({
      decision: 'deny',
      compliant: false,
      enforcement: 'prevent',
      version: '7',
      stage: 'production',
      reasons: [OPEN, OPEN_PLAN],
      requirements: [
        {
          id: 'validation',
          title: 'Independent validation',
          stage: 'production',
          status: 'missing',
          reason: 'Needs 1 more approval of group:default/model-validation',
        },
        expect.objectContaining({ id: 'plan', status: 'missing' }),
      ],
      judgedAt: '2026-03-08T12:00:00.000Z',
    });
  });

  it('lets a version into a stage whose sign-offs are all there', () => {
    expect(ask({ stage: 'production' }, { record: signedOff })).toMatchObject({
      decision: 'allow',
      compliant: true,
      reasons: [
        'All sign-offs that are asked for to enter production are there',
      ],
    });
  });

  it.each<[string, Omit<GateQuery, 'version'>, string, boolean]>([
    ['retired', { stage: 'production' }, 'deny', false],
    ['archived', { environment: 'production' }, 'deny', false],
    ['retired', { environment: 'canary' }, 'allow', false],
    ['retired', { environment: 'staging' }, 'allow', true],
    ['production', { environment: 'production' }, 'allow', true],
  ])(
    'answers about a version in %s that has its sign-offs and is asked for %j: %s',
    (heldStage, query, answer, compliant) => {
      const found = ask(query, { heldStage, record: signedOff });

      expect(found).toMatchObject({ decision: answer, compliant });
      expect(
        found.reasons.some(reason =>
          reason.startsWith(`Version '7' is out of use: it is in ${heldStage}`),
        ),
      ).toBe(!compliant);
    },
  );

  it('says what was waived', () => {
    const waived = {
      ...signedOff,
      decisions: signedOff.decisions.slice(0, 1),
      waivers: [waiver(plan)],
    };

    expect(ask({ stage: 'production' }, { record: waived })).toMatchObject({
      decision: 'allow',
      reasons: [
        'All sign-offs that are asked for to enter production are there; waived: Plan',
      ],
    });
  });

  it.each<[string, object, 'allow' | 'deny', string]>([
    ['production', {}, 'deny', 'prevent'],
    ['canary', {}, 'allow', 'warn'],
    ['shadow', {}, 'allow', 'record'],
  ])(
    'asks for an environment what its stage asks for, and acts as %s enforces it',
    (environment, _, verdict, enforcement) => {
      expect(ask({ environment })).toMatchObject({
        decision: verdict,
        compliant: false,
        enforcement,
        environment,
        stage: 'production',
        reasons: [
          OPEN,
          OPEN_PLAN,
          ...(verdict === 'allow'
            ? [
                `Allowed all the same: the enforcement of '${environment}' is ${enforcement}`,
              ]
            : []),
        ],
      });
    },
  );

  it('asks for nothing where nothing is governed', () => {
    const answer = ask({ environment: 'staging' });

    expect(answer).toMatchObject({
      decision: 'allow',
      compliant: true,
      requirements: [],
      reasons: ["No sign-offs are asked for to run in 'staging'"],
    });
    expect(answer).not.toHaveProperty('stage');
  });

  it('denies an environment that is not configured, and names those that are', () => {
    expect(ask({ environment: 'prod' }, { record: signedOff })).toMatchObject({
      decision: 'deny',
      compliant: false,
      enforcement: 'prevent',
      reasons: [
        "No environment 'prod' is configured; ask about one of production, canary, shadow, staging",
      ],
    });
  });

  it('denies every environment while none is configured', () => {
    const answer = askGate({
      lifecycle: DEFAULT_LIFECYCLE,
      config: { environments: [] },
      requirements: [],
      query: { version: '7', environment: 'production' },
      heldStage: 'validation',
      record: record(),
      facts: FACTS,
      now: new Date(),
    });

    expect(answer).toMatchObject({
      decision: 'deny',
      reasons: [
        "No environment 'production' is configured; none is, ask about a stage",
      ],
    });
  });

  it.each<[string, Omit<GateQuery, 'version'>]>([
    ['a stage', { stage: 'production' }],
    ['a stage that needs no sign-off', { stage: 'development' }],
    ['an environment that only warns', { environment: 'canary' }],
    ['an environment where nothing is governed', { environment: 'staging' }],
  ])('denies a version that was never reported for %s', (_, query) => {
    const answer = ask(query, { heldStage: undefined, record: signedOff });

    expect(answer).toMatchObject({ decision: 'deny', compliant: false });
    expect(answer.reasons).toEqual([
      "Version '7' was never reported; report it first",
    ]);
  });

  it('says what is doubtful also about what it lets in', () => {
    const answer = askGate({
      lifecycle: DEFAULT_LIFECYCLE,
      config: { environments },
      requirements: [asked],
      query: { version: '7', stage: 'production' },
      heldStage: 'validation',
      record: record(signedOff),
      facts: FACTS,
      knownPeople: new Set(),
      approvers: new Map([
        [asked.approvers[0], { exists: false, people: new Set<string>() }],
      ]),
      now: new Date('2026-03-08T12:00:00Z'),
    });

    expect(answer).toMatchObject({
      decision: 'allow',
      reasons: [
        expect.stringContaining('All sign-offs'),
        'Warning about Independent validation: group:default/model-validation does not exist in the catalog',
        'Warning about Independent validation: user:default/vera-validator, who approved, is no longer in the catalog',
      ],
    });
  });

  it('asks for an end only what is asked for before that end', () => {
    expect(ask({ stage: 'retired' }).requirements.map(({ id }) => id)).toEqual([
      'end',
    ]);
    expect(ask({ stage: 'development' }).decision).toBe('allow');
  });
});

describe('what the gate is asked', () => {
  it.each<[string, object]>([
    ['names neither a stage nor an environment', { version: '7' }],
    [
      'names both',
      { version: '7', stage: 'production', environment: 'production' },
    ],
    ['names no version', { stage: 'production' }],
    ['names a stage that can be none', { version: '7', stage: 'Prod!' }],
    ['asks for more', { version: '7', stage: 'production', force: true }],
  ])('is refused when it %s', (_, query) => {
    expect(gateQuerySchema.safeParse(query).success).toBe(false);
  });
});
