import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  Entity,
  EntityRelation,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogServiceRequestOptions } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

/** A catalog whose entities come, go and hide while the backend runs. */
export class TestCatalog {
  readonly #entities = new Map<string, Entity>();
  readonly #hiddenFromPeople = new Set<string>();
  #broken = false;
  #failure: (() => Promise<never>) | undefined;

  readonly service = catalogServiceMock.mock({
    getEntitiesByRefs: async (request, options) => {
      await this.#failure?.();
      return catalogServiceMock({
        entities: this.#visibleTo(credentialsOf(options)),
      }).getEntitiesByRefs(request);
    },
    getEntityFacets: async (request, options) => {
      this.#assertReachable();
      await this.#failure?.();
      return catalogServiceMock({
        entities: this.#visibleTo(credentialsOf(options)),
      }).getEntityFacets(request);
    },
    streamEntities: (request, options) => {
      this.#assertReachable();
      if (this.#failure) {
        return failingPages(this.#failure);
      }
      return catalogServiceMock({
        entities: this.#visibleTo(credentialsOf(options)),
      }).streamEntities(request);
    },
  });

  constructor(entities: readonly Entity[]) {
    entities.forEach(entity => this.add(entity));
  }

  add(entity: Entity): void {
    this.#entities.set(stringifyEntityRef(entity), entity);
  }

  /** Adds a relation to an entity. */
  relate(entityRef: string, relation: EntityRelation): void {
    const entity = this.#entities.get(entityRef);
    if (!entity) {
      throw new Error(`No ${entityRef} in the test`);
    }
    this.add({
      ...entity,
      relations: [...(entity.relations ?? []), relation],
    });
  }

  /** Gives an entity another title. */
  rename(entityRef: string, { title }: { title: string }): void {
    const entity = this.#entities.get(entityRef);
    if (!entity) {
      throw new Error(`No ${entityRef} in the test`);
    }
    this.add({ ...entity, metadata: { ...entity.metadata, title } });
  }

  remove(entityRef: string): void {
    this.#entities.delete(entityRef);
  }

  /** From now on the catalog denies everybody but machines to read the entity. */
  hideFromPeople(entityRef: string): void {
    this.#hiddenFromPeople.add(entityRef);
  }

  /** Whether some entities are hidden from some callers. */
  get hidesAny(): boolean {
    return this.#hiddenFromPeople.size > 0;
  }

  /** From now on, or until it is mended, lists cannot be read. */
  breakLists(broken: boolean = true): void {
    this.#broken = broken;
  }

  /** From now on, or until it is mended, whatever it is asked fails in one way. */
  fail(failure: (() => Promise<never>) | undefined): void {
    this.#failure = failure;
  }

  #assertReachable(): void {
    if (this.#broken) {
      throw new Error('The catalog cannot be reached');
    }
  }

  #visibleTo(credentials: BackstageCredentials): Entity[] {
    const isPerson = mockServices.auth().isPrincipal(credentials, 'user');
    return [...this.#entities]
      .filter(([ref]) => !isPerson || !this.#hiddenFromPeople.has(ref))
      .map(([, entity]) => entity);
  }
}

async function* failingPages(failure: () => Promise<never>) {
  yield await failure();
}

function credentialsOf(options: object | undefined): BackstageCredentials {
  if (options && isWithCredentials(options)) {
    return options.credentials;
  }
  throw new Error('The catalog was asked without saying on whose behalf');
}

function isWithCredentials(
  options: object,
): options is CatalogServiceRequestOptions {
  return 'credentials' in options;
}
