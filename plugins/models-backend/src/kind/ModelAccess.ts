import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  ResourcePermission,
  createPermission,
} from '@backstage/plugin-permission-common';
import {
  ModelEntity,
  isModelEntity,
  modelsPermissions,
  toModelRef,
} from '@modelry/backstage-plugin-models-common';

/** A model that the caller may see. */
export interface VisibleModel {
  modelRef: string;
  entity: ModelEntity;
  /** Entity ref of the owner. */
  owner?: string;
}

// The catalog plugin's own permission; named here to judge machines, for which the
// plugin asks the catalog in its own name.
const catalogEntityReadPermission = createPermission({
  name: 'catalog.entity.read',
  attributes: { action: 'read' },
  resourceType: 'catalog-entity',
});

/** Decides which models a caller may see and what they may do with them. */
export class ModelAccess {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
  }) {
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
      throw new NotAllowedError(
        `You lack the permission '${permission}' on '${modelRef}'; ask its owner or your portal's administrators`,
      );
    }
    if (!model) {
      throw hiddenOrMissing(modelRef);
    }
    return model;
  }

  /** Tells whether the caller has a permission of ours on a model. */
  async may(options: {
    modelRef: string;
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
    permission: ResourcePermission,
    resourceRef: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize(
      [{ permission, resourceRef: resourceRef ?? '' }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  async #find(
    modelRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<VisibleModel[]> {
    // A machine's token is often good for this plugin only. What it may see does not
    // differ from model to model, so that the plugin can look for it.
    const seer = this.#auth.isPrincipal(credentials, 'service')
      ? await this.#auth.getOwnServiceCredentials()
      : credentials;
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...modelRefs] },
      { credentials: seer },
    );
    return items.flatMap(entity => {
      if (!entity || !isModelEntity(entity)) {
        return [];
      }
      const owner = entity.relations?.find(
        relation => relation.type === RELATION_OWNED_BY,
      )?.targetRef;
      return [
        {
          modelRef: stringifyEntityRef(entity),
          entity,
          ...(owner && { owner }),
        },
      ];
    });
  }
}

function hiddenOrMissing(modelRef: string) {
  return new NotFoundError(
    `'${modelRef}' is not in the catalog, or you may not see it`,
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
