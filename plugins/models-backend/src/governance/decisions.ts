import {
  Act,
  Decision,
  decisionVerdictSchema,
  evidenceSchema,
  lifecycleStageSchema,
  modelFactsSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { TimeColumn, groupByModel, toIso } from '../database/columns';
import { Page, listNewestFirst } from '../database/page';
import { toAct } from './acts';

/** A decision as it is stored. */
export interface DecisionRow {
  id: string;
  model_ref: string;
  sequence: number;
  requirement: string;
  requirement_digest: string;
  stage: string;
  version: string;
  decision: string;
  comment: string;
  decided_by: string;
  decided_at: TimeColumn;
  review_id: string;
  evidence_json: string;
  facts_json: string;
  withdrawn_by: string | null;
  withdrawn_at: TimeColumn | null;
  withdrawn_reason: string | null;
}

/** All but what people wrote, which can be long. */
const SHORT_COLUMNS = [
  'id',
  'model_ref',
  'sequence',
  'requirement',
  'requirement_digest',
  'stage',
  'version',
  'decision',
  'decided_by',
  'decided_at',
  'review_id',
  'facts_json',
  'withdrawn_by',
  'withdrawn_at',
] as const;

/** How long what people wrote in a decision is, in SQL. */
export const TEXT_SIZE =
  'length(comment) + length(evidence_json) + coalesce(length(withdrawn_reason), 0)';

const evidenceListSchema = z.array(evidenceSchema);

/** Reads the stored evidence of a decision. */
export function readEvidence(
  row: Pick<DecisionRow, 'evidence_json'>,
): Decision['evidence'] {
  return evidenceListSchema.parse(JSON.parse(row.evidence_json));
}

function toDecision(row: DecisionRow): Decision {
  return {
    id: row.id,
    requirement: row.requirement,
    requirementDigest: row.requirement_digest,
    stage: lifecycleStageSchema.parse(row.stage),
    version: row.version,
    decision: decisionVerdictSchema.parse(row.decision),
    comment: row.comment,
    evidence: readEvidence(row),
    reviewId: row.review_id,
    facts: modelFactsSchema.parse(JSON.parse(row.facts_json)),
    decidedBy: row.decided_by,
    decidedAt: toIso(row.decided_at),
    ...toAct('withdrawn', {
      by: row.withdrawn_by,
      at: row.withdrawn_at,
      reason: row.withdrawn_reason,
    }),
    sequence: row.sequence,
  };
}

export async function insertDecision(
  knex: Knex,
  modelRef: string,
  decision: Decision,
): Promise<void> {
  await knex('decisions').insert({
    id: decision.id,
    model_ref: modelRef,
    sequence: decision.sequence,
    requirement: decision.requirement,
    requirement_digest: decision.requirementDigest,
    stage: decision.stage,
    version: decision.version,
    decision: decision.decision,
    comment: decision.comment,
    decided_by: decision.decidedBy,
    decided_at: new Date(decision.decidedAt),
    review_id: decision.reviewId,
    evidence_json: JSON.stringify(decision.evidence),
    facts_json: JSON.stringify(decision.facts),
  });
}

/** Writes down that a decision was taken back. */
export async function markWithdrawn(
  knex: Knex,
  id: string,
  withdrawn: Act,
): Promise<void> {
  await knex('decisions')
    .where({ id })
    .update({
      withdrawn_by: withdrawn.by,
      withdrawn_at: new Date(withdrawn.at),
      withdrawn_reason: withdrawn.reason,
    });
}

export async function findDecision(
  knex: Knex,
  modelRef: string,
  id: string,
): Promise<Decision | undefined> {
  const row = await knex<DecisionRow>('decisions')
    .where({ model_ref: modelRef, id })
    .first();
  return row && toDecision(row);
}

/**
 * Reads what was decided about models, the newest first.
 *
 * @param options - `withoutComments` leaves comments, evidence and reasons empty: lists of
 *   many models do not show them, and they can be long.
 */
export async function decisionsByModel(
  knex: Knex,
  modelRefs: readonly string[],
  options: { withoutComments?: boolean } = {},
): Promise<Map<string, Decision[]>> {
  const query = knex<DecisionRow>('decisions')
    .whereIn('model_ref', [...modelRefs])
    .orderBy('sequence', 'desc');
  const rows: DecisionRow[] = options.withoutComments
    ? (await query.select([...SHORT_COLUMNS])).map(row => ({
        ...row,
        ...{ comment: '', evidence_json: '[]', withdrawn_reason: '' },
      }))
    : await query;
  return groupByModel(rows, toDecision);
}

/** The reviews of a model in which somebody decided something. */
export async function reviewsWithDecisions(
  knex: Knex,
  modelRef: string,
): Promise<Array<{ reviewId: string }>> {
  const rows: Array<{ review_id: string }> = await knex('decisions')
    .where({ model_ref: modelRef })
    .distinct('review_id');
  return rows.map(row => ({ reviewId: row.review_id }));
}

/**
 * Lists the decisions on a model, the newest first. Where people wrote much, a page ends
 * before its limit.
 */
export async function listDecisions(
  knex: Knex,
  options: { modelRef: string; limit: number; cursor?: string },
): Promise<Page<Decision>> {
  const { modelRef, ...page } = options;
  return listNewestFirst(knex, 'decisions', {
    ...page,
    where: { model_ref: modelRef },
    by: 'sequence',
    sizeInSql: TEXT_SIZE,
    toItem: toDecision,
  });
}
