import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityProvider,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DeploymentReport,
  ModelsClient,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';
import {
  ModelRegistries,
  ModelSource,
  Registry,
} from '@modelry/backstage-plugin-models-node';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** What it takes to start a registry. */
export interface StartRegistryOptions {
  registry: Registry;
  /** What the catalog has before. */
  entities?: readonly Entity[];
  now?: () => Date;
}

/** A registry between a catalog that has at once what it is given, and a record. */
export type StartedRegistry = Awaited<ReturnType<typeof startRegistry>>;

/** Starts a registry, and says what it does to the catalog and to the record. */
export async function startRegistry(options: StartRegistryOptions) {
  const { registry, entities = [], now } = options;
  const knex = await databases.init('SQLITE_3');
  const { catalog, connect, mutations } = startCatalog(entities);
  const reportVersion = jest.fn<
    ReturnType<ModelsClient['reportVersion']>,
    [string, VersionReport]
  >();
  const reportDeployment = jest.fn<
    ReturnType<ModelsClient['reportDeployment']>,
    [string, Partial<DeploymentReport>]
  >();
  let source: ModelSource | undefined;
  const restart = async () => {
    const registries = new ModelRegistries({
      ...{ auth: mockServices.auth(), catalog },
      ...(now && { now }),
      database: mockServices.database({ knex }),
      record: {
        reportVersion,
        reportDeployment: async (ref, report) =>
          reportDeployment(ref, { ...report }),
      },
      sources: {
        add: async added => {
          source = added;
        },
      },
    });
    await connect(await registries.add(registry));
  };
  await restart();
  return {
    ...{ catalog, mutations, reportVersion, reportDeployment, restart },
    run: async (signal = new AbortController().signal) => {
      if (!source) {
        throw new Error('The registry was not added');
      }
      return source.run(signal);
    },
    /** The entities of each mutation so far. */
    written: () => mutations.map(writtenBy),
  };
}

/** A model of the catalog. */
export function modelNamed(
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'classification', lifecycle: 'development' },
  };
}

function writtenBy(mutation: EntityProviderMutation): Entity[] {
  const written = mutation.type === 'full' ? mutation.entities : mutation.added;
  return written.map(({ entity }) => entity);
}

function startCatalog(entities: readonly Entity[]) {
  const has = new Map(entities.map(one => [stringifyEntityRef(one), one]));
  const own = new Set<string>();
  const mutations: EntityProviderMutation[] = [];
  const catalog = catalogServiceMock();
  catalog.streamEntities = async function* streamEntities() {
    yield [...has.values()];
  };
  const applyMutation = async (mutation: EntityProviderMutation) => {
    mutations.push(mutation);
    const gone =
      mutation.type === 'full'
        ? [...own]
        : mutation.removed.map(one =>
            'entityRef' in one ? one.entityRef : stringifyEntityRef(one.entity),
          );
    gone.forEach(ref => has.delete(ref));
    writtenBy(mutation).forEach(entity => {
      const ref = stringifyEntityRef(entity);
      has.set(ref, entity);
      own.add(ref);
    });
  };
  return {
    ...{ catalog, mutations },
    connect: async (provider: EntityProvider) =>
      provider.connect({ applyMutation, refresh: async () => {} }),
  };
}
