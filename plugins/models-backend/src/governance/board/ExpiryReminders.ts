import { dueReminder } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelChanges } from '../../changes/ModelChanges';
import { TimeColumn, toIso } from '../../database/columns';
import { ModelsDatabase } from '../../database/ModelsDatabase';
import { governanceLink } from './governanceLink';
import { isNeeded } from './requirementRows';
import { tellOnce } from './tellOnce';

const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_REMINDER_DAYS = 30;
/** Who did not hear of it by then, because nothing ran, needs no reminder of the day. */
const LATEST_REMINDER_DAYS = 7;
const BATCH = 200;

const REMINDER_KEY = [
  'model_ref',
  'requirement',
  'stage',
  'version',
  'expires_at',
  'days',
] as const;

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

interface ReminderRow {
  model_ref: string;
  requirement: string;
  stage: string;
  version: string;
  expires_at: TimeColumn;
  days: number;
}

/** Reminds approvers and owners of sign-offs that expire: once for each number of days. */
export class ExpiryReminders {
  readonly #options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** Sends the reminders that are due. */
  async send(signal?: AbortSignal): Promise<void> {
    const { database, now } = this.#options;
    const { knex } = database;
    const time = now();
    let after: ExpiringRow | undefined;
    do {
      const rows: ExpiringRow[] = await expiringAfter(knex, time, after);
      const sent = await remindersOf(knex, rows);
      for (const row of rows) {
        const days = dueReminder({
          expiresAt: toIso(row.expires_at),
          now: time,
          sent: sent.get(keyOf(row)) ?? [],
        });
        if (days !== undefined) {
          await this.#remindOnce(row, days, time);
        }
      }
      after = rows.length === BATCH ? rows[BATCH - 1] : undefined;
    } while (after && !signal?.aborted);
  }

  async #remindOnce(row: ExpiringRow, days: number, now: Date): Promise<void> {
    const { knex } = this.#options.database;
    const reminder = {
      model_ref: row.model_ref,
      requirement: row.requirement,
      stage: row.stage,
      version: row.version,
      expires_at: new Date(row.expires_at),
      days,
    };
    await knex('expiry_reminders')
      .insert(reminder)
      .onConflict(REMINDER_KEY)
      .ignore();
    await tellOnce({
      ...{ knex, table: 'expiry_reminders', now },
      rows: one => one.where(reminder),
      tell: () => this.#remind(row, days),
    });
  }

  #remind(row: ExpiringRow, days: number): Promise<boolean> {
    const approvers: string[] = JSON.parse(row.approvers_json);
    const day = toIso(row.expires_at).slice(0, 10);
    const isOver = new Date(row.expires_at) <= this.#options.now();
    return this.#options.changes.notify({
      modelRef: row.model_ref,
      recipients: [...approvers, ...(row.owner ? [row.owner] : [])],
      payload: {
        title: `${row.requirement_title} of ${subjectOf(row)} ${
          isOver ? 'expired' : 'expires'
        } on ${day}`,
        description: `${
          row.in_question ? '' : `Version ${row.version} still runs. `
        }Open a review to have it renewed; where it runs without it is shown as unsanctioned`,
        link: governanceLink(row.model_ref),
        severity: days > 1 ? 'normal' : 'high',
        topic: 'models.governance',
        // The next reminder of the same sign-off takes the place of this one.
        scope: ['models.expiry', ...placeOf(row)].join('.'),
      },
    });
  }
}

function expiringAfter(
  knex: Knex,
  now: Date,
  after: ExpiringRow | undefined,
): Knex.QueryBuilder {
  const at = (days: number) => new Date(now.getTime() + days * DAY_MS);
  const query = knex('requirement_states as r')
    .join('governed_models as m', 'm.model_ref', 'r.model_ref')
    .where(isNeeded)
    .where('r.expires_at', '<=', at(FIRST_REMINDER_DAYS))
    .where('r.expires_at', '>', at(-LATEST_REMINDER_DAYS))
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
        placeOf(after),
      )
    : query;
}

async function remindersOf(
  knex: Knex,
  rows: readonly ExpiringRow[],
): Promise<Map<string, number[]>> {
  const reminders: ReminderRow[] = await knex<ReminderRow>('expiry_reminders')
    .whereIn('model_ref', [...new Set(rows.map(row => row.model_ref))])
    .whereNotNull('notified_at');
  const sent = new Map<string, number[]>();
  for (const reminder of reminders) {
    const key = keyOf(reminder);
    sent.set(key, [...(sent.get(key) ?? []), reminder.days]);
  }
  return sent;
}

type Place = Pick<
  ReminderRow,
  'model_ref' | 'stage' | 'requirement' | 'version'
>;

/** Whose sign-off it is; one of all versions, or in question, needs no number. */
function subjectOf(row: ExpiringRow): string {
  return row.in_question ? row.title : `version ${row.version} of ${row.title}`;
}

function placeOf(row: Place): string[] {
  return [row.model_ref, row.stage, row.requirement, row.version];
}

function keyOf(row: Place & Pick<ReminderRow, 'expires_at'>): string {
  return JSON.stringify([...placeOf(row), toIso(row.expires_at)]);
}
