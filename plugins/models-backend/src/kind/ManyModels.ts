import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { EntityFilterQuery } from '@backstage/catalog-client';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import { modelsPermissions } from '@modelry/backstage-plugin-models-common';
import {
  CurrentOwners,
  ModelAccess,
  hiddenOrMissing,
  lacksPermission,
} from './ModelAccess';
import { catalogEntityReadPermission } from './catalogEntityReadPermission';
import { VisibleModel, toVisibleModel } from './toVisibleModel';

/** A model that somebody may change, or why not. */
export interface MaybeWritable {
  model?: VisibleModel;
  problem?: { code: 'not-found' | 'not-allowed'; message: string };
}

const PAGE = 500;
const AUTHORIZE_BATCH = 100;

/** What lists of models need to know of each. */
const LISTED_FIELDS = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'spec.owner',
  'relations',
];

/** Decides about many models at once what {@link ModelAccess} decides about one. */
export class ManyModels {
  readonly #options: {
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
    currentOwners: CurrentOwners;
    access: ModelAccess;
  };

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
    currentOwners: CurrentOwners;
    access: ModelAccess;
  }) {
    this.#options = options;
  }

  /**
   * Finds many models for a caller who wants to change them, and says of each of the
   * others why the caller cannot; the answers are those of `ModelAccess.write`.
   *
   * @throws `NotAllowedError` when a machine lacks the permission.
   */
  async writeMany(options: {
    modelRefs: readonly string[];
    permission: string;
    credentials: BackstageCredentials;
  }): Promise<Map<string, MaybeWritable>> {
    const { modelRefs, permission, credentials } = options;
    // Of a machine it does not depend on the model, as in `write`.
    if (!this.#options.auth.isPrincipal(credentials, 'user')) {
      await this.#options.access.assertMay({ permission, credentials });
    }
    const found = new Map(
      (await this.#find(modelRefs, credentials)).map(model => [
        model.modelRef,
        model,
      ]),
    );
    const permitted = await this.#permitted(
      [...found.keys()],
      permission,
      credentials,
    );
    const judge = (modelRef: string): MaybeWritable => {
      const model = found.get(modelRef);
      if (!model) {
        const { message } = hiddenOrMissing(modelRef);
        return { problem: { code: 'not-found', message } };
      }
      const { message } = lacksPermission(permission, modelRef);
      return permitted.has(modelRef)
        ? { model }
        : { problem: { code: 'not-allowed', message } };
    };
    return new Map(modelRefs.map(ref => [ref, judge(ref)]));
  }

  /**
   * All models that the caller may see, in pages, with what lists need to know of them.
   *
   * @param read - other `fields` of each, or all; and how many a page holds.
   */
  async *pages(
    credentials: BackstageCredentials,
    read: { fields?: string[]; pageSize?: number } = { fields: LISTED_FIELDS },
  ): AsyncGenerator<VisibleModel[]> {
    if (!(await this.#mayRead(credentials))) {
      return;
    }
    const pages = this.#options.catalog.streamEntities(
      { filter: { kind: 'Model' }, pageSize: PAGE, ...read },
      { credentials: await this.#seer(credentials) },
    );
    for await (const entities of pages) {
      yield this.#options.currentOwners(
        entities.flatMap(entity => toVisibleModel(entity) ?? []),
      );
    }
  }

  /** Those of the named models that the caller may see, in the order of their names. */
  async find(
    modelRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<VisibleModel[]> {
    return (await this.#mayRead(credentials))
      ? this.#find(modelRefs, credentials)
      : [];
  }

  /** Those of the named entities, of whatever kind, that the caller may see. */
  async findEntities(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    if (entityRefs.length === 0 || !(await this.#mayRead(credentials))) {
      return [];
    }
    const { items } = await this.#options.catalog.getEntitiesByRefs(
      { entityRefs: [...new Set(entityRefs)], fields: LISTED_FIELDS },
      { credentials: await this.#seer(credentials) },
    );
    return items.flatMap(entity => entity ?? []);
  }

  /** Those entities that match a filter, and that the caller may see. */
  async filterEntities(
    filter: EntityFilterQuery,
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    const found: Entity[] = [];
    if (await this.#mayRead(credentials)) {
      const pages = this.#options.catalog.streamEntities(
        { filter, fields: LISTED_FIELDS, pageSize: PAGE },
        { credentials: await this.#seer(credentials) },
      );
      for await (const page of pages) {
        found.push(...page);
      }
    }
    return found;
  }

  async #find(
    modelRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<VisibleModel[]> {
    const { items } = await this.#options.catalog.getEntitiesByRefs(
      { entityRefs: [...modelRefs] },
      { credentials: await this.#seer(credentials) },
    );
    return this.#options.currentOwners(
      items.flatMap(entity => (entity && toVisibleModel(entity)) ?? []),
    );
  }

  async #permitted(
    modelRefs: readonly string[],
    name: string,
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const permission = modelsPermissions.find(p => p.name === name);
    const permitted = new Set<string>();
    if (!permission || !isResourcePermission(permission)) {
      return permitted;
    }
    for (let start = 0; start < modelRefs.length; start += AUTHORIZE_BATCH) {
      const batch = modelRefs.slice(start, start + AUTHORIZE_BATCH);
      const decisions = await this.#options.permissions.authorize(
        batch.map(resourceRef => ({ permission, resourceRef })),
        { credentials },
      );
      batch
        .filter((_, i) => decisions[i]?.result === AuthorizeResult.ALLOW)
        .forEach(ref => permitted.add(ref));
    }
    return permitted;
  }

  async #mayRead(credentials: BackstageCredentials): Promise<boolean> {
    const { auth, permissions } = this.#options;
    // Of people the catalog itself decides, entity by entity.
    if (!auth.isPrincipal(credentials, 'service')) {
      return true;
    }
    const [decision] = await permissions.authorize(
      [{ permission: catalogEntityReadPermission, resourceRef: '' }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  // What a machine may see does not differ from model to model, so that the plugin can
  // look for it.
  async #seer(
    credentials: BackstageCredentials,
  ): Promise<BackstageCredentials> {
    const { auth } = this.#options;
    return auth.isPrincipal(credentials, 'service')
      ? auth.getOwnServiceCredentials()
      : credentials;
  }
}
