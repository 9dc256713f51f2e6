import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  Permission,
  ResourcePermission,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  modelsLedgerExportPermission,
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
   * Finds the ledger of a model for a caller who wants to read it. It stays when the
   * model is taken out of the catalog. Nothing says then who was allowed to see the
   * model, so that only who may export all ledgers reads it.
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
    const modelRef = toModelRef(options);
    if (await this.#exists(modelRef)) {
      const permission = modelsLedgerReadPermission.name;
      await this.write({ ...options, permission });
      return { modelRef, inCatalog: true };
    }
    const permission = modelsLedgerExportPermission.name;
    if (!(await this.may({ permission, credentials }))) {
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

  /** Tells of several permissions which the caller has on a model. */
  async mayEach(options: {
    modelRef: string;
    permissions: readonly ResourcePermission[];
    credentials: BackstageCredentials;
  }): Promise<Set<string>> {
    const { modelRef, permissions, credentials } = options;
    const decisions = await this.#permissions.authorize(
      permissions.map(permission => ({ permission, resourceRef: modelRef })),
      { credentials },
    );
    return new Set(
      permissions
        .filter((_, i) => decisions[i]?.result === AuthorizeResult.ALLOW)
        .map(({ name }) => name),
    );
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

/** What is said of a model that is not there, and just the same of a hidden one. */
export function hiddenOrMissing(modelRef: string) {
  return new NotFoundError(
    `'${modelRef}' is not in the catalog, or you may not see it`,
  );
}

/** What is said to whom lacks a permission on a model. */
export function lacksPermission(permission: string, modelRef: string) {
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
