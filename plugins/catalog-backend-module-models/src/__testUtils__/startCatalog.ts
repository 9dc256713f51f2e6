import {
  BackendFeature,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  EntityProviderConnection,
  catalogProcessingExtensionPoint,
} from '@backstage/plugin-catalog-node';
import request from 'supertest';
import catalogModuleModels from '../index';

const LOCATION = 'url:https://example.com/model.yaml';

/** A running catalog that knows models, and whatever went wrong in it. */
export interface RunningCatalog {
  /** Replaces everything that the test's entity provider has provided. */
  provide(entities: Entity[]): Promise<void>;
  /** Answers all entities that a filter of the catalog API finds. */
  find(...filters: string[]): Promise<Entity[]>;
  /** Answers one entity, or nothing while it is not in the catalog. */
  get(path: string): Promise<Entity | undefined>;
  /** Asks the catalog for its opinion of an entity without adding it. */
  validate(entity: Entity): Promise<{ status: number; text: string }>;
  /** The errors of processing so far, by the name of the entity. */
  errors: ReadonlyMap<string, string>;
}

type LocationsConfig = {
  rules?: Array<{ allow: string[] }>;
  locations?: Array<{ type: string; target: string }>;
};

type ModelsConfig = {
  lifecycle?: { stages: Array<{ id: string; title: string; kind: string }> };
};

const ALL_BY_NAME = { orderField: 'metadata.name,asc', limit: 1_000 };

/** Starts the real catalog with the module, and the given neighbours of the catalog. */
export async function startCatalog(
  locationsConfig: LocationsConfig = {},
  neighbours: BackendFeature[] = [],
  models: ModelsConfig = {},
): Promise<RunningCatalog> {
  const { module, provide, errors } = createTestProvider();
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleModels,
      module,
      ...neighbours,
      mockServices.rootConfig.factory({
        data: {
          models,
          catalog: {
            stitchingStrategy: { mode: 'deferred', pollingInterval: '100ms' },
            ...locationsConfig,
          },
        },
      }),
    ],
  });
  return {
    errors,
    provide,
    async find(...filters) {
      const { body } = await request(server)
        .get('/api/catalog/entities/by-query')
        .query({ filter: filters, ...ALL_BY_NAME })
        .expect(200);
      return body.items;
    },
    async get(path) {
      const { status, body } = await request(server).get(
        `/api/catalog/entities/by-name/${path}`,
      );
      return status === 200 ? body : undefined;
    },
    async validate(entity) {
      const { status, text } = await request(server)
        .post('/api/catalog/validate-entity')
        .send({ entity, location: LOCATION });
      return { status, text };
    },
  };
}

function createTestProvider() {
  let connection: EntityProviderConnection | undefined;
  const errors = new Map<string, string>();
  const module = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'test-provider',
    register(reg) {
      reg.registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        async init({ processing }) {
          processing.addEntityProvider({
            getProviderName: () => 'test',
            connect: async c => {
              connection = c;
            },
          });
          processing.setOnProcessingErrorHandler(event => {
            errors.set(
              event.unprocessedEntity.metadata.name,
              event.errors.map(String).join('\n'),
            );
          });
        },
      });
    },
  });
  const provide = async (entities: Entity[]) => {
    await connection?.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        entity: withLocation(entity),
        locationKey: 'test',
      })),
    });
  };
  return { module, errors, provide };
}

function withLocation(entity: Entity): Entity {
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        [ANNOTATION_LOCATION]: LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
      },
    },
  };
}

/** Repeats a check until it no longer throws, for at most half a minute. */
export async function eventually<T>(check: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}

/** Waits until the catalog holds exactly these models. */
export async function expectModels(
  catalog: RunningCatalog,
  expected: string[],
): Promise<void> {
  await eventually(async () =>
    expect(namesOf(await catalog.find('kind=model'))).toEqual(expected),
  );
}

/** The names of entities, in their order. */
export function namesOf(entities: Entity[]): string[] {
  return entities.map(entity => entity.metadata.name);
}
