import { JsonValue } from '@backstage/types';
import {
  ProjectedItem,
  projectedItem,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { TimeColumn, toIso } from '../database/columns';
import { pagesThatFit } from '../database/page';
import { DecisionRow } from './decisions';
import { ReviewRow } from './reviews';
import { WaiverRow } from './waivers';

const ROWS_AT_ONCE = 500;

/**
 * Reads the decisions, reviews and waivers of a model as they are stored, in the form in
 * which they can be compared with a ledger. Nothing is refused: what is not well-formed
 * was tampered with, and has to be named.
 */
export async function projectedRows(
  knex: Knex,
  modelRef: string,
): Promise<ProjectedItem[]> {
  const read = <TRow extends { sequence: number }>(
    table: string,
    sizeInSql: string,
    fromRow: (row: TRow) => ProjectedItem,
  ) => readTable(knex, { modelRef, table, sizeInSql, fromRow });
  // One after the other: a transaction has only one connection.
  return [
    ...(await read(
      'decisions',
      'length(comment) + length(evidence_json)',
      fromDecision,
    )),
    ...(await read('reviews', "length(coalesce(note, ''))", fromReview)),
    ...(await read('waivers', 'length(reason)', fromWaiver)),
  ];
}

// What people wrote is let go of page by page: an item only has the digest of it.
async function readTable<TRow extends { sequence: number }>(
  knex: Knex,
  options: {
    modelRef: string;
    table: string;
    sizeInSql: string;
    fromRow: (row: TRow) => ProjectedItem;
  },
): Promise<ProjectedItem[]> {
  const { modelRef, table, sizeInSql, fromRow } = options;
  const items: ProjectedItem[] = [];
  const pages = pagesThatFit<TRow>(knex, {
    ...{ rowsAtOnce: ROWS_AT_ONCE, sizeInSql },
    after: last => {
      const query = knex(table)
        .where({ model_ref: modelRef })
        .orderBy('sequence');
      return last ? query.where('sequence', '>', last.sequence) : query;
    },
  });
  for await (const rows of pages) {
    items.push(...rows.map(fromRow));
  }
  return items;
}

function fromDecision(row: DecisionRow): ProjectedItem {
  const { requirement, stage, version, decision, comment } = row;
  return projectedItem({
    ...{ kind: 'decision', id: row.id, sequence: row.sequence },
    fields: {
      ...{ requirement, stage, version, decision, comment },
      requirementDigest: row.requirement_digest,
      evidence: asJson(row.evidence_json),
      reviewId: row.review_id,
      facts: asJson(row.facts_json),
      decidedBy: row.decided_by,
      decidedAt: asTime(row.decided_at),
      ...asAct('withdrawn', [
        ...([row.withdrawn_by, row.withdrawn_at] as const),
        row.withdrawn_reason,
      ]),
    },
  });
}

function fromReview(row: ReviewRow): ProjectedItem {
  const { version, stage, status, note } = row;
  return projectedItem({
    ...{ kind: 'review', id: row.id, sequence: row.sequence },
    fields: {
      ...{ version, stage, status, note },
      openedBy: row.opened_by,
      openedAt: asTime(row.opened_at),
      ...asAct('closed', [row.closed_by, row.closed_at, row.closed_reason]),
    },
  });
}

function fromWaiver(row: WaiverRow): ProjectedItem {
  const { requirement, stage, version, reason } = row;
  return projectedItem({
    ...{ kind: 'waiver', id: row.id, sequence: row.sequence },
    fields: {
      ...{ requirement, stage, version, reason },
      requirementDigest: row.requirement_digest,
      facts: asJson(row.facts_json),
      until: asTime(row.until),
      grantedBy: row.granted_by,
      grantedAt: asTime(row.granted_at),
      ...asAct('revoked', [row.revoked_by, row.revoked_at, row.revoked_reason]),
    },
  });
}

function asAct(
  name: string,
  [by, at, reason]: readonly [string | null, TimeColumn | null, string | null],
): Record<string, string | null> {
  return {
    [`${name}.by`]: by,
    [`${name}.at`]: at === null ? null : asTime(at),
    [`${name}.reason`]: reason,
  };
}

function asTime(column: TimeColumn): string {
  try {
    return toIso(column);
  } catch {
    return String(column);
  }
}

function asJson(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
