import {
  EffectiveRequirement,
  JudgedRequirement,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { RequirementStateRow } from './boardTables';
import { deriveBoard } from './deriveBoard';

type Board = ReturnType<typeof deriveBoard>;

type Place = Pick<
  RequirementStateRow,
  'position' | 'in_question' | 'asked' | 'running'
>;

/**
 * The rows of a model in `requirement_states`: where each requirement stands for the
 * version in question, and what governed environments ask of other versions that run
 * there. No sign-off is in two rows.
 */
export function toRequirementRows(
  modelRef: string,
  { state, running, isAsked, approversOf }: Board,
): RequirementStateRow[] {
  const rowsOfRunning = running.flatMap(({ version, judged }) =>
    judged.map(item => toRow(modelRef, version, item, approversOf)),
  );
  const runs = new Set(rowsOfRunning.map(keyOf));
  const rows = new Map<string, RequirementStateRow>();
  const add = (
    row: Omit<RequirementStateRow, keyof Place>,
    place: Omit<Place, 'running'>,
  ) => {
    const key = keyOf(row);
    if (!rows.has(key)) {
      rows.set(key, { ...row, ...place, running: runs.has(key) });
    }
  };
  const positions = new Map<string, number>();
  state.verdicts.forEach((item, position) => {
    const { requirement } = item;
    positions.set(requirementKey(requirement), position);
    add(toRow(modelRef, state.version ?? '', item, approversOf), {
      ...{ position, in_question: true, asked: isAsked(requirement) },
    });
  });
  for (const row of rowsOfRunning) {
    const { requirement: id, stage } = row;
    add(row, {
      position: positions.get(requirementKey({ id, stage })) ?? 0,
      ...{ in_question: false, asked: false },
    });
  }
  return [...rows.values()];
}

/**
 * Narrows a query over `requirement_states as r` to what somebody relies on: the status
 * of the model, or an environment where the version runs.
 */
export function isNeeded(query: Knex.QueryBuilder): void {
  query.where('r.asked', true).orWhere('r.running', true);
}

function toRow(
  modelRef: string,
  version: string,
  { requirement, verdict }: JudgedRequirement,
  approversOf: Board['approversOf'],
): Omit<RequirementStateRow, keyof Place> {
  return {
    model_ref: modelRef,
    requirement: requirement.id,
    stage: requirement.stage,
    // What is good for all versions is the same sign-off, whichever of them runs.
    version: requirement.scope === 'model' ? '' : version,
    title: requirement.title,
    digest: requirement.digest,
    status: verdict.status,
    reason: verdict.reason,
    expires_at: verdict.expiresAt ? new Date(verdict.expiresAt) : null,
    review_id: verdict.reviewId ?? null,
    approvers_json: JSON.stringify(approversOf(requirement)),
  };
}

function keyOf({
  stage,
  requirement,
  version,
}: Pick<RequirementStateRow, 'stage' | 'requirement' | 'version'>): string {
  return JSON.stringify([stage, requirement, version]);
}

function requirementKey({
  id,
  stage,
}: Pick<EffectiveRequirement, 'id'> & { stage: string }): string {
  return JSON.stringify([stage, id]);
}
