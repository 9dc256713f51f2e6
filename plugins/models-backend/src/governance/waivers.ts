import {
  Act,
  Waiver,
  lifecycleStageSchema,
  modelFactsSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import {
  TimeColumn,
  groupByModel,
  toIso,
  withoutNulls,
} from '../database/columns';
import { Page, listNewestFirst } from '../database/page';
import { toAct } from './acts';

/** A waiver as it is stored. */
export interface WaiverRow {
  id: string;
  model_ref: string;
  sequence: number;
  requirement: string;
  requirement_digest: string;
  stage: string;
  version: string | null;
  facts_json: string;
  reason: string;
  until: TimeColumn;
  granted_by: string;
  granted_at: TimeColumn;
  revoked_by: string | null;
  revoked_at: TimeColumn | null;
  revoked_reason: string | null;
}

/** Reads a stored waiver. */
export function toWaiver(row: WaiverRow): Waiver {
  const { version } = row;
  return {
    id: row.id,
    requirement: row.requirement,
    requirementDigest: row.requirement_digest,
    stage: lifecycleStageSchema.parse(row.stage),
    ...withoutNulls({ version }),
    facts: modelFactsSchema.parse(JSON.parse(row.facts_json)),
    reason: row.reason,
    until: toIso(row.until),
    grantedBy: row.granted_by,
    grantedAt: toIso(row.granted_at),
    sequence: row.sequence,
    ...toAct('revoked', {
      by: row.revoked_by,
      at: row.revoked_at,
      reason: row.revoked_reason,
    }),
  };
}

export async function insertWaiver(
  knex: Knex,
  modelRef: string,
  waiver: Waiver,
): Promise<void> {
  await knex('waivers').insert({
    id: waiver.id,
    model_ref: modelRef,
    sequence: waiver.sequence,
    requirement: waiver.requirement,
    requirement_digest: waiver.requirementDigest,
    stage: waiver.stage,
    version: waiver.version ?? null,
    facts_json: JSON.stringify(waiver.facts),
    reason: waiver.reason,
    until: new Date(waiver.until),
    granted_by: waiver.grantedBy,
    granted_at: new Date(waiver.grantedAt),
  });
}

/** Writes down that a waiver was ended before its time. */
export async function markRevoked(
  knex: Knex,
  id: string,
  revoked: Act,
): Promise<void> {
  await knex('waivers')
    .where({ id })
    .update({
      revoked_by: revoked.by,
      revoked_at: new Date(revoked.at),
      revoked_reason: revoked.reason,
    });
}

export async function findWaiver(
  knex: Knex,
  modelRef: string,
  id: string,
): Promise<Waiver | undefined> {
  const row = await knex<WaiverRow>('waivers')
    .where({ model_ref: modelRef, id })
    .first();
  return row && toWaiver(row);
}

/** Reads the waivers of models, the newest first. */
export async function waiversByModel(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Map<string, Waiver[]>> {
  const rows = await knex<WaiverRow>('waivers')
    .whereIn('model_ref', [...modelRefs])
    .orderBy('sequence', 'desc');
  return groupByModel(rows, toWaiver);
}

/** Lists the waivers of a model, the newest first. */
export async function listWaivers(
  knex: Knex,
  options: { modelRef: string; limit: number; cursor?: string },
): Promise<Page<Waiver>> {
  const { modelRef, ...page } = options;
  return listNewestFirst(knex, 'waivers', {
    ...page,
    where: { model_ref: modelRef },
    by: 'sequence',
    toItem: toWaiver,
  });
}
