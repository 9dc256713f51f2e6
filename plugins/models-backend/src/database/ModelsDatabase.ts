import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import {
  RepeatableRequest,
  knownAnswers,
  rememberAnswers,
  repeatedModels,
} from './idempotency';
import { ROWS_AT_ONCE, inBatches } from './inBatches';

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
    return this.writeEach([modelRef], (tx, [model]) => write(tx, model));
  }

  /**
   * Runs a write on many models in one transaction, as {@link ModelsDatabase.writeModel}
   * does on one: all of them are locked, in the order of their names so that no two wait
   * for each other.
   *
   * @param write - is given the models in that order, each once.
   */
  async writeEach<T>(
    modelRefs: readonly string[],
    write: (tx: Knex.Transaction, models: LockedModel[]) => Promise<T>,
  ): Promise<T> {
    const refs = [...new Set(modelRefs)].sort();
    return this.knex.transaction(async tx => {
      await ensureModels(tx, refs);
      const rows = await tx<ModelRow>('models')
        .whereIn('model_ref', refs)
        .orderBy('model_ref')
        .forUpdate();
      const found = new Map(rows.map(row => [row.model_ref, row]));
      const now = this.#now();
      return write(
        tx,
        refs.map(ref => toLocked(found.get(ref), ref, now)),
      );
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
    const { modelRef } = request;
    const written = await this.writeManyOnce<T>(
      [request],
      async (tx, [model]) => new Map([[modelRef, await write(tx, model)]]),
    );
    const outcome = written.get(modelRef);
    if (!outcome || outcome instanceof ConflictError) {
      throw outcome ?? new Error(`Nothing was answered about '${modelRef}'`);
    }
    return outcome;
  }

  /**
   * Does what {@link ModelsDatabase.writeModelOnce} does on different models, for one
   * sender and under one key, in one transaction.
   *
   * @param write - is given the models to which the sender does not repeat a write. A
   *   conflict that it answers for one of them keeps no other one from it, and may be
   *   tried again under the same key.
   * @returns what came of each, by model.
   */
  async writeManyOnce<T extends object>(
    requests: readonly WriteOnce[],
    write: (
      tx: Knex.Transaction,
      models: readonly LockedModel[],
    ) => Promise<Map<string, T | ConflictError>>,
  ): Promise<Map<string, { result: T; repeated: boolean } | ConflictError>> {
    const isRepeated = await this.#assertPossible(requests);
    const byRef = new Map(requests.map(one => [one.modelRef, one]));
    return this.writeEach([...byRef.keys()], async (tx, models) => {
      const sent = requests.map(one => ({ ...one, now: models[0].now }));
      const renamed = new Map(
        models.flatMap(model => {
          const error = byRef.get(model.modelRef)?.bringsRecord
            ? undefined
            : renamedError(model);
          return error ? [[model.modelRef, error] as const] : [];
        }),
      );
      const known = await knownAnswers<T>(
        tx,
        sent.filter(({ modelRef }) => !renamed.has(modelRef)),
      );
      const fresh = models.filter(
        ({ modelRef }) => !renamed.has(modelRef) && !known.has(modelRef),
      );
      if (isRepeated && fresh.length > 0) {
        throw new ConflictError(
          'Idempotency-Key: is a day old and was forgotten just now; choose a new key',
        );
      }
      const written =
        fresh.length > 0 ? await write(tx, fresh) : new Map<string, never>();
      await rememberAnswers(tx, sent, withoutConflicts(written));
      return mergeOutcomes({ renamed, known, written });
    });
  }

  // Whether all of them were sent before: they are not asked then whether they can be.
  async #assertPossible(requests: readonly WriteOnce[]): Promise<boolean> {
    const asking = requests.find(one => one.assertPossible);
    if (!asking) {
      return false;
    }
    const now = this.#now();
    const known = await repeatedModels(
      this.knex,
      requests.map(one => ({ ...one, now })),
    );
    if (requests.every(({ modelRef }) => known.has(modelRef))) {
      return true;
    }
    await asking.assertPossible?.();
    return false;
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

function withoutConflicts<T extends object>(
  written: ReadonlyMap<string, T | ConflictError>,
): Map<string, T> {
  const answers = new Map<string, T>();
  written.forEach((answer, ref) => {
    if (!(answer instanceof ConflictError)) {
      answers.set(ref, answer);
    }
  });
  return answers;
}

function mergeOutcomes<T extends object>(of: {
  renamed: ReadonlyMap<string, ConflictError>;
  known: ReadonlyMap<string, T>;
  written: ReadonlyMap<string, T | ConflictError>;
}): Map<string, { result: T; repeated: boolean } | ConflictError> {
  const outcomes = new Map<
    string,
    { result: T; repeated: boolean } | ConflictError
  >(of.renamed);
  of.known.forEach((result, ref) =>
    outcomes.set(ref, { result, repeated: true }),
  );
  of.written.forEach((result, ref) =>
    outcomes.set(
      ref,
      result instanceof ConflictError ? result : { result, repeated: false },
    ),
  );
  return outcomes;
}

// What is said to whoever writes to a model whose record became that of another name.
function renamedError({
  modelRef,
  continuedAs,
}: LockedModel): ConflictError | undefined {
  return continuedAs === undefined
    ? undefined
    : new ConflictError(
        `'${modelRef}' was renamed, and its record goes on as '${continuedAs}': name that one, or register another model under another name`,
      );
}

async function ensureModels(
  tx: Knex.Transaction,
  modelRefs: readonly string[],
): Promise<void> {
  const recordedAt = new Date();
  for (const batch of inBatches(modelRefs, ROWS_AT_ONCE)) {
    await tx('models')
      .insert(batch.map(ref => ({ model_ref: ref, recorded_at: recordedAt })))
      .onConflict('model_ref')
      .ignore();
  }
}

function toLocked(
  row: ModelRow | undefined,
  modelRef: string,
  now: Date,
): LockedModel {
  if (!row) {
    throw new NotFoundError(`No record of '${modelRef}'`);
  }
  return {
    ...{ modelRef, now },
    ...(row.ledger_hash && {
      ledger: { sequence: row.ledger_sequence, hash: row.ledger_hash },
    }),
    ...(row.continued_as && { continuedAs: row.continued_as }),
  };
}
