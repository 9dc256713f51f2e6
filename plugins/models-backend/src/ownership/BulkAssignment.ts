import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  OwnerAssignmentOutcome,
  OwnerAssignmentsRequest,
  modelsOwnerAssignPermission,
} from '@modelry/backstage-plugin-models-common';
import { ManyModels } from '../kind/ManyModels';
import { VisibleModel } from '../kind/ModelAccess';
import { OwnershipNotices, DoneChange } from './OwnershipNotices';
import { OwnershipContext, OwnershipService } from './OwnershipService';
import { recordedOwners } from './overlays';
import {
  OwnershipChange,
  OwnershipRequest,
  assertExpected,
  recordAssignment,
  recordReversion,
} from './recordOwnership';

type Problem = NonNullable<OwnerAssignmentOutcome['problem']>;

interface BulkCall {
  request: OwnerAssignmentsRequest;
  actor: string;
  credentials: BackstageCredentials;
  idempotencyKey?: string;
}

interface PreparedCall extends BulkCall {
  /** Looks once for all models whether the owner exists. */
  assertPossible: () => Promise<void>;
}

/** Changes the owner of many models, each for itself. */
export class BulkAssignment {
  readonly #options: OwnershipContext & {
    ownership: OwnershipService;
    logger: LoggerService;
    models: ManyModels;
  };
  readonly #notices: OwnershipNotices;

  constructor(
    options: OwnershipContext & {
      ownership: OwnershipService;
      logger: LoggerService;
      models: ManyModels;
    },
  ) {
    this.#options = options;
    this.#notices = new OwnershipNotices(options);
  }

  /**
   * Changes the owners, or says what would change.
   *
   * @throws as the change of one model does, when the request could not succeed for any.
   */
  async run(
    call: BulkCall,
  ): Promise<{ dryRun: boolean; items: OwnerAssignmentOutcome[] }> {
    const { request, actor, credentials } = call;
    const { ownership, models } = this.#options;
    ownership.assertKeptInRecord();
    let checked: Promise<void> | undefined;
    const assertPossible = () => (checked ??= this.#assertOwnerExists(call));
    // Of a request that may be a repeat it is asked where nothing was answered before.
    if (!call.idempotencyKey || request.dryRun) {
      await assertPossible();
    }
    const modelRefs = [...new Set(request.modelRefs)];
    const found = await models.writeMany({
      modelRefs,
      permission: modelsOwnerAssignPermission.name,
      credentials,
    });
    const items: OwnerAssignmentOutcome[] = [];
    const done: DoneChange[] = [];
    for (const modelRef of modelRefs) {
      const { model, problem } = found.get(modelRef) ?? {};
      if (!model) {
        items.push(refused({ modelRef, problem }));
        continue;
      }
      const outcome = await this.#changeOne({ ...call, assertPossible }, model);
      items.push(outcome.item);
      if (outcome.isNew) {
        done.push({ ...outcome.item, changed: true, model });
      }
    }
    await this.#notices.changedHands({ done, actor, reason: request.reason });
    return { dryRun: request.dryRun, items };
  }

  async #changeOne(
    call: PreparedCall,
    model: VisibleModel,
  ): Promise<{ item: OwnerAssignmentOutcome; isNew: boolean }> {
    const { modelRef, entity } = model;
    const title = entity.metadata.title;
    const named = { modelRef, ...(title && { title }) };
    try {
      const { change, isNew } = call.request.dryRun
        ? { change: await this.#foresee(call, model), isNew: false }
        : await this.#write(call, model);
      const { changed, before, after } = change;
      return {
        item: {
          ...named,
          outcome: changed ? 'changed' : 'unchanged',
          ...(before && { before }),
          ...(after && { after }),
        },
        isNew,
      };
    } catch (error) {
      if (isMisusedKey(error) || error instanceof InputError) {
        throw error;
      }
      return {
        item: refused({ ...named, problem: this.#explain(error, modelRef) }),
        isNew: false,
      };
    }
  }

  async #foresee(
    call: BulkCall,
    model: VisibleModel,
  ): Promise<OwnershipChange> {
    const { knex } = this.#options.database;
    const { modelRef, declaredOwner } = model;
    const { owner } = call.request;
    const recorded = (await recordedOwners(knex, [modelRef])).get(modelRef);
    const before = recorded?.owner ?? declaredOwner;
    await assertExpected(knex, this.#requestFor(call, model), before);
    const after = owner ?? declaredOwner;
    return {
      changed: owner ? owner !== before : recorded !== undefined,
      ...(before && { before }),
      ...(after && { after }),
    };
  }

  async #write(call: PreparedCall, model: VisibleModel) {
    const { request, actor, idempotencyKey, assertPossible } = call;
    const { owner, reason } = request;
    const wanted = this.#requestFor(call, model);
    const action = owner ? 'owner-assigned' : 'owner-reverted';
    const { answer, done } = await this.#options.writes.run<OwnershipChange>(
      {
        ...{ model, actor, idempotencyKey, assertPossible },
        operation: 'assign-owners',
        content: { owner, reason, expectedOwner: wanted.expectedOwner },
      },
      async (tx, locked, now) => {
        const change = owner
          ? await recordAssignment(tx, locked, { ...wanted, owner, now })
          : await recordReversion(tx, locked, { ...wanted, now });
        return {
          answer: change,
          happened: change.changed ? [{ feature: 'ownership', action }] : [],
        };
      },
    );
    return { change: answer, isNew: done };
  }

  async #assertOwnerExists({ request, credentials }: BulkCall): Promise<void> {
    if (request.owner) {
      await this.#options.ownership.assertOwnerExists(
        request.owner,
        credentials,
      );
    }
  }

  #requestFor(call: BulkCall, model: VisibleModel): OwnershipRequest {
    const { request, actor } = call;
    return {
      model,
      actor,
      now: this.#options.now(),
      reason: request.reason,
      expectedOwner: request.expectedOwners?.[model.modelRef],
    };
  }

  #explain(error: unknown, modelRef: string): Problem {
    if (error instanceof ConflictError) {
      return { code: 'conflict', message: error.message };
    }
    this.#options.logger.error(
      `Could not change the owner of '${modelRef}'`,
      error instanceof Error ? error : new Error(String(error)),
    );
    return {
      code: 'failed',
      message: 'It could not be recorded; try again in a while',
    };
  }
}

// It is the request as a whole that is wrong then.
function isMisusedKey(error: unknown): boolean {
  return (
    error instanceof ConflictError &&
    error.message.startsWith('Idempotency-Key:')
  );
}

function refused(options: {
  modelRef: string;
  title?: string;
  problem?: Problem;
}): OwnerAssignmentOutcome {
  return { ...options, outcome: 'refused' };
}
