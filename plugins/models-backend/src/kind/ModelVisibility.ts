import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { toModelRef } from '@modelry/backstage-plugin-models-common';
import { RememberedRefs } from './RememberedRefs';
import { catalogEntityReadPermission } from './catalogEntityReadPermission';

const CATALOG_PAGE = 500;
const AUTHORIZE_BATCH = 100;

/** In more of them models are read one by one. */
const MOST_NAMESPACES = 20;

/** Which of all models somebody may see: every one, or those that are named. */
export type Visible = 'all' | ReadonlySet<string>;

/** Decides which models lists over all of them show and count. */
export class ModelVisibility {
  readonly #options: {
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
  };
  readonly #seen: RememberedRefs;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
    now: () => Date;
  }) {
    this.#options = options;
    this.#seen = new RememberedRefs(options);
  }

  /** Which models the caller may see. */
  async visibleRefs(credentials: BackstageCredentials): Promise<Visible> {
    const decision = await this.#decide(
      catalogEntityReadPermission,
      credentials,
    );
    if (decision.result === AuthorizeResult.ALLOW) {
      return 'all';
    }
    // The plugin cannot ask in the name of a machine, and what a machine may see does
    // not differ from model to model.
    return decision.result === AuthorizeResult.CONDITIONAL &&
      this.#options.auth.isPrincipal(credentials, 'user')
      ? this.#seen.of(JSON.stringify([credentials.principal, decision]), () =>
          this.#seenBy(credentials),
        )
      : new Set();
  }

  /**
   * Those of the named models on which the caller holds a permission.
   */
  async permitted(options: {
    permission: ResourcePermission;
    modelRefs: () => Promise<readonly string[]>;
    credentials: BackstageCredentials;
  }): Promise<Visible> {
    const { permission, credentials } = options;
    const { result } = await this.#decide(permission, credentials);
    if (result === AuthorizeResult.ALLOW) {
      return 'all';
    }
    const permitted = new Set<string>();
    if (result === AuthorizeResult.DENY) {
      return permitted;
    }
    const refs = await options.modelRefs();
    for (let start = 0; start < refs.length; start += AUTHORIZE_BATCH) {
      const batch = refs.slice(start, start + AUTHORIZE_BATCH);
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

  async #decide(
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> {
    const [decision] = await this.#options.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return decision;
  }

  // The catalog counts names much faster than it reads entities.
  async #seenBy(credentials: BackstageCredentials): Promise<Set<string>> {
    const namespaces = await this.#valuesOf('metadata.namespace', {
      credentials,
    });
    if (namespaces.length > MOST_NAMESPACES) {
      return this.#readAll(credentials);
    }
    const seen = new Set<string>();
    for (const namespace of namespaces) {
      const names = await this.#valuesOf('metadata.name', {
        ...{ credentials, namespace },
      });
      names.forEach(name => seen.add(toModelRef({ namespace, name })));
    }
    return seen;
  }

  async #valuesOf(
    facet: string,
    options: { credentials: BackstageCredentials; namespace?: string },
  ): Promise<string[]> {
    const { credentials, namespace } = options;
    const { facets } = await this.#options.catalog.getEntityFacets(
      {
        filter: {
          kind: 'Model',
          ...(namespace && { 'metadata.namespace': namespace }),
        },
        facets: [facet],
      },
      { credentials },
    );
    return (facets[facet] ?? []).map(({ value }) => value);
  }

  async #readAll(credentials: BackstageCredentials): Promise<Set<string>> {
    const seen = new Set<string>();
    const pages = this.#options.catalog.streamEntities(
      {
        filter: { kind: 'Model' },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
        pageSize: CATALOG_PAGE,
      },
      { credentials },
    );
    for await (const entities of pages) {
      entities.forEach(entity => seen.add(stringifyEntityRef(entity)));
    }
    return seen;
  }
}
