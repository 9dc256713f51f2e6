import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { SourcedModels } from './SourcedModels';

const LOCATION = 'registry:research';
const DAY_MS = 24 * 60 * 60 * 1_000;

function modelOf(name: string, description = 'A model'): Entity {
  return {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: { name, namespace: 'default', description },
    spec: { type: 'other', lifecycle: 'development' },
  };
}

/** A catalog that has what is handed over to it at once. */
async function start(begin: Entity[] = []) {
  const has = new Map(begin.map(entity => [entity.metadata.name, entity]));
  const mutations: EntityProviderMutation[] = [];
  let time = Date.parse('2026-11-25T10:00:00Z');
  const catalog = catalogServiceMock();
  catalog.streamEntities = async function* streamEntities() {
    yield [...has.values()];
  };
  const open = async () => {
    const models = new SourcedModels({
      ...{ location: LOCATION, auth: mockServices.auth(), catalog },
      now: () => new Date(time),
    });
    await models.connect({
      refresh: async () => {},
      applyMutation: async mutation => {
        mutations.push(mutation);
        if (mutation.type === 'full') {
          has.clear();
        } else {
          mutation.removed.forEach(one =>
            has.delete('entityRef' in one ? one.entityRef.split('/')[1] : ''),
          );
        }
        const written =
          mutation.type === 'full' ? mutation.entities : mutation.added;
        written.forEach(({ entity }) => has.set(entity.metadata.name, entity));
      },
    });
    return models;
  };
  const apply = async (models: SourcedModels, entities: Entity[]) =>
    models.apply(entities, (await models.known()).own);
  return {
    ...{ open, apply, mutations, catalog },
    names: () => [...has.keys()].sort(),
    pass: (millis: number) => {
      time += millis;
    },
  };
}

describe('models that a source brings', () => {
  it('are written whole first, and then only where they differ', async () => {
    const { open, apply, mutations, names } = await start();
    const models = await open();
    await apply(models, [modelOf('a'), modelOf('b'), modelOf('c')]);
    await apply(models, [modelOf('a'), modelOf('b'), modelOf('c')]);
    const counts = await apply(models, [
      ...[modelOf('a'), modelOf('b', 'Better'), modelOf('d')],
    ]);
    expect(mutations.map(({ type }) => type)).toEqual(['full', 'delta']);
    expect(counts).toEqual({ written: 2, removed: 1 });
    expect(names()).toEqual(['a', 'b', 'd']);
  });

  it('are compared with the catalog, whichever replica wrote last', async () => {
    const { open, apply, names } = await start();
    const [one, other] = [await open(), await open()];
    await apply(one, [modelOf('a'), modelOf('b')]);
    await apply(other, [modelOf('b')]);
    await apply(one, [modelOf('a'), modelOf('b')]);
    expect(names()).toEqual(['a', 'b']);
  });

  it('are written whole again once a day', async () => {
    const { open, apply, mutations, pass } = await start();
    const models = await open();
    await apply(models, [modelOf('a')]);
    pass(DAY_MS - 1);
    await apply(models, [modelOf('a')]);
    expect(mutations).toHaveLength(1);
    pass(1);
    await apply(models, [modelOf('a')]);
    expect(mutations.map(({ type }) => type)).toEqual(['full', 'full']);
  });

  it('stay when nothing is known of them at the moment', async () => {
    const { open, apply, names } = await start();
    const models = await open();
    await apply(models, [modelOf('a'), modelOf('b'), modelOf('c')]);
    const { own } = await models.known();
    await models.apply([modelOf('a')], own, {
      keep: ({ metadata }) => metadata.name === 'b',
    });
    expect(names()).toEqual(['a', 'b']);
  });

  it('are told from all others', async () => {
    const { open, apply } = await start([modelOf('yaml')]);
    const models = await open();
    await apply(models, [modelOf('a')]);
    const { own } = await models.known();
    expect(own.map(({ metadata }) => metadata.name)).toEqual(['a']);
  });

  it('are left alone while the catalog is not there', async () => {
    const { catalog } = await start();
    const models = new SourcedModels({
      ...{ location: LOCATION, auth: mockServices.auth(), catalog },
    });
    await expect(models.apply([], [])).rejects.toThrow(/not ready yet/);
    catalog.streamEntities = () => {
      throw new Error('No database');
    };
    await expect(models.known()).rejects.toThrow(/catalog did not say/);
  });
});
