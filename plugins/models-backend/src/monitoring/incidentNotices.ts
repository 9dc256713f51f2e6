import {
  Incident,
  describeCheck,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { EndReason, IncidentNews } from './recordIncidents';

/**
 * What a notice is about: that an incident began or ended, with an observation or because
 * its check was retired, or that somebody asks for a retraining.
 */
export type NoticeKind = 'began' | 'ended' | 'retired' | 'retraining';

/** What the owner is to be told of an incident, and was not told yet. */
export interface IncidentNotice {
  id: number;
  incident_id: string;
  model_ref: string;
  subject: string;
  description: string;
  kind: NoticeKind;
  /** Who did it, and needs no telling. */
  actor: string | null;
  link: string | null;
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
  await untoldOfCourse(tx)
    .whereIn(
      'incident_id',
      news.map(({ id }) => id),
    )
    .delete();
  await tx('incident_notices').insert(
    news.map(({ id, check, startedAt, endedAt, because }) => ({
      incident_id: id,
      model_ref: modelRef,
      subject: nameOf(check),
      ...(endedAt === undefined
        ? {
            ...{ kind: 'began', actor: null },
            description: describeCheck(
              { ...check, status: check.latest.status },
              now,
            ),
          }
        : describeEnd({ startedAt, endedAt, because })),
    })),
  );
}

/** Writes down that the owner is asked to train the model again. */
export async function writeRetrainingNotice(
  tx: Knex,
  options: {
    modelRef: string;
    incident: Incident;
    actor: string;
    comment?: string;
    /** Where it is started, if anywhere. */
    link?: string;
  },
): Promise<void> {
  const { modelRef, incident, actor, comment, link } = options;
  await tx('incident_notices').insert({
    ...{ incident_id: incident.id, model_ref: modelRef, actor },
    ...{ kind: 'retraining', subject: nameOf(incident), link: link ?? null },
    description: [
      `${incident.check} was critical`,
      ...(comment ? [comment] : []),
    ].join(': '),
  });
}

function nameOf({
  check,
  environment,
}: {
  check: string;
  environment?: string;
}) {
  return environment ? `${check} in ${environment}` : check;
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
  const ofJoined = untoldOfCourse(tx).where({ incident_id: from });
  const own = await untoldOfCourse(tx).where({ incident_id: to }).first('id');
  if (isOver && own === undefined) {
    await ofJoined.update({ incident_id: to });
  } else {
    await ofJoined.delete();
  }
  // What is left is what somebody asks for.
  await untold(tx).where({ incident_id: from }).update({ incident_id: to });
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

/** Those that say how the incident goes. */
function untoldOfCourse(knex: Knex) {
  return untold(knex).whereNot({ kind: 'retraining' });
}

function describeEnd(options: {
  startedAt: string;
  endedAt: string;
  because: EndReason | undefined;
}): { kind: NoticeKind; actor: string | null; description: string } {
  const { because } = options;
  const [start, end] = [options.startedAt, options.endedAt].map(shortTime);
  const text = `The incident that began ${start} ended ${end}`;
  if (because === undefined) {
    return { kind: 'ended', actor: null, description: text };
  }
  if (because === 'threshold-changed') {
    return {
      ...{ kind: 'ended', actor: null },
      description: `${text}, when its threshold changed`,
    };
  }
  const { retiredBy, reason } = because;
  return {
    ...{ kind: 'retired', actor: retiredBy },
    description: `${text}, for its check was retired: ${reason}`,
  };
}

function shortTime(at: string): string {
  return DateTime.fromISO(at, { zone: 'utc' }).toFormat(
    "d LLL yyyy HH:mm 'UTC'",
  );
}
