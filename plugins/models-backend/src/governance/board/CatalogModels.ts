import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { VisibleModel, toVisibleModel } from '../../kind/toVisibleModel';

const PAGE = 200;

/** All models of the catalog, as the plugin itself sees them. */
export class CatalogModels {
  readonly #options: { auth: AuthService; catalog: CatalogService };

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#options = options;
  }

  /** Every model, in pages. */
  async *pages(): AsyncGenerator<VisibleModel[]> {
    const { auth, catalog } = this.#options;
    const pages = catalog.streamEntities(
      { filter: { kind: 'Model' }, pageSize: PAGE },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for await (const entities of pages) {
      yield entities.flatMap(entity => toVisibleModel(entity) ?? []);
    }
  }

  /** Those of the named models that exist. */
  async find(modelRefs: readonly string[]): Promise<VisibleModel[]> {
    const { auth, catalog } = this.#options;
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: [...modelRefs] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items.flatMap(entity => (entity && toVisibleModel(entity)) ?? []);
  }
}
