import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CurrentOwners } from '../../kind/ModelAccess';
import { VisibleModel, toVisibleModel } from '../../kind/toVisibleModel';

const PAGE = 200;

/** All models of the catalog, as the plugin itself sees them. */
export class CatalogModels {
  readonly #options: {
    auth: AuthService;
    catalog: CatalogService;
    currentOwners: CurrentOwners;
  };

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    currentOwners: CurrentOwners;
  }) {
    this.#options = options;
  }

  /** Every model, in pages. */
  async *pages(): AsyncGenerator<VisibleModel[]> {
    const { auth, catalog, currentOwners } = this.#options;
    const pages = catalog.streamEntities(
      { filter: { kind: 'Model' }, pageSize: PAGE },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for await (const entities of pages) {
      yield currentOwners(
        entities.flatMap(entity => toVisibleModel(entity) ?? []),
      );
    }
  }

  /** Those of the named models that exist. */
  async find(modelRefs: readonly string[]): Promise<VisibleModel[]> {
    const { auth, catalog, currentOwners } = this.#options;
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: [...modelRefs] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return currentOwners(
      items.flatMap(entity => (entity && toVisibleModel(entity)) ?? []),
    );
  }
}
