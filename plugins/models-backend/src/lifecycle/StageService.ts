import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  EndOfLife,
  Lifecycle,
  ModelVersion,
  ModelsConfig,
  PossibleMoves,
  StageMoveRequest,
  endsUse,
  isEnded,
  modelFacts,
  modelsStageMovePermission,
  moveDirection,
  needsReason,
  needsSignOffs,
  openRequirements,
  possibleMoves,
  reasonsNotToMove,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelWrites, Written } from '../changes/ModelWrites';
import { LockedModel, ModelsDatabase } from '../database/ModelsDatabase';
import { ApproverCatalog } from '../governance/ApproverCatalog';
import { governanceRecord } from '../governance/record';
import { requirementsInForceOf } from '../governance/requirements';
import { otherDutiesOf } from '../governance/separatedDuties';
import { ModelAccess, VisibleModel } from '../kind/ModelAccess';
import { assertConfiguredStage } from './configuredStage';
import { DependantNotices } from './DependantNotices';
import { setEndOfLife } from './endOfLife';
import { enterStage } from './enterStage';
import { StoredVersion, findReportedVersion, stagesOfOthers } from './versions';

/** What people wrote is beside the point. */
const SHORT = { withoutComments: true };

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
    database: ModelsDatabase;
    access: ModelAccess;
    approvers: ApproverCatalog;
    dependants: DependantNotices;
    writes: ModelWrites;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    access: ModelAccess;
    approvers: ApproverCatalog;
    dependants: DependantNotices;
    writes: ModelWrites;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Where a version may go from its stage, and what it lacks for that.
   *
   * @throws `NotFoundError` when there is no such version.
   */
  async possibleMoves(options: {
    model: VisibleModel;
    version: string;
    credentials: BackstageCredentials;
  }): Promise<PossibleMoves> {
    const { model, version, credentials } = options;
    const { modelRef, owner } = model;
    const { knex } = this.#options.database;
    const { config, access, approvers, now } = this.#options;
    const { lifecycle } = config;
    const known = await findReportedVersion(knex, modelRef, version);
    if (!known) {
      throw new NotFoundError(
        `'${modelRef}' has no version '${version}'; choose one of its list of versions, or report it first`,
      );
    }
    const from = known.stage;
    const others = await stagesOfOthers(knex, modelRef, version);
    const record = await governanceRecord(knex, modelRef, SHORT);
    const requirements = requirementsInForceOf(config, model, record);
    const context = {
      ...{ lifecycle, version, requirements, record, now: now() },
      approvers: await approvers.describe(requirements, { ...record, owner }),
      duties: await otherDutiesOf(knex, {
        ...{ model, lifecycle, registeredBy: known.registeredBy },
      }),
      facts: modelFacts(model.entity),
    };
    const permission = modelsStageMovePermission.name;
    return {
      version,
      stage: from,
      mayMove: await access.may({ modelRef, permission, credentials }),
      moves: possibleMoves(lifecycle, from).map(to => ({
        stage: to,
        direction: moveDirection(lifecycle, { from, to }),
        needsReason: needsReason(lifecycle, { from, to }),
        endsUse: endsUse({ lifecycle, from, to, others }),
        missing: needsSignOffs(lifecycle, { from, to })
          ? openRequirements({ ...context, stage: to })
          : [],
      })),
    };
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
    const { answer, done } = await this.#options.writes.run(
      {
        ...{ model, actor, idempotencyKey, content: request },
        operation: 'move-stage',
      },
      (tx, locked, now) =>
        this.#move(tx, locked, { model, request, actor, now }),
    );
    if (done && answer.endOfLife) {
      const { endOfLife } = answer;
      await this.#options.dependants.endOfLifeSet({ model, actor, endOfLife });
    }
    return answer.version;
  }

  async #move(
    tx: Knex.Transaction,
    locked: LockedModel,
    move: StageMove,
  ): Promise<Written<{ version: ModelVersion; endOfLife?: EndOfLife }>> {
    const { model, request, actor, now } = move;
    const { lifecycle } = this.#options.config;
    assertMove(lifecycle, request);
    const { modelRef } = locked;
    const known = await findReportedVersion(tx, modelRef, request.version);
    assertAsExpected(known, modelRef, request);
    const record = await governanceRecord(tx, modelRef, SHORT);
    const requirements = requirementsInForceOf(
      this.#options.config,
      model,
      record,
    );
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
    const { stage } = request;
    const version = { ...known, stage, stageSince: now.toISOString() };
    const happened = await enterStage(tx, locked, {
      ...{ lifecycle, model, version, actor, requirements, record, now },
      from: known.stage,
      promotion: 'manual',
      reason: request.reason,
    });
    const set = await endLife(tx, locked, { request, actor, now });
    if (set) {
      happened.push({ feature: 'lifecycle', action: 'end-of-life-set' });
    }
    return { answer: { version, ...(set && { endOfLife: set }) }, happened };
  }
}

function assertMove(lifecycle: Lifecycle, request: StageMoveRequest): void {
  assertConfiguredStage(lifecycle, request.stage, 'body.stage');
  if (request.endOfLife && !isEnded(lifecycle, request.stage)) {
    throw new InputError(
      `body.endOfLife: goes with a move to an end, and '${request.stage}' is none; leave it out`,
    );
  }
}

function assertAsExpected(
  known: StoredVersion | undefined,
  modelRef: string,
  request: StageMoveRequest,
): asserts known is StoredVersion {
  if (!known) {
    throw new InputError(
      `body.version: '${modelRef}' has no version '${request.version}'; report it first`,
    );
  }
  if (known.stage !== request.expectedStage) {
    throw new ConflictError(
      `body.expectedStage: version '${request.version}' is in ${known.stage} and not in ${request.expectedStage} any more; look again and move it then`,
    );
  }
}

/** Sets the end of life that comes with a move; nothing when it was set so already. */
async function endLife(
  tx: Knex.Transaction,
  locked: LockedModel,
  { request, actor, now }: Omit<StageMove, 'model'>,
): Promise<EndOfLife | undefined> {
  if (!request.endOfLife) {
    return undefined;
  }
  const { endOfLife, changed } = await setEndOfLife(tx, locked, {
    ...{ date: request.endOfLife, actor, now },
    reason: request.reason ?? '',
    field: 'body.endOfLife',
  });
  return changed ? endOfLife : undefined;
}
