import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
} from '@backstage/catalog-model';
import {
  ANNOTATION_DECLARED_LIFECYCLE,
  ANNOTATION_DECLARED_OWNER,
  MODEL_CHANGED_TOPICS,
} from '@modelry/backstage-plugin-models-common';
import { entity, model } from '../__testUtils__/entities';
import { FakeModelsPlugin } from '../__testUtils__/fakeModelsPlugin';
import {
  RunningCatalog,
  eventually,
  expectModels,
  startCatalog,
} from '../__testUtils__/startCatalog';

jest.setTimeout(90_000);

const MARKETING = 'group:default/marketing';
const CREDIT = 'group:default/credit';
const CHURN = 'model:default/churn';

const entities = [
  entity('Group', 'marketing', { type: 'team', children: [] }),
  entity('Group', 'credit', { type: 'team', children: [] }),
  model('churn', { owner: 'marketing' }),
  model('price', { owner: 'marketing' }),
  model('orphan', {}),
];

async function startWith(overlays: Parameters<FakeModelsPlugin['set']>[0]) {
  const models = new FakeModelsPlugin();
  models.set(overlays);
  const catalog = await startCatalog({}, [models.plugin, models.events]);
  await catalog.provide(entities);
  await expectModels(catalog, ['churn', 'orphan', 'price']);
  return { models, catalog };
}

function targets(found: Entity | undefined, type: string): string[] {
  return (found?.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef);
}

async function expectOwner(
  catalog: RunningCatalog,
  name: string,
  owner: string,
): Promise<Entity> {
  return eventually(async () => {
    const found = await catalog.get(`model/default/${name}`);
    expect(targets(found, RELATION_OWNED_BY)).toEqual([owner]);
    return found!;
  });
}

describe('the overlay', () => {
  it('lays owner and stage over models, and relations in both directions follow', async () => {
    const { catalog } = await startWith({
      [CHURN]: { owner: CREDIT, lifecycle: 'production' },
      'model:default/orphan': { owner: CREDIT },
    });

    const churn = await expectOwner(catalog, 'churn', CREDIT);
    expect(churn.spec).toMatchObject({
      owner: CREDIT,
      lifecycle: 'production',
    });
    expect(churn.metadata.annotations).toMatchObject({
      [ANNOTATION_DECLARED_OWNER]: 'marketing',
      [ANNOTATION_DECLARED_LIFECYCLE]: 'development',
    });
    await expectOwner(catalog, 'orphan', CREDIT);
    await eventually(async () => {
      const credit = await catalog.get('group/default/credit');
      const marketing = await catalog.get('group/default/marketing');
      expect(targets(credit, RELATION_OWNER_OF).sort()).toEqual([
        CHURN,
        'model:default/orphan',
      ]);
      expect(targets(marketing, RELATION_OWNER_OF)).toEqual([
        'model:default/price',
      ]);
    });
    // The filter of lists in the portal, and that of the *Owned* picker.
    const owned = await catalog.find(
      `kind=model,relations.ownedBy=${CREDIT},spec.lifecycle=production`,
    );
    expect(owned.map(found => found.metadata.name)).toEqual(['churn']);
  });

  it('leaves other models as they are declared', async () => {
    const plain = await startCatalog();
    await plain.provide(entities);
    await expectModels(plain, ['churn', 'orphan', 'price']);
    const { catalog } = await startWith({ [CHURN]: { owner: CREDIT } });
    await expectOwner(catalog, 'churn', CREDIT);

    const withOverlay = await catalog.get('model/default/price');
    const without = await plain.get('model/default/price');
    const comparable = (found: Entity | undefined) => ({
      ...found,
      metadata: { ...found?.metadata, uid: '', etag: '' },
    });
    expect(comparable(withOverlay)).toEqual(comparable(without));
  });

  it('follows a change within seconds once it is told, and back again', async () => {
    const { catalog, models } = await startWith({});
    await expectOwner(catalog, 'churn', MARKETING);

    models.set({ [CHURN]: { owner: CREDIT } });
    await models.publish(MODEL_CHANGED_TOPICS.ownership);
    const begun = Date.now();
    await expectOwner(catalog, 'churn', CREDIT);
    expect(Date.now() - begun).toBeLessThan(5_000);

    models.set({});
    await models.publish(MODEL_CHANGED_TOPICS.ownership);
    const churn = await expectOwner(catalog, 'churn', MARKETING);
    expect(churn.metadata.annotations).not.toHaveProperty([
      ANNOTATION_DECLARED_OWNER,
    ]);
  });

  it('keeps nobody waiting who tells of a change', async () => {
    const { catalog, models } = await startWith({});
    await expectOwner(catalog, 'churn', MARKETING);

    models.set({ [CHURN]: { owner: CREDIT } });
    const answers = models.answers.length;
    await models.publish(MODEL_CHANGED_TOPICS.ownership);
    expect(models.answers).toHaveLength(answers);
    await expectOwner(catalog, 'churn', CREDIT);
  });

  it('notices a change that nobody told it', async () => {
    const { catalog, models } = await startWith({});
    await expectOwner(catalog, 'churn', MARKETING);

    models.set({ [CHURN]: { owner: CREDIT } });

    await expectOwner(catalog, 'churn', CREDIT);
  });

  it('keeps what it knew last while the models plugin is down', async () => {
    const { catalog, models } = await startWith({ [CHURN]: { owner: CREDIT } });
    await expectOwner(catalog, 'churn', CREDIT);

    models.fail(true);
    await models.publish(MODEL_CHANGED_TOPICS.ownership);
    await eventually(async () => expect(models.answers).toContain(503));
    // Processed again meanwhile: its author changed it.
    await catalog.provide(
      entities.map(given =>
        given.metadata.name === 'churn'
          ? model('churn', { owner: 'marketing', type: 'ranking' })
          : given,
      ),
    );
    await eventually(async () => {
      const churn = await catalog.get('model/default/churn');
      expect(churn?.spec).toMatchObject({ type: 'ranking', owner: CREDIT });
    });

    models.fail(false);
    models.set({});
    await models.publish(MODEL_CHANGED_TOPICS.ownership);
    await expectOwner(catalog, 'churn', MARKETING);
  });

  it('asks in the name of the catalog, at most once a second, and not for each entity', async () => {
    const { models, catalog } = await startWith({ [CHURN]: { owner: CREDIT } });
    const begun = Date.now();
    await expectOwner(catalog, 'churn', CREDIT);
    await catalog.provide(
      Array.from({ length: 50 }, (_, i) => model(`many-${i}`, {})),
    );
    await eventually(async () =>
      expect(await catalog.find('kind=model')).toHaveLength(50),
    );
    const seconds = (Date.now() - begun) / 1_000;
    expect(models.answers.length).toBeLessThanOrEqual(seconds + 3);
    expect([...models.askers]).toEqual(['plugin:catalog']);
    await eventually(async () => expect(models.answers).toContain(304));
  });
});
