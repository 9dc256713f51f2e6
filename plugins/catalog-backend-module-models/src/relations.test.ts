import { Entity } from '@backstage/catalog-model';
import { entity, model } from './__testUtils__/entities';
import {
  RunningCatalog,
  eventually,
  expectModels,
  namesOf,
  startCatalog,
} from './__testUtils__/startCatalog';

jest.setTimeout(90_000);

const creditRisk: Entity = {
  apiVersion: 'modelry.dev/v1alpha1',
  kind: 'Model',
  metadata: { name: 'credit-risk', tags: ['credit', 'tabular'] },
  spec: {
    type: 'classification',
    lifecycle: 'production',
    owner: 'credit-analytics',
    system: 'lending',
    riskTier: 'high',
    intendedUse: 'Pre-screening of loan applications by trained staff',
    dependsOn: [
      'component:default/feature-builder',
      'resource:default/feature-table',
      'api:default/exchange-rates',
      'model:default/address-matcher',
    ],
    servedBy: ['loan-decisions', 'api:default/loan-decision-api'],
    trainedOn: ['loan-history'],
    baseModel: 'bureau-score',
    card: './MODEL_CARD.md',
  },
};

const api = { type: 'openapi', lifecycle: 'x', owner: 'o', definition: 'x' };
const component = { type: 'service', lifecycle: 'x', owner: 'o' };
const resource = { type: 'dataset', owner: 'o' };
const neighbours = [
  entity('Group', 'credit-analytics', { type: 'team', children: [] }),
  entity('User', 'dario-datasci', { memberOf: ['credit-analytics'] }),
  entity('System', 'lending', { owner: 'credit-analytics' }),
  entity('Component', 'feature-builder', component),
  entity('Component', 'loan-decisions', component),
  entity('Resource', 'feature-table', resource),
  entity('Resource', 'loan-history', resource),
  entity('API', 'exchange-rates', api),
  entity('API', 'loan-decision-api', api),
  model('address-matcher', {}),
  model('bureau-score', { owner: 'user:default/dario-datasci' }),
];

function relationsOf(found: Entity | undefined): string[] {
  return (found?.relations ?? [])
    .map(({ type, targetRef }) => `${type} ${targetRef}`)
    .sort();
}

describe('a catalog that knows models', () => {
  let catalog: RunningCatalog;

  beforeAll(async () => {
    catalog = await startCatalog();
    await catalog.provide([...neighbours, creditRisk]);
    await expectModels(catalog, [
      'address-matcher',
      'bureau-score',
      'credit-risk',
    ]);
  });

  it('relates a model to everything that its spec names', async () => {
    await eventually(async () =>
      expect(
        relationsOf(await catalog.get('model/default/credit-risk')),
      ).toEqual([
        'dependsOn api:default/exchange-rates',
        'dependsOn component:default/feature-builder',
        'dependsOn model:default/address-matcher',
        'dependsOn resource:default/feature-table',
        'derivedFrom model:default/bureau-score',
        'ownedBy group:default/credit-analytics',
        'partOf system:default/lending',
        'servedBy api:default/loan-decision-api',
        'servedBy component:default/loan-decisions',
        'trainedOn resource:default/loan-history',
      ]),
    );
  });

  it.each([
    ['group/default/credit-analytics', 'ownerOf'],
    ['system/default/lending', 'hasPart'],
    ['component/default/feature-builder', 'dependencyOf'],
    ['resource/default/feature-table', 'dependencyOf'],
    ['api/default/exchange-rates', 'dependencyOf'],
    ['model/default/address-matcher', 'dependencyOf'],
    ['component/default/loan-decisions', 'serves'],
    ['api/default/loan-decision-api', 'serves'],
    ['resource/default/loan-history', 'trainingDataFor'],
    ['model/default/bureau-score', 'derivedInto'],
  ])('shows on %s that it is %s the model', async (path, type) => {
    await eventually(async () =>
      expect(relationsOf(await catalog.get(path))).toContain(
        `${type} model:default/credit-risk`,
      ),
    );
  });

  it('shows a model on the user who owns it', async () => {
    await eventually(async () =>
      expect(
        relationsOf(await catalog.get('user/default/dario-datasci')),
      ).toContain('ownerOf model:default/bureau-score'),
    );
  });

  it('accepts a model that nobody owns', async () => {
    const found = await catalog.get('model/default/address-matcher');

    expect(found?.spec?.owner).toBeUndefined();
    expect(relationsOf(found)).not.toContainEqual(
      expect.stringMatching(/^ownedBy /),
    );
  });

  it.each([
    ['kind=model', ['address-matcher', 'bureau-score', 'credit-risk']],
    ['kind=model,spec.type=classification', ['credit-risk']],
    ['kind=model,spec.lifecycle=production', ['credit-risk']],
    ['kind=model,metadata.tags=tabular', ['credit-risk']],
    [
      'kind=model,relations.ownedBy=group:default/credit-analytics',
      ['credit-risk'],
    ],
    [
      'kind=model,relations.ownedBy=user:default/dario-datasci',
      ['bureau-score'],
    ],
    [
      'kind=model,spec.lifecycle=development',
      ['address-matcher', 'bureau-score'],
    ],
    ['kind=model,spec.type=ranking', []],
  ])('finds models by the filter %s', async (filter, expected) => {
    await eventually(async () =>
      expect(namesOf(await catalog.find(filter))).toEqual(expected),
    );
  });

  it('shows on a model which component depends on it', async () => {
    await catalog.provide([
      ...neighbours.filter(e => e.metadata.name !== 'feature-builder'),
      creditRisk,
      entity('Component', 'feature-builder', {
        ...component,
        dependsOn: ['model:default/address-matcher'],
      }),
    ]);

    await eventually(async () =>
      expect(
        relationsOf(await catalog.get('model/default/address-matcher')),
      ).toContain('dependencyOf component:default/feature-builder'),
    );
  });
});
