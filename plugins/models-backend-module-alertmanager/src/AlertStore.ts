import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  SourceProblem,
  checkKindSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { ModelAlert } from './toModelAlert';

const ALERTS = 'alertmanager_alerts';
const PROBLEMS = 'alertmanager_problems';
const INSTANCES = 'alertmanager_instances';
const PRIMARY_KEY = [
  ...['instance', 'fingerprint', 'model_ref'],
  ...['check', 'environment'],
];

/** Ended alerts are kept for as long as one of them could be told of late. */
const KEPT_ENDED_MS = 7 * 24 * 3_600_000;
const READ_AT_ONCE = 500;
const KEPT_PROBLEMS_MS = 24 * 3_600_000;
const MOST_PROBLEMS = 20;

const time = z
  .union([z.date(), z.string(), z.number()])
  .transform(value => new Date(value));

const rowSchema = z
  .object({
    fingerprint: z.string(),
    model_ref: z.string(),
    check: z.string(),
    kind: checkKindSchema,
    environment: z.string(),
    version: z.string().nullable(),
    level: z.enum(['ok', 'warning', 'critical']),
    summary: z.string(),
    starts_at: time,
    ends_at: time.nullable(),
  })
  .transform(
    (row): ModelAlert => ({
      ...{ fingerprint: row.fingerprint, modelRef: row.model_ref },
      ...{ check: row.check, kind: row.kind },
      ...(row.environment && { environment: row.environment }),
      ...(row.version && { version: row.version }),
      ...{ level: row.level, summary: row.summary, startsAt: row.starts_at },
      ...(row.ends_at && { endsAt: row.ends_at }),
    }),
  );

/** Names a check of a model. */
export type CheckPlace = Pick<ModelAlert, 'modelRef' | 'check' | 'environment'>;

/** Remembers which alerts go on, for several can be about one check. */
export class AlertStore {
  readonly #knex: Knex;

