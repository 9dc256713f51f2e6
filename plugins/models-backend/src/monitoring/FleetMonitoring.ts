import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  FleetIncident,
  FleetMonitoringCounts,
  Incident,
  ModelsConfig,
  UnmonitoredModel,
  findStage,
} from '@modelry/backstage-plugin-models-common';
import { z } from 'zod';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { TimeColumn, toIso } from '../database/columns';
import { Page, decodeCursor, toPage } from '../database/page';
import { ModelAccess, VisibleModel } from '../kind/ModelAccess';
import { ModelVisibility } from '../kind/ModelVisibility';
import { countStatuses } from './countStatuses';
import { incidentPlace, listOpenIncidents } from './incidents';

/** How many rows are read at a time, of which the caller may see any number. */
const ROWS_AT_ONCE = 200;

interface FleetPage {
  limit: number;
  cursor?: string;
  credentials: BackstageCredentials;
}

interface UnmonitoredRow {
  model_ref: string;
  environment: string;
  version: string;
  since: TimeColumn;
}

const unmonitoredCursorSchema = z.tuple([z.string(), z.string()]);

/** Lists what monitoring says about all models that somebody may see. */
export class FleetMonitoring {
  readonly #options: {
    database: ModelsDatabase;
    access: ModelAccess;
    visibility: ModelVisibility;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    access: ModelAccess;
    visibility: ModelVisibility;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** How many models are in each monitoring status. */
  async statuses(
    credentials: BackstageCredentials,
  ): Promise<FleetMonitoringCounts> {
    const { database, visibility, now } = this.#options;
    return countStatuses(database.knex, {
      visible: await visibility.visibleRefs(credentials),
      now: now(),
    });
  }

  /** Incidents that go on, the newest first. */
  async openIncidents(page: FleetPage): Promise<Page<FleetIncident>> {
    const { knex } = this.#options.database;
    return this.#visiblePage<Incident & { modelRef: string }>(page, {
      read: cursor => listOpenIncidents(knex, { limit: ROWS_AT_ONCE, cursor }),
      placeOf: incidentPlace,
    });
  }

  /** Models that run in production although no check watches them there. */
  async unmonitored(page: FleetPage): Promise<Page<UnmonitoredModel>> {
    return this.#visiblePage(page, {
      read: cursor => this.#readUnmonitored(cursor),
      placeOf: item => [item.modelRef, item.environment],
    });
  }

  async #readUnmonitored(
    cursor: string | undefined,
  ): Promise<Page<UnmonitoredModel>> {
    const { knex } = this.#options.database;
    const after = decodeCursor(cursor, unmonitoredCursorSchema);
    // Of several versions the primary one, and of these the newest.
    const running = knex('deployments')
      .whereIn('environment', productionEnvironments(this.#options.config))
      .whereNotIn('status', ['stopped', 'failed', 'gone'])
      .whereNotExists(
        knex('checks')
          .select(knex.raw('1'))
          .whereRaw('checks.model_ref = deployments.model_ref')
          .whereNull('checks.retired_at')
          .whereRaw("checks.environment in ('', deployments.environment)"),
      )
      .select(
        ...['model_ref', 'environment', 'version', 'since'],
        knex.raw(
          `row_number() over (partition by model_ref, environment order by case when role = 'primary' then 0 else 1 end, since desc, name) as place`,
        ),
      );
    const query = knex
      .from(running.as('running'))
      .where('place', 1)
      .orderBy(['model_ref', 'environment'])
      .limit(ROWS_AT_ONCE + 1)
      .select<UnmonitoredRow[]>('model_ref', 'environment', 'version', 'since');
    if (after) {
      query.whereRaw('(model_ref, environment) > (?, ?)', after);
    }
    return toPage({
      rows: await query,
      limit: ROWS_AT_ONCE,
      cursorOf: row => [row.model_ref, row.environment],
      toItem: row => ({
        modelRef: row.model_ref,
        environment: row.environment,
        version: row.version,
        since: toIso(row.since),
      }),
    });
  }

  // Where a page ends is told by what the caller may see, and by nothing else.
  async #visiblePage<T extends { modelRef: string }>(
    { limit, cursor, credentials }: FleetPage,
    list: {
      read: (cursor: string | undefined) => Promise<Page<T>>;
      placeOf: (item: T) => ReadonlyArray<string | number>;
    },
  ): Promise<Page<T & { title?: string; owner?: string }>> {
    const seen: Array<{ item: T; model: VisibleModel }> = [];
    let next = cursor;
    do {
      const page = await list.read(next);
      const models = await this.#options.access.readMany({
        modelRefs: [...new Set(page.items.map(item => item.modelRef))],
        credentials,
      });
      const byRef = new Map(models.map(model => [model.modelRef, model]));
      for (const item of page.items) {
        const model = byRef.get(item.modelRef);
        seen.push(...(model ? [{ item, model }] : []));
      }
      next = page.pageInfo.nextCursor;
    } while (next && seen.length <= limit);
    return toPage({
      rows: seen,
      limit,
      cursorOf: ({ item }) => list.placeOf(item),
      toItem: ({ item, model }) => ({
        ...item,
        ...(model.entity.metadata.title && {
          title: model.entity.metadata.title,
        }),
        ...(model.owner && { owner: model.owner }),
      }),
    });
  }
}

// Who says of no environment what it is for calls production by its name.
function productionEnvironments(config: ModelsConfig): string[] {
  const { environments, lifecycle } = config;
  const inUse = environments.flatMap(({ name, stage }) =>
    stage && findStage(lifecycle, stage)?.kind === 'in-use' ? [name] : [],
  );
  return inUse.length > 0 ? inUse : ['production'];
}
