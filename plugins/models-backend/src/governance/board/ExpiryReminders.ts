import { dueReminder } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelChanges } from '../../changes/ModelChanges';
import { TimeColumn, toIso } from '../../database/columns';
import { ModelsDatabase } from '../../database/ModelsDatabase';
import { Ending, EndingKey } from './Ending';
import { governanceLink } from './governanceLink';
import { signOffEndings } from './signOffEndings';
import { tellOnce } from '../../changes/tellOnce';
import { waiverEndings } from './waiverEndings';

const REMINDER_KEY = [
  'model_ref',
  'requirement',
  'stage',
  'version',
  'waiver_id',
  'expires_at',
  'days',
] as const;

type ReminderRow = EndingKey & { expires_at: TimeColumn; days: number };

/** Reminds people of sign-offs and waivers that end: once for each number of days. */
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
    for (const endings of [signOffEndings, waiverEndings]) {
      for await (const page of endings(knex, time)) {
        if (signal?.aborted) {
          return;
        }
        await this.#remind(page, time);
      }
    }
  }

  async #remind(page: readonly Ending[], now: Date): Promise<void> {
    const sent = await remindersOf(this.#options.database.knex, page);
    for (const ending of page) {
      const days = dueReminder({
        endsAt: ending.endsAt,
        now,
        sent: sent.get(keyOf(ending.key, ending.endsAt)) ?? [],
      });
      if (days !== undefined) {
        await this.#remindOnce(ending, days, now);
      }
    }
  }

  async #remindOnce(ending: Ending, days: number, now: Date): Promise<void> {
    const { knex } = this.#options.database;
    const expiresAt = new Date(ending.endsAt);
    const reminder = { ...ending.key, expires_at: expiresAt, days };
    await knex('expiry_reminders')
      .insert(reminder)
      .onConflict(REMINDER_KEY)
      .ignore();
    await tellOnce({
      ...{ knex, table: 'expiry_reminders', now },
      rows: one => one.where(reminder),
      tell: () => this.#tell(ending, days),
    });
  }

  #tell(ending: Ending, days: number): Promise<boolean> {
    const { key, recipients, title, description } = ending;
    const { model_ref: modelRef, stage, requirement, version } = key;
    return this.#options.changes.notify({
      ...{ modelRef, recipients },
      payload: {
        ...{ title, description },
        link: governanceLink(modelRef),
        severity: days > 1 ? 'normal' : 'high',
        topic: 'models.governance',
        // The next reminder of the same takes the place of this one.
        scope: [
          'models.expiry',
          ...[modelRef, stage, requirement, version],
          ...(key.waiver_id ? [key.waiver_id] : []),
        ].join('.'),
      },
    });
  }
}

async function remindersOf(
  knex: Knex,
  endings: readonly Ending[],
): Promise<Map<string, number[]>> {
  const reminders: ReminderRow[] = await knex<ReminderRow>('expiry_reminders')
    .whereIn('model_ref', [
      ...new Set(endings.map(ending => ending.key.model_ref)),
    ])
    .whereNotNull('notified_at');
  const sent = new Map<string, number[]>();
  for (const reminder of reminders) {
    const key = keyOf(reminder, toIso(reminder.expires_at));
    sent.set(key, [...(sent.get(key) ?? []), reminder.days]);
  }
  return sent;
}

function keyOf(key: EndingKey, endsAt: string): string {
  const { model_ref: modelRef, requirement, stage, version } = key;
  const { waiver_id: waiverId } = key;
  return JSON.stringify([
    ...[modelRef, requirement, stage, version, waiverId],
    endsAt,
  ]);
}
