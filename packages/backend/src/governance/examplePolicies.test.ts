import { Entity } from '@backstage/catalog-model';
import {
  effectiveRequirements,
  modelsConfigSchema,
} from '@modelry/backstage-plugin-models-common';
import {
  readDemoModels,
  readModelsConfig,
  readReadmePolicies,
} from './__testUtils__/demoCompany';

const FILES = {
  sr117: 'examples/policies/sr-11-7.yaml',
  euAiAct: 'examples/policies/eu-ai-act-high-risk.yaml',
  lowRisk: 'examples/policies/low-risk.yaml',
  byRole: 'examples/policies/people-by-role.yaml',
};

const models = readDemoModels();

function policiesOf(file: string) {
  return modelsConfigSchema.parse(readModelsConfig(file)).governance.policies;
}

/** What the policies of a file ask of the model of that name. */
function askedOf(file: string, name: string) {
  const entity = models.find(model => model.metadata.name === name);
  if (!entity) {
    throw new Error(`the demo company has no model '${name}'`);
  }
  return effectiveRequirements({ policies: policiesOf(file), entity });
}

function governedBy(file: string): string[] {
  const policies = policiesOf(file);
  const isGoverned = (entity: Entity) =>
    effectiveRequirements({ policies, entity }).length > 0;
  return models.filter(isGoverned).map(({ metadata }) => metadata.name);
}

const evidenceOf = (requirement: { evidence: Array<{ id: string }> }) =>
  requirement.evidence.map(({ id }) => id);

describe('people by role', () => {
  it('asks those whom each model names', () => {
    expect(
      askedOf(FILES.byRole, 'consumer-credit-risk').map(({ id, approvers }) => [
        id,
        approvers,
      ]),
    ).toEqual([
      ['named-validation', ['role:validator']],
      ['business-acceptance', ['role:business-owner']],
    ]);
  });
});

describe('SR 11-7', () => {
  it('governs the models of the bank', () => {
    expect(governedBy(FILES.sr117)).toEqual([
      'consumer-credit-risk',
      'granite-docling-258m',
    ]);
  });

  it('asks for independent validation every year, of each version, with evidence', () => {
    const validation = askedOf(FILES.sr117, 'consumer-credit-risk').find(
      ({ id }) => id === 'independent-validation',
    );
    expect(validation).toMatchObject({
      stage: 'production',
      scope: 'version',
      validFor: 'P1Y',
      separationOfDuties: true,
      approvers: ['group:default/model-validation'],
      waivableBy: ['group:default/risk-office'],
    });
    expect(validation && evidenceOf(validation)).toEqual([
      'validation-report',
      'conceptual-soundness',
      'outcomes-analysis',
      'limitations',
    ]);
  });

  it('asks for ongoing monitoring of the model and approval of its use, and for nothing else', () => {
    const asked = askedOf(FILES.sr117, 'consumer-credit-risk');
    expect(
      asked.map(({ id, scope, validFor }) => ({ id, scope, validFor })),
    ).toEqual([
      { id: 'independent-validation', scope: 'version', validFor: 'P1Y' },
      { id: 'ongoing-monitoring', scope: 'model', validFor: 'P1Y' },
      { id: 'risk-acceptance', scope: 'version', validFor: 'P1Y' },
    ]);
    expect(asked.every(({ separationOfDuties }) => separationOfDuties)).toBe(
      true,
    );
  });
});

describe('EU AI Act, high risk', () => {
  it('governs the models of the tier', () => {
    expect(governedBy(FILES.euAiAct)).toEqual([
      'consumer-credit-risk',
      'granite-docling-258m',
      'camembert-base-xnli',
    ]);
  });

  it('asks for one sign-off for each of Articles 9 to 12, 14 and 15, all with evidence', () => {
    const asked = askedOf(FILES.euAiAct, 'camembert-base-xnli');
    expect(asked.map(({ title }) => title)).toEqual([
      'Risk management system (Art. 9)',
      'Data and data governance (Art. 10)',
      'Technical documentation (Art. 11)',
      'Record-keeping (Art. 12)',
      'Human oversight (Art. 14)',
      'Accuracy, robustness and cybersecurity (Art. 15)',
    ]);
    expect(asked.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
    expect(asked.filter(({ waivableBy }) => waivableBy.length > 0)).toEqual([]);
  });

  it('names every part of Annex IV in the evidence', () => {
    const titles = askedOf(FILES.euAiAct, 'camembert-base-xnli')
      .flatMap(({ evidence }) => evidence)
      .map(({ title }) => title)
      .join('\n');
    for (const part of ['1', '2', '3', '4', '5', '6', '7', '8', '9']) {
      expect(titles).toMatch(new RegExp(`\\(Annex IV, ${part}\\b`));
    }
  });
});

describe('low risk', () => {
  it('asks of every model of the lower tiers for one sign-off that new versions keep', () => {
    const lower = models.filter(({ spec }) =>
      ['minimal', 'limited'].includes(String(spec?.riskTier)),
    );
    expect(governedBy(FILES.lowRisk)).toEqual(
      lower.map(({ metadata }) => metadata.name),
    );
    expect(
      askedOf(FILES.lowRisk, 'electricity-consumption-forecast'),
    ).toMatchObject([
      {
        id: 'second-look',
        scope: 'model',
        minApprovals: 1,
        separationOfDuties: true,
        evidence: [],
      },
    ]);
  });
});

it('has three policies that can be used together', () => {
  const policies = Object.values(FILES).flatMap(policiesOf);
  const config = modelsConfigSchema.safeParse({ governance: { policies } });
  expect(config.error).toBeUndefined();
  const ungoverned = models.filter(
    entity => effectiveRequirements({ policies, entity }).length === 0,
  );
  expect(ungoverned).toEqual([]);
});

it('shows a policy in the README that finds models without a risk tier', () => {
  const policies = readReadmePolicies();
  const config = modelsConfigSchema.parse({ governance: { policies } });
  const [classified] = models;
  const { riskTier: _, ...spec } = { ...classified.spec };
  const asks = (entity: Entity) =>
    effectiveRequirements({ policies: config.governance.policies, entity });
  expect(asks(classified)).toEqual([]);
  expect(asks({ ...classified, spec })).toMatchObject([
    { id: 'classification' },
  ]);
});

describe('the example portal', () => {
  const { environments, governance } = modelsConfigSchema.parse(
    readModelsConfig('app-config.yaml'),
  );

  function asks(name: string): string[] {
    return askedOf('app-config.yaml', name).map(({ id }) => id);
  }

  it('asks the models of the demo company for what fits them', () => {
    expect(asks('consumer-credit-risk')).toEqual([
      'independent-validation',
      'risk-acceptance',
    ]);
    expect(asks('marketing-recommendations')).toEqual(['privacy-review']);
    expect(asks('camembert-base-xnli')).toEqual([
      'independent-validation',
      'risk-acceptance',
      'privacy-review',
      'human-oversight',
      'technical-documentation',
    ]);
    expect(asks('electricity-consumption-forecast')).toEqual([]);
  });

  it('enforces them in production, and tells the risk office', () => {
    expect(environments).toMatchObject([
      { name: 'production', stage: 'production', enforcement: 'prevent' },
      { name: 'pilot', stage: 'production', enforcement: 'warn' },
      { name: 'staging', enforcement: 'prevent' },
    ]);
    expect(governance).toMatchObject({
      promotion: 'manual',
      board: ['group:default/risk-office'],
    });
  });
});
