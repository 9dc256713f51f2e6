import {
  Decision,
  decisionVerdictSchema,
  lifecycleStageSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { TimeColumn, groupByModel, toIso } from '../database/columns';
import {
  Page,
  decodeCursor,
  integerCursorSchema,
  toPage,
} from '../database/page';

interface DecisionRow {
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
}

const COLUMNS_BUT_COMMENT = [
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
] as const;

function toDecision(row: DecisionRow): Decision {
  return {
    id: row.id,
    requirement: row.requirement,
    requirementDigest: row.requirement_digest,
    stage: lifecycleStageSchema.parse(row.stage),
    version: row.version,
    decision: decisionVerdictSchema.parse(row.decision),
    comment: row.comment,
    decidedBy: row.decided_by,
    decidedAt: toIso(row.decided_at),
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
  });
}

/**
 * Reads what was decided about models, the newest first.
 *
 * @param options - `withoutComments` leaves the comments empty: lists of many models do
 *   not show them, and they can be long.
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
    ? (await query.select([...COLUMNS_BUT_COMMENT])).map(row => ({
        ...row,
        comment: '',
      }))
    : await query;
  return groupByModel(rows, toDecision);
}

/** Lists the decisions on a model, the newest first. */
export async function listDecisions(
  knex: Knex,
  options: { modelRef: string; limit: number; cursor?: string },
): Promise<Page<Decision>> {
  const { modelRef, limit, cursor } = options;
  const after = decodeCursor(cursor, integerCursorSchema);
  const query = knex<DecisionRow>('decisions')
    .where({ model_ref: modelRef })
    .orderBy('sequence', 'desc')
    .limit(limit + 1);
  if (after) {
    query.where('sequence', '<', after[0]);
  }
  return toPage({
    rows: await query,
    limit,
    cursorOf: row => [row.sequence],
    toItem: toDecision,
  });
}
