import {
  OWNERSHIP_ACTIONS,
  OwnerAssignment,
  OwnershipAct,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { TimeColumn, toIso, withoutNulls } from '../database/columns';
import { ROWS_AT_ONCE, inBatches } from '../database/inBatches';
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

/** Stores what changed the owner of models, in a few statements however many there are. */
export async function insertOwnershipActs(
  tx: Knex.Transaction,
  acts: ReadonlyArray<{ modelRef: string; act: StoredAct }>,
): Promise<void> {
  const rows = acts.map(({ modelRef, act }) => ({
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
  }));
  for (const batch of inBatches(rows, ROWS_AT_ONCE)) {
    await tx('ownership_acts').insert(batch);
  }
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

/** The newest change of the owner of each of some models, whatever it was. */
export async function newestOwnershipActs(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Map<string, StoredAct>> {
  const rows = await knex<OwnershipActRow>('ownership_acts').whereIn(
    ['model_ref', 'sequence'],
    knex('ownership_acts')
      .whereIn('model_ref', [...modelRefs])
      .groupBy('model_ref')
      .select('model_ref')
      .max('sequence'),
  );
  return new Map(rows.map(row => [row.model_ref, toAct(row)]));
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
