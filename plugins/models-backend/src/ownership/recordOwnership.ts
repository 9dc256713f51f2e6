import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  LedgerAct,
  LedgerAction,
  OwnershipAct,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { LockedModel } from '../database/ModelsDatabase';
import { appendLedgerEntries } from '../governance/ledgerEntries';
import {
  OwnerChangeRequest,
  OwnershipChange,
  OwnershipRequest,
  foreseeOwnerChanges,
} from './foreseeOwnerChanges';
import {
  RecordedOwner,
  recordedOwners,
  saveRecordedOwner,
  saveRecordedOwners,
} from './overlays';
import {
  StoredAct,
  findOwnershipAct,
  insertOwnershipActs,
} from './ownershipActs';

/**
 * Assigns a model to an owner, or goes back to the one that its entity declares.
 *
 * @throws `ConflictError` when somebody else owns the model than the caller expects.
 */
export async function recordOwnerChange(
  tx: Knex.Transaction,
  locked: LockedModel,
  request: OwnerChangeRequest,
): Promise<OwnershipChange> {
  const changes = await recordOwnerChanges(tx, [{ locked, request }]);
  const change = changes.get(locked.modelRef);
  if (!change || change instanceof ConflictError) {
    throw change ?? new Error(`Nothing was recorded of '${locked.modelRef}'`);
  }
  return change;
}

/**
 * Changes the owners of different models as {@link recordOwnerChange} does one, in a few
 * statements however many there are.
 *
 * @returns what came of each, by model: a conflict keeps no other one from it.
 */
export async function recordOwnerChanges(
  tx: Knex.Transaction,
  wanted: ReadonlyArray<{ locked: LockedModel; request: OwnerChangeRequest }>,
): Promise<Map<string, OwnershipChange | ConflictError>> {
  const foreseen = await foreseeOwnerChanges(
    tx,
    wanted.map(({ request }) => request),
  );
  const acts = wanted.flatMap(({ locked, request }) => {
    const { change, recorded } = foreseen.get(locked.modelRef) ?? {};
    return change?.changed
      ? [{ locked, request, change: actOf(request, change, recorded) }]
      : [];
  });
  const stored = await append(tx, acts);
  await saveRecordedOwners(
    tx,
    acts.map(({ locked, request }, i) => ({
      modelRef: locked.modelRef,
      recorded: request.owner
        ? { owner: request.owner, sequence: stored[i].sequence }
        : undefined,
    })),
  );
  return new Map(
    [...foreseen].map(([ref, { conflict, change }]) => [
      ref,
      conflict ?? change,
    ]),
  );
}

function actOf(
  { owner, model }: OwnerChangeRequest,
  { before }: OwnershipChange,
  recorded: RecordedOwner | undefined,
): ActedChange {
  return owner
    ? {
        action: 'owner-assigned',
        owner,
        previousOwner: before,
        replaced: recorded?.sequence,
      }
    : {
        action: 'owner-reverted',
        owner: model.declaredOwner,
        previousOwner: before,
      };
}

/**
 * Gives a model back to whoever owned it before, because its new owner declines it.
 *
 * @throws `ConflictError` when nobody assigned it, and `NotAllowedError` when it was not
 *   assigned to the person.
 */
export async function recordRefusal(
  tx: Knex.Transaction,
  locked: LockedModel,
  request: OwnershipRequest & {
    reason: string;
    memberOf: ReadonlySet<string>;
  },
): Promise<OwnershipChange & { assignedBy: string }> {
  const { model, memberOf } = request;
  const { modelRef } = locked;
  const recorded = (await recordedOwners(tx, [modelRef])).get(modelRef);
  const assignment =
    recorded && (await findOwnershipAct(tx, modelRef, recorded.sequence));
  if (!recorded || !assignment) {
    throw new ConflictError(
      `'${modelRef}' was not assigned to anybody: there is nothing to decline`,
    );
  }
  if (!memberOf.has(recorded.owner)) {
    throw new NotAllowedError(
      `'${modelRef}' was assigned to ${recorded.owner}; only they can decline it`,
    );
  }
  const earlier =
    assignment.replaced === undefined
      ? undefined
      : await findOwnershipAct(tx, modelRef, assignment.replaced);
  const fallback: RecordedOwner | undefined = earlier?.owner
    ? { owner: earlier.owner, sequence: earlier.sequence }
    : undefined;
  const [act] = await append(tx, [
    {
      ...{ locked, request },
      change: {
        action: 'owner-declined',
        owner: fallback?.owner ?? model.declaredOwner,
        previousOwner: recorded.owner,
      },
      details: { assignedBy: assignment.by },
    },
  ]);
  await saveRecordedOwner(tx, modelRef, fallback);
  return { ...changeOf(act), assignedBy: assignment.by };
}

interface ActedChange {
  action: Extract<LedgerAction, OwnershipAct['action']>;
  owner?: string;
  previousOwner?: string;
  replaced?: number;
}

interface ActToAppend {
  locked: LockedModel;
  request: OwnershipRequest;
  change: ActedChange;
  details?: { assignedBy: string };
}

async function append(
  tx: Knex.Transaction,
  acts: readonly ActToAppend[],
): Promise<StoredAct[]> {
  const entries = await appendLedgerEntries(
    tx,
    acts.map(act => ({ model: act.locked, act: toLedgerAct(act) })),
  );
  const stored = acts.map(({ request, change }, i): StoredAct => {
    const { model, actor, reason } = request;
    const { sequence, recordedAt } = entries[i];
    const { declaredOwner } = model;
    return {
      ...{ ...change, sequence, declaredOwner, by: actor },
      ...{ at: recordedAt, reason },
    };
  });
  await insertOwnershipActs(
    tx,
    acts.map(({ locked: { modelRef } }, i) => ({ modelRef, act: stored[i] })),
  );
  return stored;
}

function toLedgerAct({
  locked,
  request,
  change,
  details,
}: ActToAppend): LedgerAct {
  const { model, actor, now, reason } = request;
  const { action, owner, previousOwner } = change;
  return {
    modelRef: locked.modelRef,
    recordedAt: now.toISOString(),
    actor,
    action,
    body: {
      owner: owner ?? null,
      previousOwner: previousOwner ?? null,
      declaredOwner: model.declaredOwner ?? null,
      ...details,
      ...(reason !== undefined && { reason }),
    },
  };
}

function changeOf({ previousOwner, owner }: OwnershipAct): OwnershipChange {
  return {
    changed: true,
    ...(previousOwner && { before: previousOwner }),
    ...(owner && { after: owner }),
  };
}
