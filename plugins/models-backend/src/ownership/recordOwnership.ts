import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  LedgerAction,
  OwnershipAct,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { LockedModel } from '../database/ModelsDatabase';
import { appendLedgerEntry } from '../governance/ledgerEntries';
import { VisibleModel } from '../kind/ModelAccess';
import { RecordedOwner, recordedOwners, saveRecordedOwner } from './overlays';
import {
  StoredAct,
  findOwnershipAct,
  insertOwnershipAct,
  newestOwnershipAct,
} from './ownershipActs';

/** Somebody who changes the owner of a model. */
export interface OwnershipRequest {
  model: VisibleModel;
  actor: string;
  now: Date;
  reason?: string;
  /** Who owns it as far as the caller knows; null for nobody. */
  expectedOwner?: string | null;
}

/** What came of a change of the owner. */
export interface OwnershipChange {
  changed: boolean;
  before?: string;
  after?: string;
}

/**
 * Assigns a model to an owner.
 *
 * @throws `ConflictError` when somebody else owns the model than the caller expects.
 */
export async function recordAssignment(
  tx: Knex.Transaction,
  locked: LockedModel,
  request: OwnershipRequest & { owner: string },
): Promise<OwnershipChange> {
  const { owner } = request;
  const standing = await readStanding(tx, request);
  await assertExpected(tx, request, standing.before);
  if (standing.before === owner) {
    return unchanged(standing.before);
  }
  const act = await append(tx, locked, request, {
    action: 'owner-assigned',
    owner,
    previousOwner: standing.before,
    replaced: standing.recorded?.sequence,
  });
  await saveRecordedOwner(tx, locked.modelRef, {
    owner,
    sequence: act.sequence,
  });
  return changeOf(act);
}

/**
 * Goes back to the owner that the entity declares.
 *
 * @throws `ConflictError` when somebody else owns the model than the caller expects.
 */
export async function recordReversion(
  tx: Knex.Transaction,
  locked: LockedModel,
  request: OwnershipRequest,
): Promise<OwnershipChange> {
  const { before, recorded } = await readStanding(tx, request);
  await assertExpected(tx, request, before);
  if (!recorded) {
    return unchanged(before);
  }
  const act = await append(tx, locked, request, {
    action: 'owner-reverted',
    owner: request.model.declaredOwner,
    previousOwner: before,
  });
  await saveRecordedOwner(tx, locked.modelRef, undefined);
  return changeOf(act);
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
  const { recorded } = await readStanding(tx, request);
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
  const act = await append(
    tx,
    locked,
    request,
    {
      action: 'owner-declined',
      owner: fallback?.owner ?? model.declaredOwner,
      previousOwner: recorded.owner,
    },
    { assignedBy: assignment.by },
  );
  await saveRecordedOwner(tx, modelRef, fallback);
  return { ...changeOf(act), assignedBy: assignment.by };
}

async function readStanding(tx: Knex, { model }: OwnershipRequest) {
  const { modelRef, declaredOwner } = model;
  const recorded = (await recordedOwners(tx, [modelRef])).get(modelRef);
  return { recorded, before: recorded?.owner ?? declaredOwner };
}

/**
 * Refuses a change of somebody who saw another owner than there is now.
 *
 * @throws `ConflictError` that says who changed it meanwhile.
 */
export async function assertExpected(
  knex: Knex,
  request: Pick<OwnershipRequest, 'model' | 'expectedOwner'>,
  owner: string | undefined,
): Promise<void> {
  const { model, expectedOwner } = request;
  if (expectedOwner === undefined || (expectedOwner ?? undefined) === owner) {
    return;
  }
  const newest = await newestOwnershipAct(knex, model.modelRef);
  const how = newest ? `${explain(newest)}. ` : '';
  throw new ConflictError(
    `body.expectedOwner: '${model.modelRef}' is not owned by ${
      expectedOwner ?? 'nobody'
    } any more but by ${
      owner ?? 'nobody'
    }. ${how}Look at it again and decide then`,
  );
}

function explain({ action, by, at, owner, reason }: OwnershipAct): string {
  const said = reason ? `: “${reason}”` : '';
  switch (action) {
    case 'owner-assigned':
      return `${by} assigned it to ${owner} on ${at}${said}`;
    case 'owner-declined':
      return `${by} declined it on ${at}${said}`;
    default:
      return `${by} gave it back to its declared owner on ${at}${said}`;
  }
}

async function append(
  tx: Knex.Transaction,
  locked: LockedModel,
  request: OwnershipRequest,
  change: {
    action: Extract<LedgerAction, OwnershipAct['action']>;
    owner?: string;
    previousOwner?: string;
    replaced?: number;
  },
  details: { assignedBy?: string } = {},
): Promise<StoredAct> {
  const { model, actor, now, reason } = request;
  const { action, owner, previousOwner, replaced } = change;
  const entry = await appendLedgerEntry(tx, {
    model: locked,
    act: {
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
    },
  });
  const act: StoredAct = {
    sequence: entry.sequence,
    action,
    owner,
    previousOwner,
    declaredOwner: model.declaredOwner,
    replaced,
    by: actor,
    at: entry.recordedAt,
    reason,
  };
  await insertOwnershipAct(tx, locked.modelRef, act);
  return act;
}

function changeOf({ previousOwner, owner }: OwnershipAct): OwnershipChange {
  return {
    changed: true,
    ...(previousOwner && { before: previousOwner }),
    ...(owner && { after: owner }),
  };
}

function unchanged(owner: string | undefined): OwnershipChange {
  return { changed: false, ...(owner && { before: owner, after: owner }) };
}
