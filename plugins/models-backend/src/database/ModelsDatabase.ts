import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { RepeatableRequest, isRepeated, once } from './idempotency';

/** A model's row, locked by the transaction that reads it. */
export interface LockedModel {
  modelRef: string;
  /**
   * The time of the write, read once the row was locked: a write that waited for another
   * one must not be recorded as earlier than that.
   */
  now: Date;
  ledger?: { sequence: number; hash: string };
  /** Set when its record became that of another name. */
  continuedAs?: string;
}

interface ModelRow {
  model_ref: string;
  ledger_sequence: number;
  ledger_hash: string | null;
  continued_as: string | null;
}

/** The plugin's database, with its schema up to date. */
export class ModelsDatabase {
  static async create(options: {
    database: DatabaseService;
    /** What time it is. */
    now?: () => Date;
  }): Promise<ModelsDatabase> {
    const { database, now = () => new Date() } = options;
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@modelry/backstage-plugin-models-backend',
          'migrations',
        ),
      });
    }
    return new ModelsDatabase(knex, now);
  }

  readonly #now: () => Date;

  private constructor(readonly knex: Knex, now: () => Date) {
    this.#now = now;
  }

  /**
   * Runs a write on one model in a transaction of its own.
   *
   * Writes to one model happen one after the other, across replicas: whoever comes
   * second waits for the first and sees what it wrote.
   */
  async writeModel<T>(
    modelRef: string,
    write: (tx: Knex.Transaction, model: LockedModel) => Promise<T>,
  ): Promise<T> {
    return this.knex.transaction(async tx => {
      await ensureModel(tx, modelRef);
      const row = await tx<ModelRow>('models')
        .where({ model_ref: modelRef })
        .forUpdate()
        .first();
      if (!row) {
        throw new NotFoundError(`No record of '${modelRef}'`);
      }
      return write(tx, {
        modelRef,
        now: this.#now(),
        ...(row.ledger_hash && {
          ledger: { sequence: row.ledger_sequence, hash: row.ledger_hash },
        }),
        ...(row.continued_as && { continuedAs: row.continued_as }),
      });
    });
  }

  /**
   * Runs a write on those of many models that have a record, in one transaction, which
   * locks them in the order of their names so that no two wait for each other.
   */
  async writeModels<T>(
    modelRefs: readonly string[],
    write: (tx: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    return this.knex.transaction(async tx => {
      await tx<ModelRow>('models')
        .whereIn('model_ref', [...modelRefs])
        .orderBy('model_ref')
        .forUpdate()
        .select('model_ref');
      return write(tx);
    });
  }

  /**
   * Like {@link ModelsDatabase.writeModel}, but a request that its sender repeats under
   * the same `Idempotency-Key` is answered as before and writes nothing.
   *
   * @throws `ConflictError` when the record of the model became that of another name,
   *   unless the request is to bring one here again.
   */
  async writeModelOnce<T extends object>(
    request: WriteOnce,
    write: (tx: Knex.Transaction, model: LockedModel) => Promise<T>,
  ): Promise<{ result: T; repeated: boolean }> {
    const now = this.#now();
    const mustBeKnown =
      request.assertPossible !== undefined &&
      (await isRepeated(this.knex, { ...request, now }));
    if (!mustBeKnown) {
      await request.assertPossible?.();
    }
    return this.writeModel(request.modelRef, async (tx, model) => {
      if (!request.bringsRecord) {
        assertNotRenamed(model);
      }
      return once(tx, { ...request, now: model.now }, () => {
        if (mustBeKnown) {
          throw new ConflictError(
            'Idempotency-Key: is a day old and was forgotten just now; choose a new key',
          );
        }
        return write(tx, model);
      });
    });
  }
}

/** A write that its sender may repeat. */
export interface WriteOnce extends Omit<RepeatableRequest, 'now'> {
  /** Set when it brings the record of a former name. */
  bringsRecord?: boolean;
  /**
   * Throws when what must hold outside of the record does not. It is asked before the
   * model is locked, and not of a request that was answered before: what was recorded
   * then was possible.
   */
  assertPossible?: () => Promise<void>;
}

function assertNotRenamed({ modelRef, continuedAs }: LockedModel): void {
  if (continuedAs) {
    throw new ConflictError(
      `'${modelRef}' was renamed, and its record goes on as '${continuedAs}': name that one, or register another model under another name`,
    );
  }
}

async function ensureModel(
  tx: Knex.Transaction,
  modelRef: string,
): Promise<void> {
  await tx('models')
    .insert({ model_ref: modelRef, recorded_at: new Date() })
    .onConflict('model_ref')
    .ignore();
}
