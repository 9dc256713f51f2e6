import {
  Incident,
  IncidentStatus,
  checkKindSchema,
  checkResultSchema,
  incidentActSchema,
  incidentSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { TimeColumn, toIso } from '../database/columns';
import { Page, decodeCursor, toPage } from '../database/page';

/** What a person can do about an incident. */
export type IncidentActName = 'acknowledged' | 'cause' | 'retraining';

interface IncidentRow {
  id: string;
  model_ref: string;
  check_id: number;
  started_at: TimeColumn;
  ended_at: TimeColumn | null;
  worst_json: string;
  told_start: boolean | number;
  told_end: boolean | number;
  acknowledged_json: string | null;
  cause_json: string | null;
  retraining_json: string | null;
}

interface JoinedRow extends IncidentRow {
  name: string;
  environment: string;
  kind: string;
}

const worstSchema = checkResultSchema.extend({ limit: z.number().optional() });

/** The worst result of an incident, and the limit of the threshold that judged it. */
export type WorstResult = z.output<typeof worstSchema>;

/** An incident as the rules about it see it. */
export interface StoredIncident {
  id: string;
  checkId: number;
  startedAt: string;
  endedAt?: string;
  worst: WorstResult;
  toldStart: boolean;
  toldEnd: boolean;
}

function toStored(row: IncidentRow): StoredIncident {
  return {
    id: row.id,
    checkId: row.check_id,
    startedAt: toIso(row.started_at),
    ...(row.ended_at !== null && { endedAt: toIso(row.ended_at) }),
    worst: worstSchema.parse(JSON.parse(row.worst_json)),
    toldStart: Boolean(row.told_start),
    toldEnd: Boolean(row.told_end),
  };
}

function toIncident(row: JoinedRow): Incident {
  return incidentSchema.parse({
    id: row.id,
    check: row.name,
    kind: checkKindSchema.parse(row.kind),
    ...(row.environment && { environment: row.environment }),
    startedAt: toIso(row.started_at),
    ...(row.ended_at !== null && { endedAt: toIso(row.ended_at) }),
    worst: JSON.parse(row.worst_json),
    ...acts(row),
  });
}

function acts(row: IncidentRow) {
  const written = {
    acknowledged: row.acknowledged_json,
    cause: row.cause_json,
    retraining: row.retraining_json,
  };
  return Object.fromEntries(
    Object.entries(written).flatMap(([act, json]) =>
      json === null ? [] : [[act, JSON.parse(json)]],
    ),
  );
}

/** Reads the incidents of checks that were going on at or after a moment. */
export async function incidentsSince(
  knex: Knex,
  checkIds: readonly number[],
  moment: string,
): Promise<StoredIncident[]> {
  const rows = await knex<IncidentRow>('incidents')
    .whereIn('check_id', [...checkIds])
    .where(place =>
      place.whereNull('ended_at').orWhere('ended_at', '>=', new Date(moment)),
    );
  return rows.map(toStored);
}

/** Whether an incident of a check began before a moment and went on then. */
export async function isInIncident(
  knex: Knex,
  checkId: number,
  moment: string,
): Promise<boolean> {
  const at = new Date(moment);
  const found = await knex<IncidentRow>('incidents')
    .where({ check_id: checkId })
    .where('started_at', '<', at)
    .where(place => place.whereNull('ended_at').orWhere('ended_at', '>', at))
    .first('id');
  return found !== undefined;
}

/** Inserts an incident, or overwrites what is known of one; acts of people stay. */
export async function saveIncident(
  knex: Knex,
  modelRef: string,
  incident: StoredIncident,
): Promise<void> {
  const columns = {
    started_at: new Date(incident.startedAt),
    ended_at: incident.endedAt ? new Date(incident.endedAt) : null,
    worst_json: JSON.stringify(incident.worst),
    told_start: incident.toldStart,
    told_end: incident.toldEnd,
  };
  await knex('incidents')
    .insert({
      id: incident.id,
      model_ref: modelRef,
      check_id: incident.checkId,
      ...columns,
    })
    .onConflict('id')
    .merge(columns);
}

export async function removeIncidents(
  knex: Knex,
  ids: readonly string[],
): Promise<void> {
  await knex('incidents')
    .whereIn('id', [...ids])
    .delete();
}

/** Hands what people did about one incident on to the one that it was joined to. */
export async function handOnActs(
  knex: Knex,
  from: string,
  to: string,
): Promise<void> {
  const [source, target] = await Promise.all(
    [from, to].map(id => knex<IncidentRow>('incidents').where({ id }).first()),
  );
  if (source && target) {
    await knex('incidents')
      .where({ id: to })
      .update({
        acknowledged_json: target.acknowledged_json ?? source.acknowledged_json,
        cause_json: target.cause_json ?? source.cause_json,
        retraining_json: target.retraining_json ?? source.retraining_json,
      });
  }
}

export async function findIncident(
  knex: Knex,
  modelRef: string,
  id: string,
): Promise<Incident | undefined> {
  const row = await joined(knex)
    .where({ 'incidents.model_ref': modelRef, 'incidents.id': id })
    .first();
  return row && toIncident(row);
}

/** Writes down what a person did about an incident, in place of what they did before. */
export async function writeIncidentAct(
  knex: Knex,
  id: string,
  act: IncidentActName,
  written: z.output<typeof incidentActSchema>,
): Promise<void> {
  await knex('incidents')
    .where({ id })
    .update({ [`${act}_json`]: JSON.stringify(written) });
}

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Lists incidents of a model, the newest first. */
export async function listIncidents(
  knex: Knex,
  options: {
    modelRef: string;
    status?: IncidentStatus;
    limit: number;
    cursor?: string;
  },
): Promise<Page<Incident>> {
  const { modelRef, status, limit, cursor } = options;
  const query = newestFirst(joined(knex), { limit, cursor }).where({
    'incidents.model_ref': modelRef,
  });
  if (status) {
    query.where(place =>
      status === 'open'
        ? place.whereNull('ended_at')
        : place.whereNotNull('ended_at'),
    );
  }
  return toPage({
    rows: await query,
    limit,
    cursorOf: row => [toIso(row.started_at), row.id],
    toItem: toIncident,
  });
}

/** The place of an incident in lists, the newest first. */
export function incidentPlace(incident: {
  startedAt: string;
  id: string;
}): [string, string] {
  return [incident.startedAt, incident.id];
}

/** Lists the incidents that go on, of any model, the newest first. */
export async function listOpenIncidents(
  knex: Knex,
  options: { limit: number; cursor?: string },
): Promise<Page<Incident & { modelRef: string }>> {
  const rows = await newestFirst(joined(knex), options).whereNull('ended_at');
  return toPage({
    rows,
    limit: options.limit,
    cursorOf: row => [toIso(row.started_at), row.id],
    toItem: row => ({ ...toIncident(row), modelRef: row.model_ref }),
  });
}

function joined(knex: Knex) {
  return knex<JoinedRow>('incidents')
    .join('checks', 'checks.id', 'incidents.check_id')
    .select<JoinedRow[]>(
      'incidents.*',
      'checks.name',
      'checks.environment',
      'checks.kind',
    );
}

function newestFirst(
  query: ReturnType<typeof joined>,
  options: { limit: number; cursor?: string },
) {
  const after = decodeCursor(options.cursor, cursorSchema);
  if (after) {
    const [startedAt, id] = [new Date(after[0]), after[1]];
    query.where(place =>
      place
        .where('incidents.started_at', '<', startedAt)
        .orWhere(same =>
          same
            .where('incidents.started_at', startedAt)
            .where('incidents.id', '<', id),
        ),
    );
  }
  return query
    .orderBy([
      { column: 'incidents.started_at', order: 'desc' },
      { column: 'incidents.id', order: 'desc' },
    ])
    .limit(options.limit + 1);
}
