import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  FleetFilter,
  InventoryItem,
  ModelsConfig,
  createModelBom,
  isActiveDeployment,
  isFiltering,
  summarizeModel,
  writeInventoryBom,
  writeInventoryCsv,
  writeModelCard,
} from '@modelry/backstage-plugin-models-common';
import { randomUUID } from 'node:crypto';
import { CardService } from '../card/CardService';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ManyModels } from '../kind/ManyModels';
import { VisibleModel } from '../kind/toVisibleModel';
import { deployedVersions, findVersion } from '../lifecycle/versions';
import { FleetListService } from './FleetListService';
import { FleetService } from './FleetService';

/** Of so many models all that is exported is in memory at once. */
const PAGE = 200;

interface Parts {
  database: ModelsDatabase;
  models: ManyModels;
  fleet: FleetService;
  lists: FleetListService;
  cards: CardService;
  config: ModelsConfig;
  now: () => Date;
}

/** Which models are exported, and for whom. */
interface Chosen {
  filter: FleetFilter;
  credentials: BackstageCredentials;
}

/** One version of a model that is exported. */
interface Asked {
  model: VisibleModel;
  /** The one in question when left out. */
  version?: string;
  credentials: BackstageCredentials;
}

/** Exports what is known of models. */
export class InventoryService {
  readonly #options: Parts;

  constructor(options: Parts) {
    this.#options = options;
  }

  /** The models that a filter lets through and the caller may see, as CSV. */
  csv(chosen: Chosen): AsyncIterable<string> {
    return writeInventoryCsv(this.#pages(chosen));
  }

  /** The models that a filter lets through and the caller may see, as a bill of materials. */
  bom(chosen: Chosen): AsyncIterable<string> {
    return writeInventoryBom(this.#pages(chosen), this.#identity());
  }

  /**
   * A version of a model as a bill of materials.
   *
   * @throws `NotFoundError` when the named version was never reported.
   */
  async modelBom(asked: Asked): Promise<string> {
    const { model } = asked;
    const [item] = await this.#items([model]);
    const version = asked.version ?? item.summary.version;
    const [known, { card }] = await Promise.all([
      this.#find(model.modelRef, version),
      this.#options.cards.cardOf({ ...asked, version }),
    ]);
    const bom = createModelBom({
      item: { ...item, versions: known ? [known] : [] },
      identity: this.#identity(),
      ...(version !== undefined && { version }),
      ...(card && { card }),
    });
    return `${JSON.stringify(bom, undefined, 2)}\n`;
  }

  /**
   * The model card of a version, written from the record.
   *
   * @throws `NotFoundError` when the named version was never reported.
   */
  async modelCard(asked: Asked): Promise<string> {
    const { fleet, cards, now } = this.#options;
    const { model } = asked;
    const overview = await fleet.overview(asked);
    const { version } = overview.governance;
    const [known, written] = await Promise.all([
      this.#find(model.modelRef, version),
      cards.cardOf({ ...asked, version }),
    ]);
    return writeModelCard({
      ...{ entity: model.entity, overview, written, now: now() },
      ...(known && { version: known }),
    });
  }

  async *#pages(chosen: Chosen): AsyncGenerator<InventoryItem[]> {
    for await (const models of this.#models(chosen)) {
      yield this.#items(models);
    }
  }

  // Without a filter as the catalog has them; it may have some that no list has yet.
  async *#models(chosen: Chosen): AsyncGenerator<VisibleModel[]> {
    const { filter, credentials } = chosen;
    const { models, lists } = this.#options;
    if (!isFiltering(filter)) {
      yield* models.pages(credentials, { pageSize: PAGE });
      return;
    }
    for await (const refs of lists.refPages(filter, credentials, PAGE)) {
      yield models.find(refs, credentials);
    }
  }

  async #items(models: readonly VisibleModel[]): Promise<InventoryItem[]> {
    const { database, fleet, config, now } = this.#options;
    const modelRefs = models.map(({ modelRef }) => modelRef);
    const [records, deployed] = await Promise.all([
      fleet.records(modelRefs, true),
      deployedVersions(database.knex, modelRefs),
    ]);
    return models.map((model, at) => {
      const record = records[at];
      const { modelRef } = model;
      const summary = summarizeModel({ ...model, record, config, now: now() });
      return {
        entity: model.entity,
        summary,
        deployments: record.deployments.filter(isActiveDeployment),
        versions: [...record.versions, ...(deployed.get(modelRef) ?? [])],
      };
    });
  }

  async #find(modelRef: string, version: string | undefined) {
    if (version === undefined) {
      return undefined;
    }
    const { knex } = this.#options.database;
    const found = await findVersion(knex, modelRef, version);
    if (!found) {
      throw new NotFoundError(
        `'${modelRef}' has no version '${version}'; choose one of its list of versions, or report it first`,
      );
    }
    return found;
  }

  #identity() {
    return { id: randomUUID(), now: this.#options.now() };
  }
}
