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
import { refreshProjection } from '../governance/board/refreshProjection';
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
    const { database, config } = this.#options;
    const { model } = request;
    const { modelRef } = model;
    const { result, repeated } = await database.writeModelOnce(
      { ...request, modelRef },
      async (tx, locked) => {
        const { now } = locked;
        const written = await write(tx, locked, now);
        const { isToBeTold } =
          written.happened.length > 0
            ? await refreshProjection(tx, locked, { model, config, now })
            : { isToBeTold: false };
        return { ...written, isToBeTold, now };
      },
    );
    const done = !repeated && result.happened.length > 0;
    if (done) {
      await this.#tell(request, result);
    }
    if (!repeated && result.isToBeTold) {
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
