import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  InventoryItem,
  ModelsConfig,
  createModelBom,
  isActiveDeployment,
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
import { FleetService } from './FleetService';

/** Of so many models all that is exported is in memory at once. */
const PAGE = 200;

interface Parts {
  database: ModelsDatabase;
  models: ManyModels;
  fleet: FleetService;
  cards: CardService;
  config: ModelsConfig;
  now: () => Date;
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

  /** All models that the caller may see, as CSV. */
  csv(credentials: BackstageCredentials): AsyncIterable<string> {
    return writeInventoryCsv(this.#pages(credentials));
  }

  /** All models that the caller may see, as a bill of materials. */
  bom(credentials: BackstageCredentials): AsyncIterable<string> {
    return writeInventoryBom(this.#pages(credentials), this.#identity());
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

  async *#pages(
    credentials: BackstageCredentials,
  ): AsyncGenerator<InventoryItem[]> {
    const pages = this.#options.models.pages(credentials, { pageSize: PAGE });
    for await (const models of pages) {
      yield this.#items(models);
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
