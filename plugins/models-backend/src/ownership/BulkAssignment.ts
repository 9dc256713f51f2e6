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
import { Written } from '../changes/ModelWrites';
import { OwnershipNotices } from './OwnershipNotices';
import { OwnershipContext, OwnershipService } from './OwnershipService';
import {
  OwnerChangeRequest,
  OwnershipChange,
  foreseeOwnerChanges,
} from './foreseeOwnerChanges';
import { recordOwnerChanges } from './recordOwnership';

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

/** What came of one model. */
type Outcome =
  | { change: OwnershipChange; isNew: boolean }
  | { problem: Problem };

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
    const writable = modelRefs.flatMap(ref => found.get(ref)?.model ?? []);
    const outcomes = request.dryRun
      ? await this.#foresee(call, writable)
      : await this.#write({ ...call, assertPossible }, writable);
    await this.#notices.changedHands({
      ...{ actor, reason: request.reason, isBack: !request.owner },
      done: writable.flatMap(model => {
        const outcome = outcomes.get(model.modelRef);
        return outcome && 'change' in outcome && outcome.isNew
          ? [{ ...outcome.change, model }]
          : [];
      }),
    });
    return {
      dryRun: request.dryRun,
      items: modelRefs.map(modelRef => {
        const { model, problem } = found.get(modelRef) ?? {};
        return model
          ? toItem(model, outcomes.get(modelRef))
          : { modelRef, outcome: 'refused', ...(problem && { problem }) };
      }),
    };
  }

  async #foresee(
    call: BulkCall,
    models: readonly VisibleModel[],
  ): Promise<Map<string, Outcome>> {
    const now = this.#options.now();
    const foreseen = await foreseeOwnerChanges(
      this.#options.database.knex,
      models.map(model => toRequest(call, { model, now })),
    );
    return new Map(
      [...foreseen].map(([ref, { conflict, change }]) => [
        ref,
        conflict ? toProblem(conflict) : { change, isNew: false },
      ]),
    );
  }

  async #write(
    call: PreparedCall,
    models: readonly VisibleModel[],
  ): Promise<Map<string, Outcome>> {
    try {
      return await this.#writeAtOnce(call, models);
    } catch (error) {
      if (isMisusedKey(error) || error instanceof InputError) {
        throw error;
      }
      // One that cannot be changed must not keep the others from it.
      return models.length > 1
        ? this.#writeOneByOne(call, models)
        : new Map(
            models.map(({ modelRef }) => [
              modelRef,
              this.#explain(error, modelRef),
            ]),
          );
    }
  }

  async #writeOneByOne(
    call: PreparedCall,
    models: readonly VisibleModel[],
  ): Promise<Map<string, Outcome>> {
    const outcomes = new Map<string, Outcome>();
    for (const model of models) {
      const written = await this.#write(call, [model]);
      written.forEach((outcome, ref) => outcomes.set(ref, outcome));
    }
    return outcomes;
  }

  async #writeAtOnce(
    call: PreparedCall,
    models: readonly VisibleModel[],
  ): Promise<Map<string, Outcome>> {
    const { actor, idempotencyKey, assertPossible } = call;
    const { owner, reason, expectedOwners } = call.request;
    const byRef = new Map(models.map(model => [model.modelRef, model]));
    const written = await this.#options.writes.runMany<OwnershipChange>(
      models.map(model => ({
        ...{ model, actor, idempotencyKey, assertPossible },
        operation: 'assign-owners',
        content: {
          ...{ owner, reason },
          expectedOwner: expectedOwners?.[model.modelRef],
        },
      })),
      async (tx, lockedModels) =>
        toWritten(
          await recordOwnerChanges(
            tx,
            lockedModels.flatMap(locked => {
              const model = byRef.get(locked.modelRef);
              const { now } = locked;
              return model
                ? [{ locked, request: toRequest(call, { model, now }) }]
                : [];
            }),
          ),
          owner ? 'owner-assigned' : 'owner-reverted',
        ),
    );
    return new Map(
      [...written].map(([ref, outcome]) => [
        ref,
        outcome instanceof ConflictError
          ? toProblem(outcome)
          : { change: outcome.answer, isNew: outcome.done },
      ]),
    );
  }

  async #assertOwnerExists({ request, credentials }: BulkCall): Promise<void> {
    if (request.owner) {
      await this.#options.ownership.assertOwnerExists(
        request.owner,
        credentials,
      );
    }
  }

  #explain(error: unknown, modelRef: string): Outcome {
    this.#options.logger.error(
      `Could not change the owner of '${modelRef}'`,
      error instanceof Error ? error : new Error(String(error)),
    );
    return {
      problem: {
        code: 'failed',
        message: 'It could not be recorded; try again in a while',
      },
    };
  }
}

function toRequest(
  { request, actor }: BulkCall,
  { model, now }: { model: VisibleModel; now: Date },
): OwnerChangeRequest {
  const { owner, reason, expectedOwners } = request;
  return {
    ...{ model, actor, now, reason },
    ...(owner && { owner }),
    expectedOwner: expectedOwners?.[model.modelRef],
  };
}

function toWritten(
  changes: ReadonlyMap<string, OwnershipChange | ConflictError>,
  action: string,
): Map<string, Written<OwnershipChange> | ConflictError> {
  return new Map(
    [...changes].map(([ref, change]) => [
      ref,
      change instanceof ConflictError
        ? change
        : {
            answer: change,
            happened: change.changed ? [{ feature: 'ownership', action }] : [],
          },
    ]),
  );
}

function toProblem({ message }: ConflictError): Outcome {
  return { problem: { code: 'conflict', message } };
}

function toItem(
  { modelRef, entity }: VisibleModel,
  outcome: Outcome | undefined,
): OwnerAssignmentOutcome {
  const { title } = entity.metadata;
  const named = { modelRef, ...(title && { title }) };
  if (!outcome || 'problem' in outcome) {
    return { ...named, outcome: 'refused', ...outcome };
  }
  const { changed, before, after } = outcome.change;
  return {
    ...named,
    outcome: changed ? 'changed' : 'unchanged',
    ...(before && { before }),
    ...(after && { after }),
  };
}

// It is the request as a whole that is wrong then.
function isMisusedKey(error: unknown): boolean {
  return (
    error instanceof ConflictError &&
    error.message.startsWith('Idempotency-Key:')
  );
}
