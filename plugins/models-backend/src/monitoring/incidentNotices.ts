import { describeCheck } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { IncidentNews } from './recordIncidents';

/** A beginning or an end of an incident that nobody was told of yet. */
export interface IncidentNotice {
  id: number;
  incident_id: string;
  model_ref: string;
  subject: string;
  description: string;
  is_end: boolean | number;
}

/**
 * Writes down what the owner is to be told, together with what happened.
 *
 * The newest word about an incident replaces one that was never handed over: nobody must
 * hear that something is critical after it ended.
 */
export async function writeNotices(
  tx: Knex,
  options: { modelRef: string; news: readonly IncidentNews[]; now: Date },
): Promise<void> {
  const { modelRef, news, now } = options;
  if (news.length === 0) {
    return;
  }
  await untold(tx)
    .whereIn(
      'incident_id',
      news.map(({ id }) => id),
    )
    .delete();
  await tx('incident_notices').insert(
    news.map(({ id, check, startedAt, endedAt, byThreshold = false }) => ({
      incident_id: id,
      model_ref: modelRef,
      subject: check.environment
        ? `${check.check} in ${check.environment}`
        : check.check,
      description:
        endedAt === undefined
          ? describeCheck({ ...check, status: check.latest.status }, now)
          : describeEnd({ startedAt, endedAt, byThreshold }),
      is_end: endedAt !== undefined,
    })),
  );
}

/**
 * Settles what was not yet told of an incident that was joined to a later one: that it
 * ended is still to be told when all of it is over, and was not so when it goes on.
 */
export async function joinNotices(
  tx: Knex,
  options: { from: string; to: string; isOver: boolean },
): Promise<void> {
  const { from, to, isOver } = options;
  const ofJoined = untold(tx).where({ incident_id: from });
  const own = await untold(tx).where({ incident_id: to }).first('id');
  if (isOver && own === undefined) {
    await ofJoined.update({ incident_id: to });
  } else {
    await ofJoined.delete();
  }
}

/** Reads some of what nobody was told of yet, in the order in which it happened. */
export function untoldNotices(
  knex: Knex,
  options: { after: number; limit: number; modelRef?: string },
): Promise<IncidentNotice[]> {
  const { after, limit, modelRef } = options;
  const query = untold(knex)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .select('*');
  if (modelRef) {
    query.where({ model_ref: modelRef });
  }
  return query;
}

/** Removes notices that people were told of. */
export async function removeToldNotices(knex: Knex): Promise<void> {
  await knex('incident_notices').whereNotNull('notified_at').delete();
}

function untold(knex: Knex) {
  return knex('incident_notices').whereNull('notified_at');
}

function describeEnd(options: {
  startedAt: string;
  endedAt: string;
  byThreshold: boolean;
}): string {
  const [start, end] = [options.startedAt, options.endedAt].map(shortTime);
  const text = `The incident that began ${start} ended ${end}`;
  return options.byThreshold ? `${text}, when its threshold changed` : text;
}

function shortTime(at: string): string {
  return DateTime.fromISO(at, { zone: 'utc' }).toFormat(
    "d LLL yyyy HH:mm 'UTC'",
  );
}
