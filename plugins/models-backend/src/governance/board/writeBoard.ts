import {
  RunningVersion,
  riskTierSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { toIso } from '../../database/columns';
import { FleetModelRow } from '../../fleet/FleetModelRow';
import { toFleetColumns, writeTags } from '../../fleet/fleetProjection';
import { systemOf } from '../../kind/systemOf';
import { refreshMonitoring } from '../../monitoring/modelBadness';
import {
  ReviewRequirementPersonRow,
  ReviewRequirementRow,
  StandingWaiverRow,
} from './boardTables';
import {
  Awaited,
  BoardSources,
  deriveBoard,
  sourceDigest,
} from './deriveBoard';
import { toRequirementRows } from './requirementRows';

/** No title is sorted by more of its letters. */
const SORTED_LETTERS = 255;

/** Rows in one statement: few enough for the bound values that a database takes. */
const BATCH = 50;

type Board = ReturnType<typeof deriveBoard>;

/**
 * Replaces the rows of a model.
 *
 * @returns whether something else was said of it before.
 */
export async function writeBoard(
  tx: Knex.Transaction,
  sources: BoardSources,
  board: Board,
): Promise<boolean> {
  const { modelRef } = sources.model;
  const row = toModelRow(sources, board);
  const known = await tx<FleetModelRow>('fleet_models')
    .where({ model_ref: modelRef })
    .first();
  await tx('fleet_models').insert(row).onConflict('model_ref').merge();
  if (!known) {
    await refreshMonitoring(tx, { modelRef, now: sources.now });
  }
  if (known?.entity_digest !== row.entity_digest) {
    await writeTags(tx, sources.model);
  }
  await clearRows(tx, modelRef);
  await insert(tx, 'requirement_states', toRequirementRows(modelRef, board));
  await insert(tx, 'standing_waivers', toWaiverRows(modelRef, board));
  await insert(
    tx,
    'review_requirements',
    board.awaited.map(item => toReviewRow(modelRef, item)),
  );
  await insert(
    tx,
    'review_requirement_people',
    board.awaited.flatMap(toPersonRows),
  );
  return known !== undefined && !looksAlike(known, row);
}

/** Removes all rows of a model that is in the catalog no more. */
export async function removeBoard(
  tx: Knex.Transaction,
  modelRef: string,
): Promise<void> {
  await clearRows(tx, modelRef);
  await tx('fleet_tags').where({ model_ref: modelRef }).delete();
  await tx('fleet_models').where({ model_ref: modelRef }).delete();
}

async function clearRows(
  tx: Knex.Transaction,
  modelRef: string,
): Promise<void> {
  await tx('requirement_states').where({ model_ref: modelRef }).delete();
  await tx('standing_waivers').where({ model_ref: modelRef }).delete();
  await tx('review_requirement_people')
    .whereIn(
      'review_id',
      tx('review_requirements')
        .where({ model_ref: modelRef })
        .select('review_id'),
    )
    .delete();
  await tx('review_requirements').where({ model_ref: modelRef }).delete();
}

async function insert<TRow extends object>(
  tx: Knex.Transaction,
  table: string,
  rows: readonly TRow[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) {
    await tx(table).insert(rows.slice(start, start + BATCH));
  }
}

function toModelRow(
  { model, config, now }: BoardSources,
  { state, running, nextChangeAt }: Board,
): FleetModelRow {
  const { modelRef, entity, owner } = model;
  const title = entity.metadata.title ?? entity.metadata.name;
  return {
    model_ref: modelRef,
    title: title.slice(0, SORTED_LETTERS),
    sort_title: title.toLocaleLowerCase('en-US').slice(0, SORTED_LETTERS),
    owner: owner ?? null,
    system: systemOf(model) ?? null,
    ...toFleetColumns(model),
    risk_tier: riskTierSchema.safeParse(entity.spec.riskTier).data ?? null,
    stage: state.lifecycle.stage,
    version: state.version ?? null,
    sign_off: state.signOff,
    unsanctioned: state.unsanctioned.length,
    running_json: JSON.stringify(toRunning(running)),
    entity_digest: sourceDigest({ model, config }),
    next_change_at: nextChangeAt ? new Date(nextChangeAt) : null,
    computed_at: now,
  };
}

// Of what needs no sign-off where it runs there is nothing to say.
function toRunning(running: readonly RunningVersion[]) {
  return running
    .filter(({ judged }) => judged.length > 0)
    .map(({ version, environment, sanctioned, waived }) => ({
      ...{ version, environment, sanctioned },
      ...(waived && { waived }),
    }));
}

function toWaiverRows(
  modelRef: string,
  { waivers, approversOf }: Board,
): StandingWaiverRow[] {
  return waivers.map(({ waiver, requirement, voidBecause, isNeeded }) => ({
    waiver_id: waiver.id,
    model_ref: modelRef,
    title: requirement?.title ?? waiver.requirement,
    void_because: voidBecause ?? null,
    needed: isNeeded,
    approvers_json: JSON.stringify(requirement ? approversOf(requirement) : []),
  }));
}

function toReviewRow(
  modelRef: string,
  { review, requirement, verdict }: Awaited,
): ReviewRequirementRow {
  return {
    review_id: review.id,
    model_ref: modelRef,
    requirement: requirement.id,
    stage: requirement.stage,
    title: requirement.title,
    status: verdict.status,
    reason: verdict.reason,
  };
}

function toPersonRows({
  review,
  requirement: { id, stage },
  approvers,
  excluded,
}: Awaited): ReviewRequirementPersonRow[] {
  const key = { review_id: review.id, requirement: id, stage };
  return [
    ...approvers.map(ref => ({ ...key, entity_ref: ref, may_decide: true })),
    ...excluded.map(ref => ({ ...key, entity_ref: ref, may_decide: false })),
  ];
}

// The rest either follows from these, or nobody looks at it between two requests.
function looksAlike(known: FleetModelRow, row: FleetModelRow): boolean {
  const at = (time: FleetModelRow['next_change_at']) => time && toIso(time);
  return (
    known.sign_off === row.sign_off &&
    known.unsanctioned === row.unsanctioned &&
    known.running_json === row.running_json &&
    known.stage === row.stage &&
    known.version === row.version &&
    known.entity_digest === row.entity_digest &&
    at(known.next_change_at) === at(row.next_change_at)
  );
}
