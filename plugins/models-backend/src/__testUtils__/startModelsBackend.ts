import {
  BackendFeature,
  BackstageCredentials,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createServiceMock,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  EntityMeta,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  AuthorizeResult,
  ConditionalPolicyDecision,
} from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { toModelRef } from '@modelry/backstage-plugin-models-common';
import { modelsPlugin } from '../plugin';
import { TestCatalog } from './TestCatalog';
import { TestModel, TestServer } from './TestModel';
import { TestTasks } from './TestTasks';
import { OWNERS, claimsOf, organization } from './people';

const mockEvents = createServiceMock(eventsServiceRef, () => ({
  publish: jest.fn(),
  subscribe: jest.fn(),
}));
const mockSignals = createServiceMock(signalsServiceRef, () => ({
  publish: jest.fn(),
}));
const mockNotifications = createServiceMock(notificationService, () => ({
  send: jest.fn(),
}));

/** Knows the direct groups of people, as their tokens do. */
export const userInfoFactory = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () => {
    const anybody = mockServices.userInfo();
    return {
      async getUserInfo(credentials) {
        const { userEntityRef } = await anybody.getUserInfo(credentials);
        return {
          userEntityRef,
          ownershipEntityRefs: claimsOf(userEntityRef),
        };
      },
    };
  },
});

/** What a policy answers that depends on the model. */
const ON_SOME_MODELS: ConditionalPolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: { rule: 'TEST', resourceType: 'catalog-entity' },
};

/**
 * Permissions that are granted until a test denies one on a model, or on all when it
 * names none.
 */
function deniablePermissions(catalog: TestCatalog) {
  const denied = new Set<string>();
  // What a machine may do does not differ from model to model.
  const isConditional = (permission: string, who: BackstageCredentials) =>
    mockServices.auth().isPrincipal(who, 'user') &&
    ([...denied].some(key => key.startsWith(`${permission} `)) ||
      (permission === 'catalog.entity.read' && catalog.hidesAny));
  const service = mockServices.permissions.mock({
    authorize: async queries =>
      queries.map(({ permission, resourceRef }) => ({
        result: denied.has(`${permission.name} ${resourceRef ?? ''}`)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async (queries, { credentials }) =>
      queries.map(({ permission }) => {
        if (denied.has(`${permission.name} `)) {
          return { result: AuthorizeResult.DENY };
        }
        return isConditional(permission.name, credentials)
          ? { ...ON_SOME_MODELS }
          : { result: AuthorizeResult.ALLOW };
      }),
  });
  return {
    service,
    /** On one model, or, when none is named, one that is not about models. */
    deny: (permission: string, modelRef: string = '') =>
      denied.add(`${permission} ${modelRef}`),
  };
}

/** The plugin in a backend whose neighbours are mocks. */
export type ModelsBackend = Awaited<ReturnType<typeof startModelsBackend>>;

interface StartOptions {
  knex: Knex;
  /** What stands under `models`. */
  config?: JsonObject;
  /** What stands under `backend`. */
  backendConfig?: JsonObject;
  /** What stands under `catalog`. */
  catalogConfig?: JsonObject;
  /** Services to use instead of mocks. */
  services?: { permissions?: BackendFeature; others?: BackendFeature[] };
}

/** Starts the plugin; every test then adds the models that it needs. */
export async function startModelsBackend(options: StartOptions) {
  const { knex, config, backendConfig, catalogConfig, services } = options;
  const catalog = new TestCatalog(organization);
  const permissions = deniablePermissions(catalog);
  const tasks = new TestTasks();
  const mocks = {
    events: mockEvents(),
    signals: mockSignals(),
    notifications: mockNotifications(),
    auditor: mockServices.auditor.mock(),
    logger: mockServices.logger.mock(),
  };
  const { server } = await startTestBackend({
    features: [
      modelsPlugin,
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          ...(config && { models: config }),
          ...(backendConfig && { backend: backendConfig }),
          ...(catalogConfig && { catalog: catalogConfig }),
        },
      }),
      userInfoFactory,
      catalog.service.factory,
      tasks.service.factory,
      ...Object.values(mocks).map(mock => mock.factory),
      services?.permissions ?? permissions.service.factory,
      ...(services?.others ?? []),
    ],
  });
  return {
    ...mocks,
    ...modelsIn({ catalog, server }),
    server,
    catalog,
    scheduler: tasks.service,
    runTask: (id: string) => tasks.run(id),
    triggered: tasks.triggered,
    denyPermission: permissions.deny,
  };
}

/** What a test says of the model that it wants. */
export interface ModelOptions {
  name?: string;
  namespace?: string;
  title?: string;
  /** Entity ref; nobody owns the model when it is left out. */
  owner?: string;
  /** Entity ref. */
  system?: string;
  spec?: JsonObject;
  /** What else stands in `metadata`, e.g. `tags`. */
  metadata?: Partial<EntityMeta>;
}

function modelsIn(backend: { catalog: TestCatalog; server: TestServer }) {
  const { catalog, server } = backend;
  let added = 0;
  function addModel(wanted: ModelOptions = {}): TestModel {
    const { name = `model-${++added}`, namespace = 'default' } = wanted;
    const { title, owner, system, spec, metadata } = wanted;
    catalog.add({
      apiVersion: 'modelry.dev/v1alpha1',
      kind: 'Model',
      metadata: { ...metadata, name, namespace, ...(title && { title }) },
      spec: { type: 'classification', lifecycle: 'development', ...spec },
      relations: [
        ...(owner ? [{ type: RELATION_OWNED_BY, targetRef: owner }] : []),
        ...(system ? [{ type: RELATION_PART_OF, targetRef: system }] : []),
      ],
    });
    const remove = () => catalog.remove(toModelRef({ namespace, name }));
    const addNamed = (other: string) => addModel({ ...wanted, name: other });
    return new TestModel({
      ...{ server, namespace, name },
      catalog: { remove, addNamed },
    });
  }
  return {
    addModel,
    /** A model that the policies of `governedConfig` apply to. */
    addHighRiskModel: (wanted: ModelOptions = {}) =>
      addModel({
        owner: OWNERS,
        ...wanted,
        spec: { riskTier: 'high', ...wanted.spec },
      }),
  };
}
