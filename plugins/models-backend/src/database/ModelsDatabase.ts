import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';

/** A model's row, locked by the transaction that reads it. */
export interface LockedModel {
  modelRef: string;
  channel: string;
  ledger?: { sequence: number; hash: string };
}

interface ModelRow {
  model_ref: string;
  channel: string;
  ledger_sequence: number;
  ledger_hash: string | null;
}

/** The plugin's database, with its schema up to date. */
export class ModelsDatabase {
  static async create(options: {
    database: DatabaseService;
  }): Promise<ModelsDatabase> {
    const { database } = options;
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@modelry/backstage-plugin-models-backend',
          'migrations',
        ),
      });
    }
    return new ModelsDatabase(knex);
  }

  private constructor(readonly knex: Knex) {}

  /**
   * Runs a write on one model in a transaction of its own.
   *
   * Writes to one model happen one after the other, across replicas: whoever comes
   * second waits for the first and sees what it wrote.
   */
  async writeModel<T>(
    modelRef: string,
    write: (tx: Knex.Transaction, model: LockedModel) => Promise<T>,
  ): Promise<{ result: T; channel: string }> {
    return this.knex.transaction(async tx => {
      await ensureModel(tx, modelRef);
      const row = await tx<ModelRow>('models')
        .where({ model_ref: modelRef })
        .forUpdate()
        .first();
      if (!row) {
        throw new NotFoundError(`No record of '${modelRef}'`);
      }
      const result = await write(tx, {
        modelRef,
        channel: row.channel,
        ...(row.ledger_hash && {
          ledger: { sequence: row.ledger_sequence, hash: row.ledger_hash },
        }),
      });
      return { result, channel: row.channel };
    });
  }

  /**
   * The signal channels of models; a model without a record gets one, so that a
   * page which is open before the first report hears of it.
   */
  async channels(modelRefs: readonly string[]): Promise<Map<string, string>> {
    const read = async () =>
      new Map(
        (
          await this.knex<ModelRow>('models')
            .whereIn('model_ref', [...modelRefs])
            .select('model_ref', 'channel')
        ).map(row => [row.model_ref, row.channel]),
      );
    const known = await read();
    const unknown = modelRefs.filter(ref => !known.has(ref));
    if (unknown.length === 0) {
      return known;
    }
    await ensureModel(this.knex, ...unknown);
    return read();
  }
}

async function ensureModel(
  knex: Knex | Knex.Transaction,
  ...modelRefs: string[]
): Promise<void> {
  await knex('models')
    .insert(
      modelRefs.map(modelRef => ({
        model_ref: modelRef,
        channel: `models:${randomUUID()}`,
        recorded_at: new Date(),
      })),
    )
    .onConflict('model_ref')
    .ignore();
}
