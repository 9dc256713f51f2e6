import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  FleetFacets,
  FleetFilter,
  FleetPage,
  FleetQuery,
  FleetRefs,
  FleetRow,
  FleetTrend,
  MAX_FLEET_REFS,
  ModelsConfig,
  lifecycleStageSchema,
  modelSignOffStatusSchema,
  monitoringState,
  riskTierSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { SignalChannels } from '../changes/SignalChannels';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { groupByModel } from '../database/columns';
import { PersonDirectory } from '../governance/PersonDirectory';
import { ModelVisibility } from '../kind/ModelVisibility';
import { RememberedRefs } from '../kind/RememberedRefs';
import { endOfLifeByModel } from '../lifecycle/endOfLife';
import { checksByModel } from '../monitoring/checks';
import { FleetModelRow } from './FleetModelRow';
import { FleetScope, RUNNING_SQL, narrowFleet } from './fleetConditions';
import { countFacets } from './fleetFacets';
import { readTrend } from './fleetHistory';
import { readFleetPage } from './fleetPage';
import { fleetRefPages } from './fleetRefPages';
import { countTotals } from './fleetTotals';

/** Answers lists and counts over all models that somebody may see. */
export class FleetListService {
  readonly #options: {
    database: ModelsDatabase;
    visibility: ModelVisibility;
    people: PersonDirectory;
    channels: SignalChannels;
    config: ModelsConfig;
    now: () => Date;
  };

  readonly #claims: RememberedRefs;

  constructor(options: {
    database: ModelsDatabase;
    visibility: ModelVisibility;
    people: PersonDirectory;
    channels: SignalChannels;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
    this.#claims = new RememberedRefs(options);
  }

  /** One page of the models that a filter lets through. */
  async list(
    query: FleetQuery,
    credentials: BackstageCredentials,
  ): Promise<FleetPage> {
    const { database, config } = this.#options;
    const { knex } = database;
    const scope = await this.#scope(query, credentials);
    const [page, totalItems] = await Promise.all([
      readFleetPage(knex, scope, { ...query, lifecycle: config.lifecycle }),
      countModels(knex, scope),
    ]);
    return { ...page, items: await this.#toRows(page.items), totalItems };
  }

  /** What the fleet can be filtered by, with counts. */
  async facets(
    filter: FleetFilter,
    credentials: BackstageCredentials,
  ): Promise<FleetFacets> {
    const { database, config } = this.#options;
    const { knex } = database;
    const [scope, claims] = await Promise.all([
      this.#scope(filter, credentials),
      this.#claimsOf(credentials),
    ]);
    const [facets, totals, mine] = await Promise.all([
      countFacets(knex, scope),
      countTotals(knex, { ...scope, lifecycle: config.lifecycle }),
      countModels(knex, {
        ...scope,
        claims,
        filter: { ...filter, mine: 'true' },
      }),
    ]);
    return { totals, facets, mine };
  }

  /** The entity refs of all models that a filter lets through. */
  async refs(
    filter: FleetFilter,
    credentials: BackstageCredentials,
  ): Promise<FleetRefs> {
    const { knex } = this.#options.database;
    const scope = await this.#scope(filter, credentials);
    const [modelRefs, totalItems] = await Promise.all([
      narrowFleet(knex('fleet_models as m'), scope)
        .orderBy(['m.sort_title', 'm.model_ref'])
        .limit(MAX_FLEET_REFS)
        .pluck('m.model_ref'),
      countModels(knex, scope),
    ]);
    return { modelRefs, totalItems };
  }

  /** The entity refs of all models that a filter lets through, however many, in pages. */
  async *refPages(
    filter: FleetFilter,
    credentials: BackstageCredentials,
    pageSize: number,
  ): AsyncGenerator<string[]> {
    const scope = await this.#scope(filter, credentials);
    yield* fleetRefPages(this.#options.database.knex, scope, pageSize);
  }

  /** How the models that a filter lets through were on each of the last days. */
  async trend(
    filter: FleetFilter,
    credentials: BackstageCredentials,
  ): Promise<FleetTrend> {
    const { knex } = this.#options.database;
    return readTrend(knex, await this.#scope(filter, credentials));
  }

  async #scope(
    filter: FleetFilter,
    credentials: BackstageCredentials,
  ): Promise<FleetScope> {
    const { visibility, now } = this.#options;
    const [visible, claims] = await Promise.all([
      visibility.visibleRefs(credentials),
      filter.mine === 'true' ? this.#claimsOf(credentials) : [],
    ]);
    return { filter, visible, claims, now: now() };
  }

  /** The caller and all groups that they belong to; nothing for a machine. */
  async #claimsOf(credentials: BackstageCredentials): Promise<string[]> {
    const { people } = this.#options;
    const claims = await this.#claims.of(
      JSON.stringify(credentials.principal),
      async () => (await people.findPerson(credentials))?.memberOf ?? new Set(),
    );
    return [...claims];
  }

  // In a bounded number of queries, however many models are on the page.
  async #toRows(rows: readonly FleetModelRow[]): Promise<FleetRow[]> {
    const { channels, database, now } = this.#options;
    const { knex } = database;
    const refs = rows.map(row => row.model_ref);
    const [tags, environments, checks, ends] = await Promise.all([
      valuesByModel(knex('fleet_tags'), 'tag', refs),
      valuesByModel(
        knex('deployments').whereRaw(RUNNING_SQL),
        'environment',
        refs,
      ),
      checksByModel(knex, refs),
      endOfLifeByModel(knex, refs),
    ]);
    return rows.map(row => {
      const modelRef = row.model_ref;
      const { status, reason } = monitoringState({
        checks: checks.get(modelRef) ?? [],
        now: now(),
      });
      const endOfLife = ends.get(modelRef)?.date;
      return {
        ...toFleetRow(row),
        channel: channels.channelOf(modelRef),
        tags: tags.get(modelRef) ?? [],
        environments: environments.get(modelRef) ?? [],
        monitoring: status,
        monitoringReason: reason,
        ...(endOfLife && { endOfLife }),
      };
    });
  }
}

function toFleetRow(row: FleetModelRow) {
  return {
    modelRef: row.model_ref,
    title: row.title,
    type: row.type,
    source: row.source,
    stage: lifecycleStageSchema.parse(row.stage),
    signOff: modelSignOffStatusSchema.parse(row.sign_off),
    unsanctioned: row.unsanctioned,
    ...(row.owner !== null && { owner: row.owner }),
    ...(row.system !== null && { system: row.system }),
    ...(row.risk_tier !== null && {
      riskTier: riskTierSchema.parse(row.risk_tier),
    }),
    ...(row.version !== null && { version: row.version }),
  };
}

async function countModels(knex: Knex, scope: FleetScope): Promise<number> {
  const [{ count }] = await narrowFleet(knex('fleet_models as m'), scope).count(
    { count: '*' },
  );
  return Number(count);
}

/** What a table says of each model, each value once. */
async function valuesByModel<TColumn extends string>(
  query: Knex.QueryBuilder,
  column: TColumn,
  modelRefs: readonly string[],
): Promise<Map<string, string[]>> {
  const rows: Array<{ model_ref: string } & Record<TColumn, string>> =
    await query
      .whereIn('model_ref', [...modelRefs])
      .distinct('model_ref', column)
      .orderBy(['model_ref', column]);
  return groupByModel(rows, row => row[column]);
}
