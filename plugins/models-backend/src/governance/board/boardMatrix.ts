import {
  BoardQuery,
  BoardRow,
  lifecycleStageSchema,
  modelSignOffStatusSchema,
  runningVersionSchema,
  signOffStatusSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { groupByModel, toIso } from '../../database/columns';
import {
  Page,
  cursorTextSchema,
  decodeCursor,
  toPage,
} from '../../database/page';
import { FleetModelRow } from '../../fleet/FleetModelRow';
import {
  MODEL_COLUMNS,
  ModelColumns,
  ModelFilter,
  narrowModels,
  toBoardModel,
} from './boardModels';
import { RequirementStateRow } from './boardTables';

type MatrixRow = ModelColumns &
  Pick<
    FleetModelRow,
    | 'sort_title'
    | 'stage'
    | 'version'
    | 'sign_off'
    | 'unsanctioned'
    | 'running_json'
  >;

const runningSchema = z.array(runningVersionSchema);

const cursorSchema = z.tuple([cursorTextSchema, cursorTextSchema]);

/** The models that need a sign-off, each with its requirements, by title. */
export async function boardMatrix(
  knex: Knex,
  options: ModelFilter &
    Pick<BoardQuery, 'requirement' | 'status' | 'limit' | 'cursor'>,
): Promise<Page<BoardRow>> {
  const { requirement, status, limit, cursor } = options;
  const after = decodeCursor(cursor, cursorSchema);
  const query = narrowModels(knex('fleet_models as m'), options)
    .whereNot('m.sign_off', 'not-required')
    .orderBy(['m.sort_title', 'm.model_ref'])
    .limit(limit + 1)
    .select(
      ...MODEL_COLUMNS,
      ...(['m.sort_title', 'm.stage', 'm.version'] as const),
      ...(['m.sign_off', 'm.unsanctioned', 'm.running_json'] as const),
    );
  if (requirement !== undefined || status !== undefined) {
    query.whereIn(
      'm.model_ref',
      knex('requirement_states')
        .where({
          in_question: true,
          asked: true,
          ...(requirement !== undefined && { requirement }),
          ...(status !== undefined && { status }),
        })
        .select('model_ref'),
    );
  }
  if (after) {
    query.whereRaw('(m.sort_title, m.model_ref) > (?, ?)', [...after]);
  }
  const rows: MatrixRow[] = await query;
  const requirements = await requirementsOf(knex, rows.slice(0, limit));
  return toPage({
    rows,
    limit,
    cursorOf: row => [row.sort_title, row.model_ref],
    toItem: row => toBoardRow(row, requirements.get(row.model_ref) ?? []),
  });
}

type Requirement = BoardRow['requirements'][number];

async function requirementsOf(
  knex: Knex,
  rows: readonly MatrixRow[],
): Promise<Map<string, Requirement[]>> {
  const states: RequirementStateRow[] = await knex<RequirementStateRow>(
    'requirement_states',
  )
    .where({ in_question: true, asked: true })
    .whereIn(
      'model_ref',
      rows.map(row => row.model_ref),
    )
    .orderBy(['model_ref', 'position']);
  return groupByModel(states, state => ({
    id: state.requirement,
    title: state.title,
    stage: lifecycleStageSchema.parse(state.stage),
    status: signOffStatusSchema.parse(state.status),
    reason: state.reason,
    ...(state.expires_at !== null && { expiresAt: toIso(state.expires_at) }),
  }));
}

function toBoardRow(row: MatrixRow, requirements: Requirement[]): BoardRow {
  const running = runningSchema.parse(JSON.parse(row.running_json));
  return {
    ...toBoardModel(row),
    stage: lifecycleStageSchema.parse(row.stage),
    ...(row.version !== null && { version: row.version }),
    signOff: modelSignOffStatusSchema.parse(row.sign_off),
    unsanctioned: row.unsanctioned,
    ...(running.length > 0 && { running }),
    requirements,
  };
}
