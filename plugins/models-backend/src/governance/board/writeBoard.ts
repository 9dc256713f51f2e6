import {
  RunningVersion,
  riskTierSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { toIso } from '../../database/columns';
import { ROWS_AT_ONCE, inBatches } from '../../database/inBatches';
import { FleetModelRow } from '../../fleet/FleetModelRow';
import { toFleetColumns, writeTags } from '../../fleet/fleetProjection';
import { cutText } from '../../kind/storableEntity';
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

type Board = ReturnType<typeof deriveBoard>;

interface Derived {
  sources: BoardSources;
  board: Board;
}

/**
 * Replaces the rows of models.
 *
 * @returns those of which something else was said before.
 */
export async function writeBoards(
  tx: Knex.Transaction,
  derived: readonly Derived[],
): Promise<Set<string>> {
  const refs = derived.map(({ sources }) => sources.model.modelRef);
  const rows = derived.map(({ sources, board }) => toModelRow(sources, board));
  const known = await knownRows(tx, refs);
  for (const batch of inBatches(rows, ROWS_AT_ONCE)) {
    await tx('fleet_models').insert(batch).onConflict('model_ref').merge();
  }
  const added = refs.filter(ref => !known.has(ref));
  if (added.length > 0) {
    const [{ sources }] = derived;
    await refreshMonitoring(tx, { modelRefs: added, now: sources.now });
  }
  await writeTags(
    tx,
    derived.flatMap(({ sources: { model } }, i) =>
      known.get(model.modelRef)?.entity_digest === rows[i].entity_digest
        ? []
        : [model],
    ),
  );
  await replaceRows(tx, refs, derived);
  return new Set(
    rows.flatMap(row => {
      const before = known.get(row.model_ref);
      return before && !looksAlike(before, row) ? [row.model_ref] : [];
    }),
  );
}

async function knownRows(
  tx: Knex.Transaction,
  refs: readonly string[],
): Promise<Map<string, FleetModelRow>> {
  const rows: FleetModelRow[] = await tx<FleetModelRow>('fleet_models').whereIn(
    'model_ref',
    [...refs],
  );
  return new Map(rows.map(row => [row.model_ref, row]));
}

async function replaceRows(
  tx: Knex.Transaction,
  refs: readonly string[],
  derived: readonly Derived[],
): Promise<void> {
  const each = <T>(toRows: (modelRef: string, board: Board) => T[]): T[] =>
    derived.flatMap(({ board }, i) => toRows(refs[i], board));
  await clearRows(tx, refs);
  await insert(tx, 'requirement_states', each(toRequirementRows));
  await insert(tx, 'standing_waivers', each(toWaiverRows));
  await insert(
    tx,
    'review_requirements',
    each((ref, { awaited }) => awaited.map(item => toReviewRow(ref, item))),
  );
  await insert(
    tx,
    'review_requirement_people',
    each((_, { awaited }) => awaited.flatMap(toPersonRows)),
  );
}

/** Removes all rows of a model that is in the catalog no more. */
export async function removeBoard(
  tx: Knex.Transaction,
  modelRef: string,
): Promise<void> {
  await clearRows(tx, [modelRef]);
  await tx('fleet_tags').where({ model_ref: modelRef }).delete();
  await tx('fleet_models').where({ model_ref: modelRef }).delete();
}

async function clearRows(
  tx: Knex.Transaction,
  modelRefs: readonly string[],
): Promise<void> {
  const ofModels = (table: string) =>
    tx(table).whereIn('model_ref', [...modelRefs]);
  await ofModels('requirement_states').delete();
  await ofModels('standing_waivers').delete();
  await tx('review_requirement_people')
    .whereIn('review_id', ofModels('review_requirements').select('review_id'))
    .delete();
  await ofModels('review_requirements').delete();
}

async function insert<TRow extends object>(
  tx: Knex.Transaction,
  table: string,
  rows: readonly TRow[],
): Promise<void> {
  for (const batch of inBatches(rows, ROWS_AT_ONCE)) {
    await tx(table).insert(batch);
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
    title: cutText(title, SORTED_LETTERS),
    sort_title: cutText(title.toLocaleLowerCase('en-US'), SORTED_LETTERS),
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
