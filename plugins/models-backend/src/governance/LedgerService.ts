import { NotFoundError } from '@backstage/errors';
import { LedgerExportLine } from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { Page } from '../database/page';
import { newestCheckpoint, readCheckpoints } from './checkpoints';
import {
  StoredEntry,
  hasLedger,
  listLedger,
  readLedgers,
} from './ledgerEntries';

/** Shows and exports what was done to models. */
export class LedgerService {
  readonly #options: { database: ModelsDatabase; now: () => Date };

  constructor(options: { database: ModelsDatabase; now: () => Date }) {
    this.#options = options;
  }

  /**
   * One page of the ledger of a model, the oldest entry first.
   *
   * @throws `NotFoundError` when the model is not in the catalog and left no ledger.
   */
  async list(options: {
    modelRef: string;
    inCatalog: boolean;
    limit: number;
    cursor?: string;
  }): Promise<Page<StoredEntry>> {
    await this.#assertThere(options);
    return listLedger(this.#options.database.knex, options);
  }

  /**
   * The ledger of a model as JSON Lines.
   *
   * @throws as {@link LedgerService.list} does.
   */
  async exportOne(options: {
    modelRef: string;
    inCatalog: boolean;
  }): Promise<AsyncIterable<string>> {
    await this.#assertThere(options);
    return this.#lines(options.modelRef);
  }

  /** The ledgers of all models and the checkpoints as JSON Lines. */
  exportAll(): AsyncIterable<string> {
    return this.#lines();
  }

  async #assertThere(options: {
    modelRef: string;
    inCatalog: boolean;
  }): Promise<void> {
    const { modelRef, inCatalog } = options;
    if (
      !inCatalog &&
      !(await hasLedger(this.#options.database.knex, modelRef))
    ) {
      throw new NotFoundError(
        `'${modelRef}' is not in the catalog, or you may not see it`,
      );
    }
  }

  async *#lines(modelRef?: string): AsyncGenerator<string> {
    const { knex } = this.#options.database;
    // Asked first: a checkpoint that is written while the entries are read may name
    // entries that are newer than those of the export.
    const newest = modelRef ? 0 : await newestCheckpoint(knex);
    const exportedAt = this.#options.now().toISOString();
    yield toLine({
      ...{ type: 'header', format: 'modelry-ledger/1', exportedAt },
      scope: modelRef ?? 'all',
    });
    let entries = 0;
    for await (const entry of readLedgers(knex, modelRef)) {
      entries++;
      yield toLine({ type: 'entry', entry });
    }
    let checkpoints = 0;
    for await (const checkpoint of readCheckpoints(knex, newest)) {
      checkpoints++;
      yield toLine({ type: 'checkpoint', checkpoint });
    }
    yield toLine({ type: 'end', entries, checkpoints });
  }
}

function toLine(line: LedgerExportLine): string {
  return `${JSON.stringify(line)}\n`;
}
