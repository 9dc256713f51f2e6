import { Knex } from 'knex';
import { toIso } from '../../database/columns';
import { WaiverRow } from '../waivers';
import { Ending, timesOfReminders } from './Ending';

const BATCH = 200;

type EndingRow = Pick<
  WaiverRow,
  | 'id'
  | 'model_ref'
  | 'requirement'
  | 'stage'
  | 'version'
  | 'until'
  | 'granted_by'
> & {
  requirement_title: string;
  approvers_json: string;
  title: string;
  owner: string | null;
};

/** Waivers of which somebody may have to be reminded, page by page. */
export async function* waiverEndings(
  knex: Knex,
  now: Date,
): AsyncGenerator<Ending[]> {
  let after: string | undefined = '';
  while (after !== undefined) {
    const rows: EndingRow[] = await endingAfter(knex, now, after);
    yield rows.map(row => toEnding(row, now));
    after = rows[BATCH - 1]?.id;
  }
}

function endingAfter(knex: Knex, now: Date, after: string): Knex.QueryBuilder {
  const times = timesOfReminders(now);
  return (
    knex('waivers as w')
      .join('standing_waivers as s', 's.waiver_id', 'w.id')
      .join('fleet_models as m', 'm.model_ref', 'w.model_ref')
      // Where something else counts as well, its end makes no difference.
      .where('s.needed', true)
      .whereNull('w.revoked_at')
      .where('w.until', '<=', times.until)
      .where('w.until', '>', times.after)
      .where('w.id', '>', after)
      .orderBy('w.id')
      .limit(BATCH)
      .select(
        ...(['w.id', 'w.model_ref', 'w.requirement', 'w.stage'] as const),
        ...(['w.version', 'w.until', 'w.granted_by'] as const),
        ...(['s.title as requirement_title', 's.approvers_json'] as const),
        ...(['m.title', 'm.owner'] as const),
      )
  );
}

function toEnding(row: EndingRow, now: Date): Ending {
  const { model_ref, requirement, stage, title, owner } = row;
  const endsAt = toIso(row.until);
  const approvers: string[] = JSON.parse(row.approvers_json);
  const subject =
    row.version === null ? title : `version ${row.version} of ${title}`;
  return {
    key: {
      ...{ model_ref, requirement, stage },
      ...{ version: row.version ?? '', waiver_id: row.id },
    },
    endsAt,
    recipients: [
      ...new Set([...approvers, ...(owner ? [owner] : []), row.granted_by]),
    ],
    title: `The waiver of ${row.requirement_title} for ${subject} ${
      new Date(endsAt) <= now ? 'ended' : 'ends'
    } on ${endsAt.slice(0, 10)}`,
    description:
      'Open a review to get the sign-off; where it runs without it is shown as unsanctioned',
  };
}
