import {
  BoardDeployment,
  BoardWaiver,
  ExpiringSignOff,
  enforcementSchema,
  lifecycleStageSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { toIso } from '../../database/columns';
import {
  Page,
  cursorTextSchema,
  cursorTimeSchema,
  decodeCursor,
  integerCursorSchema,
  toPage,
} from '../../database/page';
import { WaiverRow, toWaiver } from '../waivers';
import {
  MODEL_COLUMNS,
  ModelColumns,
  ModelFilter,
  narrowModels,
  toBoardModel,
} from './boardModels';
import { isNeeded } from './requirementRows';
import {
  RequirementStateRow,
  StandingWaiverRow,
  UnsanctionedRow,
} from './boardTables';

type Paging = { limit: number; cursor?: string };

/** What tells sign-offs apart that expire at the same time. */
const EXPIRING_PLACE = [
  'r.model_ref',
  'r.stage',
  'r.requirement',
  'r.version',
] as const;

const expiringCursorSchema = z.tuple([
  cursorTimeSchema,
  cursorTextSchema,
  cursorTextSchema,
  cursorTextSchema,
  cursorTextSchema,
]);

/**
 * Sign-offs that expire before a time, those that have expired included: of the versions
 * in question, and of those that run in governed environments.
 */
export async function expiringSignOffs(
  knex: Knex,
  options: ModelFilter & Paging & { until: Date },
): Promise<Page<ExpiringSignOff>> {
  const { limit, cursor } = options;
  const after = decodeCursor(cursor, expiringCursorSchema);
  const query = expiring(knex, options)
    .orderBy(['r.expires_at', ...EXPIRING_PLACE])
    .limit(limit + 1)
    .select(
      ...MODEL_COLUMNS,
      ...(['r.requirement', 'r.stage', 'r.title'] as const),
      ...(['r.version', 'r.expires_at'] as const),
    );
  if (after) {
    const [expiresAt, ...place] = after;
    query.whereRaw(
      '(r.expires_at, r.model_ref, r.stage, r.requirement, r.version) > (?, ?, ?, ?, ?)',
      [new Date(expiresAt), ...place],
    );
  }
  const rows: Array<
    ModelColumns &
      Pick<
        RequirementStateRow,
        'requirement' | 'stage' | 'title' | 'version'
      > & { expires_at: Date | number | string }
  > = await query;
  return toPage({
    rows,
    limit,
    cursorOf: row => [
      new Date(row.expires_at).getTime(),
      row.model_ref,
      row.stage,
      row.requirement,
      row.version,
    ],
    toItem: row => ({
      ...toBoardModel(row),
      ...(row.version && { version: row.version }),
      requirement: {
        id: row.requirement,
        title: row.title,
        stage: lifecycleStageSchema.parse(row.stage),
      },
      expiresAt: toIso(row.expires_at),
    }),
  });
}

export async function countExpiring(
  knex: Knex,
  options: ModelFilter & { until: Date },
): Promise<number> {
  return countRows(expiring(knex, options));
}

const waiverCursorSchema = z.tuple([cursorTimeSchema, cursorTextSchema]);

/** Waivers that nobody revoked and that have not ended, the first to end first. */
export async function listWaivers(
  knex: Knex,
  options: ModelFilter & Paging & { now: Date },
): Promise<Page<BoardWaiver>> {
  const { limit, cursor } = options;
  const after = decodeCursor(cursor, waiverCursorSchema);
  const query = waivers(knex, options)
    .orderBy(['w.until', 'w.id'])
    .limit(limit + 1)
    .select(
      ...MODEL_COLUMNS,
      'w.*',
      ...(['s.title as requirement_title', 's.void_because'] as const),
    );
  if (after) {
    query.whereRaw('(w.until, w.id) > (?, ?)', [new Date(after[0]), after[1]]);
  }
  const rows: Array<
    ModelColumns &
      WaiverRow & { requirement_title: string } & Pick<
        StandingWaiverRow,
        'void_because'
      >
  > = await query;
  return toPage({
    rows,
    limit,
    cursorOf: row => [new Date(row.until).getTime(), row.id],
    toItem: row => ({
      ...toBoardModel(row),
      requirementTitle: row.requirement_title,
      waiver: toWaiver(row),
      ...(row.void_because && { voidBecause: row.void_because }),
    }),
  });
}

export async function countWaivers(
  knex: Knex,
  options: ModelFilter & { now: Date },
): Promise<number> {
  return countRows(waivers(knex, options));
}

/** Unsanctioned deployments, the newest finding first. */
export async function standingFindings(
  knex: Knex,
  options: ModelFilter & Paging,
): Promise<Page<BoardDeployment>> {
  const { limit, cursor } = options;
  const after = decodeCursor(cursor, integerCursorSchema);
  const query = findings(knex, options)
    .orderBy('u.id', 'desc')
    .limit(limit + 1)
    .select(...MODEL_COLUMNS, 'u.*');
  if (after) {
    query.where('u.id', '<', after[0]);
  }
  const rows: Array<ModelColumns & UnsanctionedRow> = await query;
  return toPage({
    rows,
    limit,
    cursorOf: row => [row.id],
    toItem: row => ({
      ...toBoardModel(row),
      environment: row.environment,
      name: row.name,
      version: row.version,
      missing: z.array(z.string()).parse(JSON.parse(row.missing_json)),
      enforcement: enforcementSchema.parse(row.enforcement),
      ...(!row.configured && { unconfigured: true as const }),
      foundAt: toIso(row.found_at),
    }),
  });
}

export async function countFindings(
  knex: Knex,
  options: ModelFilter,
): Promise<number> {
  return countRows(findings(knex, options));
}

function expiring(
  knex: Knex,
  options: ModelFilter & { until: Date },
): Knex.QueryBuilder {
  const query = knex('requirement_states as r')
    .join('fleet_models as m', 'm.model_ref', 'r.model_ref')
    .where(isNeeded)
    .where('r.expires_at', '<=', options.until);
  return narrowModels(query, options);
}

function waivers(
  knex: Knex,
  options: ModelFilter & { now: Date },
): Knex.QueryBuilder {
  const query = knex('waivers as w')
    .join('fleet_models as m', 'm.model_ref', 'w.model_ref')
    .join('standing_waivers as s', 's.waiver_id', 'w.id')
    .whereNull('w.revoked_at')
    .where('w.until', '>', options.now);
  return narrowModels(query, options);
}

function findings(knex: Knex, options: ModelFilter): Knex.QueryBuilder {
  const query = knex('unsanctioned_deployments as u')
    .join('fleet_models as m', 'm.model_ref', 'u.model_ref')
    .whereNull('u.cleared_at');
  return narrowModels(query, options);
}

async function countRows(query: Knex.QueryBuilder): Promise<number> {
  const [row] = await query.count({ count: '*' });
  return Number(row.count);
}
