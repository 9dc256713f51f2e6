import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_HAS_PART,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  RELATION_PARENT_OF,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  CatalogApi,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import { RelatedModel, byName, modelsRelatedTo } from './relatedModels';

/** Deeper than any company's chart; it ends walks through circular group trees. */
const MAX_GROUP_DEPTH = 20;

/** More groups than these are not looked at. */
const MAX_GROUPS = 500;

/** A request names so many entities in its address. */
const REFS_PER_REQUEST = 50;

type Catalog = Pick<CatalogApi, 'getEntities' | 'getEntitiesByRefs'>;

/** Entities through which the entity of a page has models that do not name it. */
export interface Around {
  /** In words, e.g. `the systems of this domain`. */
  what: string;
  /** Those that the entity itself names; it has no such models without any. */
  refs: string[];
  /** Finds the models. */
  find: (catalog: Catalog) => Promise<RelatedModel[]>;
}

/**
 * Tells through what else an entity has models.
 *
 * @remarks
 *
 * A domain has those of its systems, a group those of the groups in it, and a user those
 * of their groups, groups of groups included.
 */
export function aroundOf(entity: Entity): Around | undefined {
  switch (entity.kind.toLocaleLowerCase('en-US')) {
    case 'domain': {
      const refs = refsOf(entity, RELATION_HAS_PART, 'system');
      return {
        ...{ what: 'the systems of this domain', refs },
        find: catalog => modelsThat(RELATION_PART_OF, refs, catalog),
      };
    }
    case 'group':
      return aroundGroups('the groups in this group', {
        refs: refsOf(entity, RELATION_PARENT_OF, 'group'),
        onwards: RELATION_PARENT_OF,
      });
    case 'user':
      return aroundGroups('the groups of this user', {
        refs: refsOf(entity, RELATION_MEMBER_OF, 'group'),
        onwards: RELATION_CHILD_OF,
      });
    default:
      return undefined;
  }
}

/** The models that name an entity themselves, and those found around it, each once. */
export function withModelsAround(
  entity: Entity,
  around: readonly RelatedModel[],
): RelatedModel[] {
  const own = modelsRelatedTo(entity);
  const named = new Set(own.map(({ modelRef }) => modelRef));
  return [
    ...own,
    ...around.filter(({ modelRef }) => !named.has(modelRef)),
  ].sort(byName);
}

function aroundGroups(
  what: string,
  tree: { refs: string[]; onwards: string },
): Around {
  return {
    ...{ what, refs: tree.refs },
    find: async catalog =>
      modelsThat(RELATION_OWNED_BY, await allGroups(tree, catalog), catalog),
  };
}

async function allGroups(
  { refs, onwards }: { refs: string[]; onwards: string },
  catalog: Catalog,
): Promise<string[]> {
  const found = new Set(refs.slice(0, MAX_GROUPS));
  let level = [...found];
  for (let depth = 1; level.length > 0 && depth < MAX_GROUP_DEPTH; depth++) {
    const { items } = await catalog.getEntitiesByRefs({
      entityRefs: level,
      fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
    });
    const next = items.flatMap(group =>
      group ? refsOf(group, onwards, 'group') : [],
    );
    level = [...new Set(next)]
      .filter(ref => !found.has(ref))
      .slice(0, MAX_GROUPS - found.size);
    for (const ref of level) {
      found.add(ref);
    }
  }
  return [...found];
}

async function modelsThat(
  relation: string,
  refs: readonly string[],
  catalog: Catalog,
): Promise<RelatedModel[]> {
  const models = new Map<string, RelatedModel>();
  for (let start = 0; start < refs.length; start += REFS_PER_REQUEST) {
    const asked = refs.slice(start, start + REFS_PER_REQUEST);
    const { items } = await catalog.getEntities({
      filter: { kind: 'model', [`relations.${relation}`]: asked },
      fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
    });
    for (const model of items) {
      const modelRef = stringifyEntityRef(model);
      models.set(modelRef, {
        modelRef,
        relation: relation === RELATION_OWNED_BY ? 'Owned by' : 'Part of',
        relatedBy: refsOf(model, relation).find(ref => asked.includes(ref)),
      });
    }
  }
  return [...models.values()].sort(byName);
}

function refsOf(entity: Entity, relation: string, kind?: string): string[] {
  return getEntityRelations(entity, relation, kind ? { kind } : undefined).map(
    target => stringifyEntityRef(target),
  );
}
