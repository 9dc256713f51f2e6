import { ConflictError, InputError } from '@backstage/errors';
import {
  ModelVersion,
  ModelsConfig,
  StageMoveRequest,
  modelFacts,
  openRequirements,
  reasonsNotToMove,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelWrites, Written } from '../changes/ModelWrites';
import { LockedModel } from '../database/ModelsDatabase';
import { governanceRecord } from '../governance/record';
import { requirementsOf } from '../governance/requirements';
import { VisibleModel } from '../kind/ModelAccess';
import { assertConfiguredStage } from './configuredStage';
import { enterStage } from './enterStage';
import { findVersion } from './versions';

/** Somebody who moves a version. */
interface StageMove {
  model: VisibleModel;
  request: StageMoveRequest;
  actor: string;
  now: Date;
}

/** Moves versions from one lifecycle stage to another. */
export class StageService {
  readonly #options: {
    writes: ModelWrites;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    writes: ModelWrites;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Moves a version to a stage, and ends the reviews that asked for it.
   *
   * @throws `InputError` when there is no such version, and `ConflictError` when it holds
   *   another stage than the person knows, or with every reason why it may not move.
   */
  async move(options: {
    model: VisibleModel;
    request: StageMoveRequest;
    actor: string;
    idempotencyKey?: string;
  }): Promise<ModelVersion> {
    const { model, request, actor, idempotencyKey } = options;
    const now = this.#options.now();
    const { answer } = await this.#options.writes.run(
      {
        ...{ model, actor, idempotencyKey, content: request, now },
        operation: 'move-stage',
      },
      (tx, locked) => this.#move(tx, locked, { model, request, actor, now }),
    );
    return answer;
  }

  async #move(
    tx: Knex.Transaction,
    locked: LockedModel,
    move: StageMove,
  ): Promise<Written<ModelVersion>> {
    const { model, request, actor, now } = move;
    const { lifecycle } = this.#options.config;
    assertConfiguredStage(lifecycle, request.stage, 'body.stage');
    const known = await findVersion(tx, locked.modelRef, request.version);
    if (!known) {
      throw new InputError(
        `body.version: '${locked.modelRef}' has no version '${request.version}'; report it first`,
      );
    }
    if (known.stage !== request.expectedStage) {
      throw new ConflictError(
        `body.expectedStage: version '${request.version}' is in ${known.stage} and not in ${request.expectedStage} any more; look again and move it then`,
      );
    }
    const record = await governanceRecord(tx, locked.modelRef);
    const requirements = requirementsOf(this.#options.config, model);
    const reasons = reasonsNotToMove({
      lifecycle,
      from: known.stage,
      to: request.stage,
      openRequirements: openRequirements({
        ...{ lifecycle, requirements, record, now },
        facts: modelFacts(model.entity),
        version: request.version,
        stage: request.stage,
      }),
      reason: request.reason,
    });
    if (reasons.length > 0) {
      throw new ConflictError(
        `body.stage: version '${request.version}' may not enter '${
          request.stage
        }' yet. ${reasons.join('. ')}`,
      );
    }
    const version = {
      ...known,
      stage: request.stage,
      stageSince: now.toISOString(),
    };
    const happened = await enterStage(tx, locked, {
      ...{ lifecycle, model, version, actor, requirements, record, now },
      from: known.stage,
      promotion: 'manual',
      reason: request.reason,
    });
    return { answer: version, happened };
  }
}
