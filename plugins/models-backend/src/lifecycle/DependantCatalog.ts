import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Dependant,
  MODEL_REFERENCES,
} from '@modelry/backstage-plugin-models-common';
import { VisibleModel } from '../kind/ModelAccess';

/** More than any model has; the catalog is asked in one request. */
const MAX_DEPENDANTS = 500;

/** The relation of the model that leads to each kind of dependant, in order. */
const RELATIONS = new Map<string, Dependant['relation']>([
  [MODEL_REFERENCES.servedBy.relation, 'serves'],
  [MODEL_REFERENCES.dependsOn.reverse, 'depends-on'],
  [MODEL_REFERENCES.baseModel.reverse, 'derived-from'],
]);

/** Finds what depends on models. */
export class DependantCatalog {
  readonly #options: { auth: AuthService; catalog: CatalogService };

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#options = options;
  }

  /** What the caller may see of it. */
  async visible(
    model: VisibleModel,
    credentials: BackstageCredentials,
  ): Promise<Dependant[]> {
    // A machine's token is often good for this plugin only.
    return this.#options.auth.isPrincipal(credentials, 'service')
      ? this.all(model)
      : this.#find(model, credentials);
  }

  /** All of it, for those who must be told. */
  async all(model: VisibleModel): Promise<Dependant[]> {
    const { auth } = this.#options;
    return this.#find(model, await auth.getOwnServiceCredentials());
  }

  async #find(
    { entity }: VisibleModel,
    credentials: BackstageCredentials,
  ): Promise<Dependant[]> {
    const relations = new Map<string, Dependant['relation']>();
    for (const [type, relation] of RELATIONS) {
      for (const { targetRef } of (entity.relations ?? []).filter(
        r => r.type === type,
      )) {
        relations.set(targetRef, relations.get(targetRef) ?? relation);
      }
    }
    const entityRefs = [...relations.keys()].slice(0, MAX_DEPENDANTS);
    if (entityRefs.length === 0) {
      return [];
    }
    const { items } = await this.#options.catalog.getEntitiesByRefs(
      {
        entityRefs,
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.title',
          'relations',
        ],
      },
      { credentials },
    );
    return items.flatMap(item => {
      const relation = item && relations.get(stringifyEntityRef(item));
      return item && relation ? [toDependant(item, relation)] : [];
    });
  }
}

function toDependant(
  entity: Entity,
  relation: Dependant['relation'],
): Dependant {
  const owner = entity.relations?.find(
    ({ type }) => type === RELATION_OWNED_BY,
  )?.targetRef;
  return {
    entityRef: stringifyEntityRef(entity),
    ...(entity.metadata.title && { title: entity.metadata.title }),
    relation,
    ...(owner && { owner }),
  };
}
