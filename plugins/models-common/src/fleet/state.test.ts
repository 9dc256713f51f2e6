import { Deployment } from '../deployments/schemas';
import {
  FACTS,
  decision,
  requirement,
  waiver,
} from '../governance/__testUtils__/governance';
import { ModelsConfig, modelsConfigSchema } from '../governance/policy';
import { ModelEntity } from '../kind/ModelEntity';
import { ModelVersion } from '../lifecycle/schemas';
import { LifecycleStage } from '../lifecycle/stages';
import { ModelRecord, deriveModelState, summarizeModel } from './state';

const NOW = new Date('2026-03-08T12:00:00Z');

const entity: ModelEntity = {
  apiVersion: 'modelry.dev/v1alpha1',
  kind: 'Model',
  metadata: { name: 'churn', title: 'Customer churn' },
  spec: {
    type: 'classification',
    lifecycle: 'development',
    riskTier: 'high',
    intendedUse: FACTS.intendedUse,
    trainedOn: FACTS.trainedOn,
  },
};

const asked = requirement();

const config: ModelsConfig = modelsConfigSchema.parse({
  environments: [
    { name: 'production', stage: 'production' },
    { name: 'staging' },
  ],
  governance: {
    policies: [
      {
        id: 'high-risk',
        title: 'High-risk models',
        match: { 'spec.riskTier': 'high' },
        requirements: [
          {
            id: asked.id,
            title: asked.title,
            stage: asked.stage,
            approvers: asked.approvers,
          },
        ],
      },
    ],
  },
});

const empty: ModelRecord = {
  channel: 'models:1',
  versions: [],
  deployments: [],
  checks: [],
  decisions: [],
  reviews: [],
  waivers: [],
};

function version(name: string, stage: LifecycleStage): ModelVersion {
  return {
    version: name,
    stage,
    stageSince: '2026-03-01T00:00:00Z',
    createdAt: '2026-03-01T00:00:00Z',
    registeredAt: '2026-03-01T00:00:00Z',
    registeredBy: 'reporter',
  };
}

function deployment(parts: Partial<Deployment>): Deployment {
  return {
    environment: 'production',
    name: 'primary',
    version: '7',
    status: 'running',
    role: 'primary',
    since: '2026-03-01T00:00:00Z',
    lastSeen: '2026-03-01T00:00:00Z',
    reportedBy: 'reporter',
    ...parts,
  };
}

function summarize(
  record: Partial<ModelRecord>,
  spec: Partial<ModelEntity['spec']> = {},
) {
  return summarizeModel({
    modelRef: 'model:default/churn',
    owner: 'group:default/marketing-analytics',
    entity: { ...entity, spec: { ...entity.spec, ...spec } },
    record: { ...empty, ...record },
    config,
    now: NOW,
  });
}

describe('the line about a model', () => {
  it('says what is declared and what is missing while nothing was reported', () => {
    expect(summarize({})).toEqual({
      modelRef: 'model:default/churn',
      channel: 'models:1',
      title: 'Customer churn',
      owner: 'group:default/marketing-analytics',
      riskTier: 'high',
      stage: 'development',
      environments: [],
      monitoring: 'unmonitored',
      monitoringReason: 'No check watches this model',
      signOff: 'missing',
      unsanctioned: 0,
    });
  });

  it('brings everything together that was reported and decided', () => {
    const line = summarize({
      versions: [
        version('8', 'development'),
        version('7', 'production'),
        version('6', 'retired'),
      ],
      deployments: [
        deployment({ environment: 'staging', version: '8' }),
        deployment({}),
        deployment({ name: 'canary', version: '6' }),
        deployment({ environment: 'lab', status: 'stopped' }),
      ],
      checks: [
        {
          check: 'Accuracy',
          kind: 'performance',
          allowedSilence: 'P7D',
          latest: { status: 'warning', observedAt: '2026-03-08T11:00:00Z' },
        },
      ],
      decisions: [decision(asked)],
    });

    expect(line).toMatchObject({
      stage: 'production',
      version: '7',
      environments: ['production', 'staging'],
      monitoring: 'warning',
      monitoringReason: 'Performance warning: Accuracy',
      signOff: 'approved',
      unsanctioned: 1,
    });
  });

  it('asks for no sign-off where no policy does', () => {
    expect(
      summarize({ deployments: [deployment({})] }, { riskTier: 'minimal' }),
    ).toMatchObject({ signOff: 'not-required', unsanctioned: 0 });
  });

  it.each(['retired', 'archived'] as const)(
    'waits for no sign-off once the model is %s',
    stage => {
      expect(summarize({ versions: [version('7', stage)] })).toMatchObject({
        stage,
        signOff: 'not-required',
      });
    },
  );

  it('leaves out who owns it when nobody does', () => {
    const line = summarizeModel({
      modelRef: 'model:default/churn',
      entity: { ...entity, metadata: { name: 'churn' } },
      record: empty,
      config,
      now: NOW,
    });

    expect(line).not.toHaveProperty('owner');
    expect(line).not.toHaveProperty('title');
  });
});

describe('the state of a model', () => {
  const derive = (asOf?: string) =>
    deriveModelState({
      entity,
      record: {
        ...empty,
        versions: [version('8', 'validation'), version('7', 'production')],
        decisions: [decision(asked)],
      },
      config,
      now: NOW,
      version: asOf,
    });

  it('is about the newest version that asks for production', () => {
    expect(derive()).toMatchObject({
      version: '8',
      signOff: 'outdated',
      lifecycle: { stage: 'production', source: 'record' },
    });
  });

  it('is about another version when somebody names one', () => {
    expect(derive('7')).toMatchObject({ version: '7', signOff: 'approved' });
  });

  it('lists every requirement with its verdict', () => {
    expect(
      derive().verdicts.map(v => [v.requirement.id, v.verdict.status]),
    ).toEqual([['validation', 'outdated']]);
  });

  it('names the next moment at which it changes without anybody acting', () => {
    const granted = waiver(asked, { until: '2026-04-01T00:00:00Z' });
    const forOld = waiver(asked, {
      sequence: 2,
      version: '6',
      until: '2026-03-20T00:00:00Z',
    });
    const next = (parts: Partial<ModelRecord>) =>
      deriveModelState({
        entity,
        record: { ...empty, versions: [version('7', 'production')], ...parts },
        config,
        now: NOW,
      }).nextChangeAt;

    expect(next({})).toBeUndefined();
    expect(next({ waivers: [granted] })).toBe('2026-04-01T00:00:00.000Z');
    expect(next({ waivers: [forOld] })).toBeUndefined();
    expect(
      next({
        waivers: [forOld],
        deployments: [deployment({ version: '6' })],
      }),
    ).toBe('2026-03-20T00:00:00.000Z');
  });

  it('knows what the entity says, and what it said when people decided', () => {
    const changed = { ...entity, spec: { ...entity.spec, trainedOn: [] } };
    const state = deriveModelState({
      entity: changed,
      record: {
        ...empty,
        versions: [version('7', 'production')],
        deployments: [deployment({})],
        decisions: [decision(asked)],
      },
      config,
      now: NOW,
    });

    expect(state).toMatchObject({
      facts: { riskTier: 'high', trainedOn: [] },
      signOff: 'outdated',
      unsanctioned: [{ enforcement: 'prevent', missing: [asked.title] }],
    });
  });
});
