import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  OWNER_CLUE_RELATIONS,
  Orphan,
  OrphanCounts,
  OrphanProblem,
  orphanProblem,
  suggestOwners,
} from '@modelry/backstage-plugin-models-common';
import { z } from 'zod';
import { Page, decodeCursor, toPage } from '../database/page';
import { ManyModels } from '../kind/ManyModels';
import { VisibleModel } from '../kind/toVisibleModel';
import { OwnerDirectory } from './OwnerDirectory';

interface FoundOrphan {
  model: VisibleModel;
  problem: OrphanProblem;
}

const cursorSchema = z.tuple([z.string().max(400)]);

/** Finds the models that nobody answers for, and who could. */
export class OrphanService {
  readonly #options: { models: ManyModels; owners: OwnerDirectory };

  constructor(options: { models: ManyModels; owners: OwnerDirectory }) {
    this.#options = options;
  }

  /** One page of them with suggestions, and how many there are in all. */
  async list(options: {
    credentials: BackstageCredentials;
    problem?: OrphanProblem;
    limit: number;
    cursor?: string;
  }): Promise<Page<Orphan> & { counts: OrphanCounts }> {
    const { credentials, problem, limit, cursor } = options;
    const after = decodeCursor(cursor, cursorSchema)?.[0] ?? '';
    const found = await this.find(credentials);
    const page = toPage({
      rows: found
        .filter(orphan => !problem || orphan.problem === problem)
        .filter(({ model }) => model.modelRef > after)
        .slice(0, limit + 1),
      limit,
      cursorOf: ({ model }) => [model.modelRef],
      toItem: orphan => orphan,
    });
    return {
      ...page,
      items: await this.#withSuggestions(page.items, credentials),
      counts: countOrphans(found),
    };
  }

  /** All of them that the caller may see, by entity ref. */
  async find(credentials: BackstageCredentials): Promise<FoundOrphan[]> {
    const { models: many, owners } = this.#options;
    const models: VisibleModel[] = [];
    for await (const page of many.pages(credentials)) {
      models.push(...page);
    }
    const facts = await owners.factsOf([
      ...new Set(models.flatMap(({ owner }) => owner ?? [])),
    ]);
    return models
      .flatMap(model => {
        const problem = orphanProblem({ owner: model.owner, facts });
        return problem ? [{ model, problem }] : [];
      })
      .sort((a, b) => (a.model.modelRef < b.model.modelRef ? -1 : 1));
  }

  async #withSuggestions(
    orphans: readonly FoundOrphan[],
    credentials: BackstageCredentials,
  ): Promise<Orphan[]> {
    const { models: many, owners } = this.#options;
    const clues = orphans.flatMap(({ model }) => cluesOf(model));
    const neighbours = await many.findEntities(
      clues.map(({ targetRef }) => targetRef),
      credentials,
    );
    const ownerOf = new Map(
      neighbours.flatMap(entity => {
        const owner = ownerOfEntity(entity);
        return owner ? [[stringifyEntityRef(entity), owner] as const] : [];
      }),
    );
    const facts = await owners.factsOf([...new Set(ownerOf.values())]);
    // Nobody is told of an owner that they may not see.
    const visible = await owners.findVisible([...facts.keys()], credentials);
    const visibleFacts = new Map(
      [...facts].filter(([owner]) => visible.has(owner)),
    );
    return orphans.map(({ model, problem }) => ({
      modelRef: model.modelRef,
      ...(model.entity.metadata.title && {
        title: model.entity.metadata.title,
      }),
      problem,
      ...(model.owner && { owner: model.owner }),
      suggestions: suggestOwners({
        relations: cluesOf(model),
        owners: ownerOf,
        facts: visibleFacts,
      }),
    }));
  }
}

function cluesOf({ entity }: VisibleModel) {
  return (entity.relations ?? []).filter(({ type }) =>
    OWNER_CLUE_RELATIONS.includes(type),
  );
}

function ownerOfEntity(entity: Entity): string | undefined {
  return entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)
    ?.targetRef;
}

function countOrphans(found: readonly FoundOrphan[]): OrphanCounts {
  const count = (problem: OrphanProblem) =>
    found.filter(orphan => orphan.problem === problem).length;
  return {
    total: found.length,
    problems: {
      'no-owner': count('no-owner'),
      'owner-unknown': count('owner-unknown'),
      'owner-without-people': count('owner-without-people'),
    },
  };
}
