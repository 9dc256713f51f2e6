import { Entity } from '@backstage/catalog-model';
import { model } from './__testUtils__/entities';
import {
  RunningCatalog,
  eventually,
  expectModels,
  startCatalog,
} from './__testUtils__/startCatalog';

jest.setTimeout(90_000);

describe('a model that is not as it should be', () => {
  const cases: Array<[string, Entity, string[]]> = [
    [
      'has a risk tier that does not exist',
      model('bad-tier', { riskTier: 'medium' }),
      ['/spec/riskTier', 'minimal,limited,high,unacceptable'],
    ],
    [
      'does not say what it does',
      model('no-type', { type: undefined }),
      ['/spec', "must have required property 'type'"],
    ],
    [
      'is in a stage that does not exist',
      model('bad-stage', { lifecycle: 'live' }),
      ['/spec/lifecycle', 'development,validation,production,retired,archived'],
    ],
    [
      'names what serves it as text instead of a list',
      model('bad-list', { servedBy: 'component:default/loan-decisions' }),
      ['/spec/servedBy', 'must be array'],
    ],
    [
      'is served by something that cannot serve',
      model('bad-server', { servedBy: ['group:default/credit-analytics'] }),
      ['/spec/servedBy/0', 'Component|component|API|api'],
    ],
    [
      'is owned by a component',
      model('bad-owner', { owner: 'component:default/loan-decisions' }),
      ['/spec/owner', 'Group|group|User|user'],
    ],
    [
      'depends on something of an unknown kind',
      model('bad-dependency', { dependsOn: ['feature-table'] }),
      ['/spec/dependsOn/0', 'Resource|resource'],
    ],
    [
      'is of a version that does not exist',
      { ...model('bad-version', {}), apiVersion: 'backstage.io/v1alpha1' },
      [
        'Kind "Model" exists',
        'no version matching apiVersion "backstage.io/v1alpha1"',
      ],
    ],
  ];
  let catalog: RunningCatalog;

  beforeAll(async () => {
    catalog = await startCatalog();
    await catalog.provide([
      ...cases.map(([, bad]) => bad),
      model('good-one', {}),
      model('good-two', {}),
    ]);
    await expectModels(catalog, ['good-one', 'good-two']);
  });

  it('leaves the good models of the same batch alone', async () => {
    await eventually(async () =>
      expect([...catalog.errors.keys()].sort()).toEqual(
        cases.map(([, bad]) => bad.metadata.name).sort(),
      ),
    );
  });

  it.each(cases)(
    'is refused with the field and what is allowed when it %s',
    async (_, bad, words) => {
      const { name } = bad.metadata;
      const { status, text } = await catalog.validate(bad);

      expect(status).toBe(400);
      for (const word of words) {
        expect(JSON.parse(text).errors[0].message).toContain(word);
        expect(catalog.errors.get(name)).toContain(word);
      }
      expect(await catalog.get(`model/default/${name}`)).toBeUndefined();
    },
  );

  it('is told all its faults at once', async () => {
    const { text } = await catalog.validate(
      model('all-wrong', { type: '', lifecycle: 'live', riskTier: 'medium' }),
    );

    expect(text).toContain('/spec/type');
    expect(text).toContain('/spec/lifecycle');
    expect(text).toContain('/spec/riskTier');
  });

  it('stays in the catalog as it last was, with the error, when it was good before', async () => {
    await catalog.provide([model('good-one', { riskTier: 'medium' })]);

    await eventually(async () => {
      const kept = await catalog.get('model/default/good-one');
      expect(kept?.spec?.riskTier).toBeUndefined();
      expect(JSON.stringify(kept)).toContain('/spec/riskTier');
    });
  });
});
