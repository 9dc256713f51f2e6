import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  Permission,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  modelsLedgerReadPermission,
  modelsPermissions,
  toModelRef,
} from '@modelry/backstage-plugin-models-common';
import { catalogEntityReadPermission } from './catalogEntityReadPermission';
import { VisibleModel, toVisibleModel } from './toVisibleModel';

export type { VisibleModel };

/** Says of models who owns them now. */
export type CurrentOwners = (
  models: readonly VisibleModel[],
) => Promise<VisibleModel[]>;

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

/** Decides which models a caller may see and what they may do with them. */
export class ModelAccess {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;
  readonly #currentOwners: CurrentOwners;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
    currentOwners: CurrentOwners;
  }) {
    this.#currentOwners = options.currentOwners;
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
  }

  /**
   * Finds a model for a caller who wants to read it.
   *
   * @throws `NotFoundError` when it does not exist, and just the same when the caller
   *   may not see it.
   */
  async read(options: {
    namespace: string;
    name: string;
    credentials: BackstageCredentials;
  }): Promise<VisibleModel> {
    const { credentials } = options;
    const modelRef = toModelRef(options);
    const [model] = (await this.#mayRead(credentials))
      ? await this.#find([modelRef], credentials)
      : [];
    if (!model) {
      throw hiddenOrMissing(modelRef);
    }
    return model;
  }

  /**
   * Finds those of the named models that the caller may see, in the order asked.
   */
  async readMany(options: {
    modelRefs: readonly string[];
    credentials: BackstageCredentials;
  }): Promise<VisibleModel[]> {
    return (await this.#mayRead(options.credentials))
      ? this.#find(options.modelRefs, options.credentials)
      : [];
  }

  /**
   * Finds a model for a caller who wants to change its record.
   *
   * @throws `NotFoundError` as {@link ModelAccess.read} does; `NotAllowedError` when the
   *   caller may see the model but not do this.
   */
  async write(options: {
    namespace: string;
    name: string;
    permission: string;
    credentials: BackstageCredentials;
  }): Promise<VisibleModel> {
    const { credentials, permission } = options;
    const modelRef = toModelRef(options);
    const [model] = await this.#find([modelRef], credentials);
    // What a machine may do does not differ from model to model. So it is answered
    // first: a machine that may not report must not learn which models there are.
    if (!model && this.#auth.isPrincipal(credentials, 'user')) {
      throw hiddenOrMissing(modelRef);
    }
    if (!(await this.may({ modelRef, permission, credentials }))) {
      throw lacksPermission(permission, modelRef);
    }
    if (!model) {
      throw hiddenOrMissing(modelRef);
    }
    return model;
  }

  /**
   * Finds many models for a caller who wants to change them, and says of each of the
   * others why the caller cannot; the answers are those of {@link ModelAccess.write}.
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
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      await this.assertMay({ permission, credentials });
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
   */
  async *pages(
    credentials: BackstageCredentials,
  ): AsyncGenerator<VisibleModel[]> {
    if (!(await this.#mayRead(credentials))) {
      return;
    }
    const pages = this.#catalog.streamEntities(
      { filter: { kind: 'Model' }, fields: LISTED_FIELDS, pageSize: PAGE },
      { credentials: await this.#seer(credentials) },
    );
    for await (const entities of pages) {
      yield this.#currentOwners(
        entities.flatMap(entity => toVisibleModel(entity) ?? []),
      );
    }
  }

  /** Those of the named entities, of whatever kind, that the caller may see. */
  async findEntities(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    if (entityRefs.length === 0 || !(await this.#mayRead(credentials))) {
      return [];
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...new Set(entityRefs)], fields: LISTED_FIELDS },
      { credentials: await this.#seer(credentials) },
    );
    return items.flatMap(entity => entity ?? []);
  }

  /**
   * Finds the ledger of a model for a caller who wants to read it. It stays when the
   * model is taken out of the catalog; then the permission to read it decides alone.
   *
   * @returns the ref of the model, and whether the catalog has it.
   * @throws as {@link ModelAccess.write} does, and `NotFoundError` for a model that is in
   *   the catalog and hidden from the caller.
   */
  async readLedger(options: {
    namespace: string;
    name: string;
    credentials: BackstageCredentials;
  }): Promise<{ modelRef: string; inCatalog: boolean }> {
    const { credentials } = options;
    const permission = modelsLedgerReadPermission.name;
    const modelRef = toModelRef(options);
    if (await this.#exists(modelRef)) {
      await this.write({ ...options, permission });
      return { modelRef, inCatalog: true };
    }
    if (!(await this.may({ modelRef, permission, credentials }))) {
      throw this.#auth.isPrincipal(credentials, 'user')
        ? hiddenOrMissing(modelRef)
        : lacksPermission(permission, modelRef);
    }
    return { modelRef, inCatalog: false };
  }

  /**
   * Makes sure that the caller has a permission of ours that is not about one model.
   *
   * @throws `NotAllowedError` when the caller lacks it.
   */
  async assertMay(options: {
    permission: string;
    credentials: BackstageCredentials;
  }): Promise<void> {
    if (!(await this.may(options))) {
      throw new NotAllowedError(
        `You lack the permission '${options.permission}'; ask your portal's administrators`,
      );
    }
  }

  /** Tells whether the caller has a permission of ours, on a model if it is about one. */
  async may(options: {
    modelRef?: string;
    permission: string;
    credentials: BackstageCredentials;
  }): Promise<boolean> {
    const { modelRef, credentials } = options;
    const permission = modelsPermissions.find(
      p => p.name === options.permission,
    );
    return permission
      ? this.#isAllowed(permission, modelRef, credentials)
      : false;
  }

  async #mayRead(credentials: BackstageCredentials): Promise<boolean> {
    // Of people the catalog itself decides, entity by entity.
    return (
      !this.#auth.isPrincipal(credentials, 'service') ||
      this.#isAllowed(catalogEntityReadPermission, undefined, credentials)
    );
  }

  async #isAllowed(
    permission: Permission,
    resourceRef: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize(
      [
        isResourcePermission(permission)
          ? { permission, resourceRef: resourceRef ?? '' }
          : { permission },
      ],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  async #exists(modelRef: string): Promise<boolean> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [modelRef], fields: ['kind'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return Boolean(items[0]);
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
      const decisions = await this.#permissions.authorize(
        batch.map(resourceRef => ({ permission, resourceRef })),
        { credentials },
      );
      batch
        .filter((_, i) => decisions[i]?.result === AuthorizeResult.ALLOW)
        .forEach(ref => permitted.add(ref));
    }
    return permitted;
  }

  // A machine's token is often good for this plugin only. What it may see does not
  // differ from model to model, so that the plugin can look for it.
  async #seer(
    credentials: BackstageCredentials,
  ): Promise<BackstageCredentials> {
    return this.#auth.isPrincipal(credentials, 'service')
      ? this.#auth.getOwnServiceCredentials()
      : credentials;
  }

  async #find(
    modelRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<VisibleModel[]> {
    const seer = await this.#seer(credentials);
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...modelRefs] },
      { credentials: seer },
    );
    return this.#currentOwners(
      items.flatMap(entity => (entity && toVisibleModel(entity)) ?? []),
    );
  }
}

function hiddenOrMissing(modelRef: string) {
  return new NotFoundError(
    `'${modelRef}' is not in the catalog, or you may not see it`,
  );
}

function lacksPermission(permission: string, modelRef: string) {
  return new NotAllowedError(
    `You lack the permission '${permission}' on '${modelRef}'; ask its owner or your portal's administrators`,
  );
}

/** Names who acts: the entity ref of a user or the subject of a machine. */
export function actorOf(
  auth: AuthService,
  credentials: BackstageCredentials,
): string {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  if (auth.isPrincipal(credentials, 'service')) {
    return credentials.principal.subject;
  }
  throw new InputError('Neither a person nor a machine');
}
