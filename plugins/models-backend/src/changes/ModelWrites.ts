import { ConflictError } from '@backstage/errors';
import {
  ModelFeature,
  ModelsConfig,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import {
  LockedModel,
  ModelsDatabase,
  WriteOnce,
} from '../database/ModelsDatabase';
import { refreshProjections } from '../governance/board/refreshProjection';
import { BoardNotices } from '../governance/board/BoardNotices';
import { DependantNotices } from '../lifecycle/DependantNotices';
import { VisibleModel } from '../kind/ModelAccess';
import { ModelChanges } from './ModelChanges';

/** Something that a write did, for those who listen. */
export interface Happening {
  feature: ModelFeature;
  /** E.g. `decision-recorded`. */
  action: string;
  /** Set when no version of the model is left in use: its stage now, and why. */
  endOfUse?: { stage: string; reason?: string };
}

/** What a write answers, and what it did; nothing when all was known already. */
export interface Written<T> {
  answer: T;
  happened: Happening[];
}

/** One request to change the record of a model. */
export interface ModelWrite {
  model: VisibleModel;
  /** Entity ref of the user or name of the machine. */
  actor: string;
  operation: string;
  /** What the sent `Idempotency-Key` says; nothing when none was sent. */
  idempotencyKey?: string;
  /** All that the request asks for. */
  content: object;
  /** Set when it brings the record of a former name. */
  bringsRecord?: boolean;
  /** Throws when what must hold outside of the record does not. */
  assertPossible?: WriteOnce['assertPossible'];
}

/** What a write is remembered by, and what it did. */
interface Result<T> extends Written<T> {
  isToBeTold: boolean;
  now: Date;
}

type WriteMany<T> = (
  tx: Knex.Transaction,
  models: readonly LockedModel[],
) => Promise<Map<string, Written<T> | ConflictError>>;

/**
 * Changes the record of models: in one transaction with the projections that are
 * derived from it, and told to others once it is committed.
 */
export class ModelWrites {
  readonly #options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    notices: BoardNotices;
    dependants: DependantNotices;
    config: ModelsConfig;
  };

  constructor(options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    notices: BoardNotices;
    dependants: DependantNotices;
    config: ModelsConfig;
  }) {
    this.#options = options;
  }

  /**
   * Runs a write, unless its sender repeats it.
   *
   * @param write - is given the time of the write: the one time that all it records bears.
   * @returns what the write answered, and whether it did anything this time.
   */
  async run<T>(
    request: ModelWrite,
    write: (
      tx: Knex.Transaction,
      locked: LockedModel,
      now: Date,
    ) => Promise<Written<T>>,
  ): Promise<{ answer: T; done: boolean }> {
    const { modelRef } = request.model;
    const outcomes = await this.runMany<T>(
      [request],
      async (tx, [locked]) =>
        new Map([[modelRef, await write(tx, locked, locked.now)]]),
    );
    const outcome = outcomes.get(modelRef);
    if (!outcome || outcome instanceof ConflictError) {
      throw outcome ?? new Error(`Nothing was answered about '${modelRef}'`);
    }
    return outcome;
  }

  /**
   * Runs writes of one kind and one sender on different models, each as
   * {@link ModelWrites.run} does: in one transaction, and in a few statements however many
   * there are.
   *
   * @param write - writes to the models on which the sender does not repeat a write; a
   *   conflict that it answers for one of them keeps no other one from it.
   * @returns what came of each, by model.
   */
  async runMany<T>(
    requests: readonly ModelWrite[],
    write: WriteMany<T>,
  ): Promise<Map<string, { answer: T; done: boolean } | ConflictError>> {
    const written = await this.#options.database.writeManyOnce<Result<T>>(
      requests.map(one => ({ ...one, modelRef: one.model.modelRef })),
      async (tx, models) =>
        this.#refresh(tx, {
          ...{ models, requests },
          written: await write(tx, models),
        }),
    );
    const outcomes = new Map<
      string,
      { answer: T; done: boolean } | ConflictError
    >();
    for (const request of requests) {
      const { modelRef } = request.model;
      const outcome = written.get(modelRef);
      if (outcome) {
        outcomes.set(
          modelRef,
          outcome instanceof ConflictError
            ? outcome
            : await this.#finish(request, outcome),
        );
      }
    }
    return outcomes;
  }

  async #refresh<T>(
    tx: Knex.Transaction,
    options: {
      models: readonly LockedModel[];
      requests: readonly ModelWrite[];
      written: ReadonlyMap<string, Written<T> | ConflictError>;
    },
  ): Promise<Map<string, Result<T> | ConflictError>> {
    const { models, requests, written } = options;
    const { config } = this.#options;
    const byRef = new Map(requests.map(one => [one.model.modelRef, one.model]));
    const [{ now }] = models;
    const refreshed = await refreshProjections(
      tx,
      models.flatMap(locked => {
        const model = byRef.get(locked.modelRef);
        const result = written.get(locked.modelRef);
        return model &&
          result &&
          !(result instanceof ConflictError) &&
          result.happened.length > 0
          ? [{ locked, model }]
          : [];
      }),
      { config, now },
    );
    return new Map(
      [...written].map(([ref, result]) => {
        const { isToBeTold = false } = refreshed.get(ref) ?? {};
        return [
          ref,
          result instanceof ConflictError
            ? result
            : { ...result, isToBeTold, now },
        ];
      }),
    );
  }

  async #finish<T>(
    request: ModelWrite,
    { result, repeated }: { result: Result<T>; repeated: boolean },
  ): Promise<{ answer: T; done: boolean }> {
    const done = !repeated && result.happened.length > 0;
    if (done) {
      await this.#tell(request, result);
    }
    if (!repeated && result.isToBeTold) {
      const { modelRef } = request.model;
      await this.#options.notices.send({ modelRef });
    }
    return { answer: result.answer, done };
  }

  /**
   * Notes of many models at once that what is known of them still holds: nothing is
   * derived anew, and nobody is told.
   */
  async confirm<T>(
    modelRefs: readonly string[],
    note: (tx: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    return this.#options.database.writeModels(modelRefs, note);
  }

  async #tell(
    { model, actor }: ModelWrite,
    { happened, now }: { happened: readonly Happening[]; now: Date },
  ): Promise<void> {
    for (const { endOfUse, ...happening } of happened) {
      await this.#options.changes.announce({
        ...happening,
        modelRef: model.modelRef,
        actor,
        at: now.toISOString(),
      });
      if (endOfUse) {
        await this.#options.dependants.useEnded({ model, actor, ...endOfUse });
      }
    }
  }
}
