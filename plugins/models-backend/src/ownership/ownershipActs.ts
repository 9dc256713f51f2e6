import {
  OWNERSHIP_ACTIONS,
  OwnerAssignment,
  OwnershipAct,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { TimeColumn, toIso, withoutNulls } from '../database/columns';
import { Page, listNewestFirst } from '../database/page';

interface OwnershipActRow {
  model_ref: string;
  sequence: number;
  action: string;
  owner: string | null;
  previous_owner: string | null;
  declared_owner: string | null;
  replaced_sequence: number | null;
  acted_by: string;
  acted_at: TimeColumn;
  reason: string | null;
}

/** A change of the owner as it is stored. */
export interface StoredAct extends OwnershipAct {
  /** The assignment that counted before, if one did. */
  replaced?: number;
}

const actionSchema = z.enum(OWNERSHIP_ACTIONS);

function toAct(row: OwnershipActRow): StoredAct {
  return {
    sequence: row.sequence,
    action: actionSchema.parse(row.action),
    ...withoutNulls({
      owner: row.owner,
      previousOwner: row.previous_owner,
      declaredOwner: row.declared_owner,
      replaced: row.replaced_sequence,
      reason: row.reason,
    }),
    by: row.acted_by,
    at: toIso(row.acted_at),
  };
}

/** What an act says about the assignment that it is. */
export function toAssignment(act: OwnershipAct): OwnerAssignment | undefined {
  const { owner, by, at, reason } = act;
  return owner === undefined
    ? undefined
    : { owner, by, at, ...(reason !== undefined && { reason }) };
}

export async function insertOwnershipAct(
  tx: Knex.Transaction,
  modelRef: string,
  act: StoredAct,
): Promise<void> {
  await tx('ownership_acts').insert({
    model_ref: modelRef,
    sequence: act.sequence,
    action: act.action,
    owner: act.owner ?? null,
    previous_owner: act.previousOwner ?? null,
    declared_owner: act.declaredOwner ?? null,
    replaced_sequence: act.replaced ?? null,
    acted_by: act.by,
    acted_at: new Date(act.at),
    reason: act.reason ?? null,
  });
}

export async function findOwnershipAct(
  knex: Knex,
  modelRef: string,
  sequence: number,
): Promise<StoredAct | undefined> {
  const row = await knex<OwnershipActRow>('ownership_acts')
    .where({ model_ref: modelRef, sequence })
    .first();
  return row && toAct(row);
}

/** The newest change of the owner of a model, whatever it was. */
export async function newestOwnershipAct(
  knex: Knex,
  modelRef: string,
): Promise<StoredAct | undefined> {
  const row = await knex<OwnershipActRow>('ownership_acts')
    .where({ model_ref: modelRef })
    .orderBy('sequence', 'desc')
    .first();
  return row && toAct(row);
}

/** Lists how the owner of a model changed, the newest first. */
export async function listOwnershipActs(
  knex: Knex,
  options: { modelRef: string; limit: number; cursor?: string },
): Promise<Page<OwnershipAct>> {
  const { modelRef, ...page } = options;
  return listNewestFirst(knex, 'ownership_acts', {
    ...page,
    where: { model_ref: modelRef },
    by: 'sequence',
    toItem: toAct,
  });
}
