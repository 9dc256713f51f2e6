import { Knex } from 'knex';
import { TimeColumn, toIso } from '../../database/columns';
import { Ending, timesOfReminders } from './Ending';
import { isNeeded } from './requirementRows';

const BATCH = 200;

interface ExpiringRow {
  model_ref: string;
  requirement: string;
  stage: string;
  requirement_title: string;
  version: string;
  in_question: boolean | number;
  expires_at: TimeColumn;
  approvers_json: string;
  title: string;
  owner: string | null;
}

/** Sign-offs of which somebody may have to be reminded, page by page. */
export async function* signOffEndings(
  knex: Knex,
  now: Date,
): AsyncGenerator<Ending[]> {
  let after: ExpiringRow | undefined;
  do {
    const rows: ExpiringRow[] = await expiringAfter(knex, now, after);
    yield rows.map(row => toEnding(row, now));
    after = rows.length === BATCH ? rows[BATCH - 1] : undefined;
  } while (after);
}

function expiringAfter(
  knex: Knex,
  now: Date,
  after: ExpiringRow | undefined,
): Knex.QueryBuilder {
  const times = timesOfReminders(now);
  const query = knex('requirement_states as r')
    .join('fleet_models as m', 'm.model_ref', 'r.model_ref')
    .where(isNeeded)
    .where('r.expires_at', '<=', times.until)
    .where('r.expires_at', '>', times.after)
    .orderBy(['r.model_ref', 'r.stage', 'r.requirement', 'r.version'])
    .limit(BATCH)
    .select(
      ...(['r.model_ref', 'r.requirement', 'r.stage', 'r.version'] as const),
      ...(['r.expires_at', 'r.approvers_json', 'm.title', 'm.owner'] as const),
      ...(['r.in_question', 'r.title as requirement_title'] as const),
    );
  return after
    ? query.whereRaw(
        '(r.model_ref, r.stage, r.requirement, r.version) > (?, ?, ?, ?)',
        [after.model_ref, after.stage, after.requirement, after.version],
      )
    : query;
}

function toEnding(row: ExpiringRow, now: Date): Ending {
  const { model_ref, requirement, stage, version, owner } = row;
  const endsAt = toIso(row.expires_at);
  const approvers: string[] = JSON.parse(row.approvers_json);
  const verb = new Date(endsAt) <= now ? 'expired' : 'expires';
  return {
    key: { model_ref, requirement, stage, version, waiver_id: '' },
    endsAt,
    recipients: [...approvers, ...(owner ? [owner] : [])],
    title: `${row.requirement_title} of ${subjectOf(
      row,
    )} ${verb} on ${endsAt.slice(0, 10)}`,
    description: `${
      row.in_question ? '' : `Version ${version} still runs. `
    }Open a review to have it renewed; where it runs without it is shown as unsanctioned`,
  };
}

/** Whose sign-off it is; one of all versions, or in question, needs no number. */
function subjectOf(row: ExpiringRow): string {
  return row.in_question ? row.title : `version ${row.version} of ${row.title}`;
}
