import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { z } from 'zod';

const TABLE = 'modelry_told_versions';
const DAY_MS = 24 * 60 * 60 * 1_000;
const IN_ONE_STATEMENT = 500;

const rowSchema = z.object({
  model_ref: z.string(),
  digests_json: z
    .string()
    .transform(json =>
      z.record(z.string(), z.string()).parse(JSON.parse(json)),
    ),
  told_at: z
    .union([z.date(), z.string(), z.number()])
    .transform(value => new Date(value)),
});

/** Digests of what was told of the versions of a model, by version. */
export type Digests = Record<string, string>;

/** What was told of a model, and since when it counts. */
export interface Told {
  digests: Digests;
  at: Date;
}

/**
 * Remembers what the record was told of the versions of registries.
 *
 * It is in the database of the plugin that asks them, so that neither a restart nor another
 * replica tells all of it again. What is remembered counts for one to two weeks: a record
 * that was brought back from an old backup is told all by then, and of different models at
 * different times.
 */
export class ToldVersions {
  readonly #knex: Knex;
  readonly #now: () => Date;

  static async create(
    database: DatabaseService,
    now: () => Date,
  ): Promise<ToldVersions> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@modelry/backstage-plugin-models-node',
          'migrations',
        ),
        // The database is that of a plugin, which has migrations of its own.
        tableName: 'modelry_registries_migrations',
      });
    }
    return new ToldVersions(knex, now);
  }

  private constructor(knex: Knex, now: () => Date) {
    this.#knex = knex;
    this.#now = now;
  }

  /** What was told of models, as far as it still counts. */
  async recall(
    location: string,
    modelRefs: readonly string[],
  ): Promise<Map<string, Told>> {
    const rows = await this.#knex(TABLE)
      .where({ location })
      .whereIn('model_ref', [...modelRefs])
      .select('model_ref', 'digests_json', 'told_at');
    const time = this.#now().getTime();
    const found = new Map<string, Told>();
    for (const row of rows.map(one => rowSchema.parse(one))) {
      const { model_ref: modelRef, digests_json: digests, told_at: at } = row;
      if (time - at.getTime() < countsForMs(modelRef)) {
        found.set(modelRef, { digests, at });
      }
    }
    return found;
  }

  /** Takes down what was told of models, in place of what is known. */
  async remember(
    location: string,
    told: ReadonlyMap<string, { digests: Digests; at?: Date }>,
  ): Promise<void> {
    if (told.size === 0) {
      return;
    }
    const rows = [...told].map(
      ([model_ref, { digests, at = this.#now() }]) => ({
        ...{ location, model_ref, told_at: at },
        digests_json: JSON.stringify(digests),
      }),
    );
    await this.#knex(TABLE)
      .insert(rows)
      .onConflict(['location', 'model_ref'])
      .merge();
  }

  /** Forgets the models of a registry that are not among the given ones. */
  async keepOnly(
    location: string,
    modelRefs: ReadonlySet<string>,
  ): Promise<void> {
    const known: string[] = await this.#knex(TABLE)
      .where({ location })
      .pluck('model_ref');
    const gone = known.filter(modelRef => !modelRefs.has(modelRef));
    for (let at = 0; at < gone.length; at += IN_ONE_STATEMENT) {
      await this.#knex(TABLE)
        .where({ location })
        .whereIn('model_ref', gone.slice(at, at + IN_ONE_STATEMENT))
        .delete();
    }
  }
}

function countsForMs(modelRef: string): number {
  const [byte] = createHash('sha256').update(modelRef).digest();
  return (7 + (7 * byte) / 256) * DAY_MS;
}