  static async create(database: DatabaseService): Promise<AlertStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@modelry/backstage-plugin-models-backend-module-alertmanager',
          'migrations',
        ),
        // The database is that of the models plugin, which has migrations of its own.
        tableName: 'alertmanager_migrations',
      });
    }
    return new AlertStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Takes alerts down; what is told late of one that has ended since changes nothing. */
  async save(
    instance: string,
    alerts: readonly ModelAlert[],
    now: Date,
  ): Promise<void> {
    // One after the other: of one alert a delivery can hold more than one.
    for (const alert of alerts) {
      await this.#knex(ALERTS)
        .insert(toRow(instance, alert, now))
        .onConflict(PRIMARY_KEY)
        .merge()
        .where(`${ALERTS}.starts_at`, '<', alert.startsAt)
        .orWhere(same =>
          same
            .where(`${ALERTS}.starts_at`, alert.startsAt)
            .whereNull(`${ALERTS}.ends_at`),
        );
    }
  }

  /**
   * Ends alerts at every check but the one that they are about now, for their labels or what
   * is made of them changed.
   *
   * @param now - where each is now; nowhere when it is about no model any more.
   * @returns the checks that they were about before.
   */
  async move(
    instance: string,
    now: ReadonlyMap<string, CheckPlace | undefined>,
    at: Date,
  ): Promise<CheckPlace[]> {
    const left: CheckPlace[] = [];
    const fingerprints = [...now.keys()];
    for (let from = 0; from < fingerprints.length; from += READ_AT_ONCE) {
      const some = fingerprints.slice(from, from + READ_AT_ONCE);
      const rows = await this.#knex(ALERTS)
        .where({ instance })
        .whereIn('fingerprint', some);
      const others = z
        .array(rowSchema)
        .parse(rows)
        .filter(row => !isSamePlace(row, now.get(row.fingerprint)));
      left.push(...others);
      for (const other of others.filter(({ endsAt }) => !endsAt)) {
        await this.#end(instance, other, at);
        await this.#openAgain(instance, other, now.get(other.fingerprint));
      }
    }
    return left;
  }

  async #end(instance: string, alert: ModelAlert, at: Date): Promise<void> {
    await this.#knex(ALERTS)
      .where({ instance, fingerprint: alert.fingerprint, ...toColumns(alert) })
      .update({ ends_at: at });
  }

  // It did not end there, although it was somewhere else meanwhile.
  async #openAgain(
    instance: string,
    { fingerprint }: ModelAlert,
    place: CheckPlace | undefined,
  ): Promise<void> {
    if (place) {
      await this.#knex(ALERTS)
        .where({ instance, fingerprint, ...toColumns(place) })
        .delete();
    }
  }

  /** All alerts that are known of a check. */
  async of(instance: string, place: CheckPlace): Promise<ModelAlert[]> {
    const rows = await this.#knex(ALERTS)
      .where({ instance, ...toColumns(place) })
      .orderBy(['starts_at', 'fingerprint']);
    return z.array(rowSchema).parse(rows);
  }

  /** The checks that alerts are known of, in the order of their names. */
  async places(instance: string): Promise<CheckPlace[]> {
    const rows = await this.#knex(ALERTS)
      .where({ instance })
      .distinct(['model_ref', 'check', 'environment'])
      .orderBy(['model_ref', 'check', 'environment']);
    return z
      .array(
        rowSchema.in
          .pick({ model_ref: true, check: true, environment: true })
          .transform(({ model_ref: modelRef, check, environment }) => ({
            ...{ modelRef, check },
            ...(environment && { environment }),
          })),
      )
      .parse(rows);
  }

  /** How many alerts go on. */
  async countOpen(instance: string): Promise<number> {
    const rows = await this.#knex(ALERTS)
      .where({ instance })
      .whereNull('ends_at')
      .select('fingerprint');
    return rows.length;
  }

  /** Notes that an Alertmanager sent something. */
  async noteHeard(instance: string, now: Date): Promise<void> {
    await this.#knex(INSTANCES)
      .insert({ instance, heard_at: now })
      .onConflict('instance')
      .merge();
  }

  /** When an Alertmanager last sent anything. */
  async heardAt(instance: string): Promise<Date | undefined> {
    const row = await this.#knex(INSTANCES).where({ instance }).first();
    return row && time.parse(row.heard_at);
  }

  /** Notes what could not be recorded; once of each topic. */
  async saveProblem(
    instance: string,
    { topic, message, remedy }: SourceProblem & { topic: string },
    now: Date,
  ): Promise<void> {
    await this.#knex(PROBLEMS)
      .insert({
        ...{ instance, topic: topic.slice(0, 255), message, remedy, at: now },
      })
      .onConflict(['instance', 'topic'])
      .merge();
  }

  /** What could not be recorded within the last day, the newest first. */
  async problems(instance: string): Promise<SourceProblem[]> {
    const rows = await this.#knex(PROBLEMS)
      .where({ instance })
      .orderBy('at', 'desc')
      .limit(MOST_PROBLEMS);
    return rows.map(({ message, remedy }) => ({ message, remedy }));
  }

  /** Forgets what nobody needs to know any more. */
  async forget(instance: string, now: Date): Promise<void> {
    const before = (millis: number) => new Date(now.getTime() - millis);
    const own = (column: string) => this.#knex.ref(`${ALERTS}.${column}`);
    await this.#knex(PROBLEMS)
      .where({ instance })
      .where('at', '<', before(KEPT_PROBLEMS_MS))
      .delete();
    await this.#knex(ALERTS)
      .where({ instance })
      .where('ends_at', '<', before(KEPT_ENDED_MS))
      // The last one of a check is what is known of it.
      .whereExists(
        this.#knex(`${ALERTS} as newer`)
          .select(this.#knex.raw('1'))
          .where({
            'newer.instance': own('instance'),
            'newer.model_ref': own('model_ref'),
            'newer.check': own('check'),
            'newer.environment': own('environment'),
          })
          .where('newer.starts_at', '>', own('starts_at')),
      )
      .delete();
  }

  /** Forgets all alerts of a model. */
  async forgetModel(instance: string, modelRef: string): Promise<void> {
    await this.#knex(ALERTS).where({ instance, model_ref: modelRef }).delete();
  }
}

function toColumns({ modelRef, check, environment = '' }: CheckPlace) {
  return { model_ref: modelRef, check, environment };
}

function isSamePlace(one: CheckPlace, other: CheckPlace | undefined): boolean {
  return (
    one.modelRef === other?.modelRef &&
    one.check === other.check &&
    one.environment === other.environment
  );
}

function toRow(instance: string, alert: ModelAlert, now: Date) {
  return {
    ...{ instance, fingerprint: alert.fingerprint, ...toColumns(alert) },
    ...{ kind: alert.kind, level: alert.level },
    version: alert.version ?? null,
    summary: alert.summary,
    starts_at: alert.startsAt,
    ends_at: alert.endsAt ?? null,
    heard_at: now,
  };
}
