import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Orphan,
  OrphanCounts,
  OrphanProblem,
  orphanProblem,
} from '@modelry/backstage-plugin-models-common';
import { z } from 'zod';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { Page, cursorTextSchema, decodeCursor, toPage } from '../database/page';
import { whereAmong } from '../database/whereAmong';
import { FleetModelRow } from '../fleet/FleetModelRow';
import { narrowModels } from '../governance/board/boardModels';
import { ManyModels } from '../kind/ManyModels';
import { ModelVisibility, Visible } from '../kind/ModelVisibility';
import { OwnerDirectory } from './OwnerDirectory';
import { OwnerSuggestions } from './OwnerSuggestions';

type OrphanRow = Pick<FleetModelRow, 'model_ref' | 'title' | 'owner'>;

interface FoundOrphan {
  modelRef: string;
  /** What people call it; its name when it has no title. */
  title: string;
  problem: OrphanProblem;
  owner?: string;
}

/** Which models that the caller may see nobody answers for. */
interface Search {
  visible: Visible;
  /** Why the owners among these that cannot answer for models cannot. */
  problems: ReadonlyMap<string | undefined, OrphanProblem>;
  counts: OrphanCounts;
}

interface PageQuery {
  limit: number;
  cursor?: string;
}

const cursorSchema = z.tuple([cursorTextSchema]);

/**
 * Finds the models that nobody answers for, and who could.
 *
 * @remarks
 *
 * They are found in the rows that lists of all models read, so that no page reads the
 * whole catalog: what its author changes about a model counts after half a minute. Who is
 * in which group is asked anew each time.
 */
export class OrphanService {
  readonly #options: {
    database: ModelsDatabase;
    owners: OwnerDirectory;
    visibility: ModelVisibility;
  };
  readonly #suggestions: OwnerSuggestions;

  constructor(options: {
    database: ModelsDatabase;
    models: ManyModels;
    owners: OwnerDirectory;
    visibility: ModelVisibility;
  }) {
    this.#options = options;
    this.#suggestions = new OwnerSuggestions(options);
  }

  /** One page of them with suggestions, and how many there are in all. */
  async list(
    options: PageQuery & {
      credentials: BackstageCredentials;
      problem?: OrphanProblem;
    },
  ): Promise<Page<Orphan> & { counts: OrphanCounts }> {
    const { credentials, problem } = options;
    const search = await this.#search(credentials);
    const problems = new Map(
      [...search.problems].filter(([, found]) => !problem || found === problem),
    );
    const page = await this.#read({ ...search, problems }, options);
    return {
      ...page,
      items: await this.#withSuggestions(page.items, credentials),
      counts: search.counts,
    };
  }

  /** How many there are that the caller may see, and the first of them. */
  async first(
    limit: number,
    credentials: BackstageCredentials,
  ): Promise<{ counts: OrphanCounts; found: FoundOrphan[] }> {
    const search = await this.#search(credentials);
    const { items } = await this.#read(search, { limit });
    return { counts: search.counts, found: items };
  }

  async #search(credentials: BackstageCredentials): Promise<Search> {
    const { database, owners, visibility } = this.#options;
    const visible = await visibility.visibleRefs(credentials);
    const owned: Array<{ owner: string | null; models: string | number }> =
      await narrowModels(database.knex('fleet_models as m'), { visible })
        .groupBy('m.owner')
        .select('m.owner')
        .count({ models: '*' });
    const facts = await owners.factsOf(owned.flatMap(row => row.owner ?? []));
    const problems = new Map<string | undefined, OrphanProblem>();
    const counts = noOrphans();
    for (const row of owned) {
      const owner = row.owner ?? undefined;
      const problem = orphanProblem({ owner, facts });
      if (problem) {
        problems.set(owner, problem);
        counts.problems[problem] += Number(row.models);
        counts.total += Number(row.models);
      }
    }
    return { visible, problems, counts };
  }

  async #read(
    { visible, problems }: Omit<Search, 'counts'>,
    { limit, cursor }: PageQuery,
  ): Promise<Page<FoundOrphan>> {
    const after = decodeCursor(cursor, cursorSchema)?.[0] ?? '';
    const { knex } = this.#options.database;
    const owners = [...problems.keys()].flatMap(owner => owner ?? []);
    const rows: OrphanRow[] = await narrowModels(knex('fleet_models as m'), {
      visible,
    })
      .where('m.model_ref', '>', after)
      .where(owned => {
        whereAmong(owned, 'm.owner', owners);
        if (problems.has(undefined)) {
          owned.orWhereNull('m.owner');
        }
      })
      .orderBy('m.model_ref')
      .limit(limit + 1)
      .select('m.model_ref', 'm.title', 'm.owner');
    return toPage({
      rows,
      limit,
      cursorOf: row => [row.model_ref],
      toItem: row => toOrphan(row, problems),
    });
  }

  async #withSuggestions(
    orphans: readonly FoundOrphan[],
    credentials: BackstageCredentials,
  ): Promise<Orphan[]> {
    const suggestions = await this.#suggestions.of(
      orphans.map(({ modelRef }) => modelRef),
      credentials,
    );
    return orphans.map(orphan => ({
      ...orphan,
      suggestions: suggestions.get(orphan.modelRef) ?? [],
    }));
  }
}

function toOrphan(
  { model_ref: modelRef, title, owner }: OrphanRow,
  problems: Search['problems'],
): FoundOrphan {
  return {
    modelRef,
    title,
    problem: problems.get(owner ?? undefined) ?? 'no-owner',
    ...(owner !== null && { owner }),
  };
}

function noOrphans(): OrphanCounts {
  return {
    total: 0,
    problems: { 'no-owner': 0, 'owner-unknown': 0, 'owner-without-people': 0 },
  };
}
