import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const rowSchema = z.record(z.string(), z.unknown());

/** A database with data as a release left it, and what that release answered from it. */
const releasedStateSchema = z.object({
  /** When the answers were given. */
  at: z.iso.datetime(),
  /** What stood under `models`. */
  config: z.record(z.string(), z.json()),
  /** Digests of the migrations by package and file: they stay as they were released. */
  migrations: z.record(z.string(), z.record(z.string(), z.string())),
  /** What makes the tables. */
  statements: z.array(z.string()),
  rows: z.record(z.string(), z.array(rowSchema)),
  answers: z.array(z.object({ path: z.string(), body: z.unknown() })),
});

/** A database with data as a release left it, and what that release answered from it. */
export type ReleasedState = z.output<typeof releasedStateSchema>;

const root = resolvePackagePath('@modelry/backstage-plugin-models-backend');
const directory = join(root, 'released');

/** Those that have migrations. */
const PACKAGES = [
  '@modelry/backstage-plugin-models-backend',
  '@modelry/backstage-plugin-models-backend-module-alertmanager',
  '@modelry/backstage-plugin-models-node',
];

/** The releases of which there is a state, the oldest first. */
export function releases(): string[] {
  return existsSync(directory)
    ? readdirSync(directory).sort((a, b) =>
        a.localeCompare(b, 'en', { numeric: true }),
      )
    : [];
}

function fileOf(release: string, knex: Knex): string {
  const database = isPostgres(knex) ? 'postgresql' : 'sqlite';
  return join(directory, release, `${database}.json`);
}

function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/** Reads the state that a release left in databases of the kind of this one. */
export function readReleased(release: string, knex: Knex): ReleasedState {
  return releasedStateSchema.parse(
    JSON.parse(readFileSync(fileOf(release, knex), 'utf8')),
  );
}

/** Writes a state, one statement, row and answer a line. */
export function writeReleased(
  release: string,
  knex: Knex,
  state: Omit<ReleasedState, 'config'> & { config: JsonObject },
): void {
  const file = fileOf(release, knex);
  mkdirSync(dirname(file), { recursive: true });
  const lines = (values: readonly unknown[]) =>
    `[\n${values.map(value => JSON.stringify(value)).join(',\n')}\n]`;
  const { statements, rows, answers, ...others } = state;
  const tables = Object.entries(rows).map(
    ([table, its]) => `${JSON.stringify(table)}: ${lines(its)}`,
  );
  const parts = [
    ...Object.entries(others).map(
      ([key, value]) => `"${key}": ${JSON.stringify(value, undefined, 1)}`,
    ),
    `"statements": ${lines(statements)}`,
    `"rows": {\n${tables.join(',\n')}\n}`,
    `"answers": ${lines(answers)}`,
  ];
  writeFileSync(file, `{\n${parts.join(',\n')}\n}\n`);
}

/** The digests of the migrations as they are now, by package and file. */
export function migrationDigests(): ReleasedState['migrations'] {
  return Object.fromEntries(
    PACKAGES.map(name => {
      const folder = resolvePackagePath(name, 'migrations');
      const digests = readdirSync(folder)
        .sort()
        .map(file => {
          const text = readFileSync(join(folder, file), 'utf8');
          return [file, createHash('sha256').update(text).digest('hex')];
        });
      return [name, Object.fromEntries(digests)];
    }),
  );
}

/**
 * Notes the statements that make tables, from now on, but for comments: PostgreSQL does
 * not tell them afterwards without a program of its own.
 */
export function recordStatements(knex: Knex): string[] {
  const statements: string[] = [];
  knex.on('query', ({ sql }: { sql: string }) => {
    if (/^(?:create|alter|drop)\b/i.test(sql)) {
      statements.push(sql);
    }
  });
  return statements;
}

/** All that is in a database, made by `recorded` where it is PostgreSQL. */
export async function dump(
  knex: Knex,
  recorded: readonly string[],
): Promise<Pick<ReleasedState, 'statements' | 'rows'>> {
  const statements: string[] = isPostgres(knex)
    ? [...recorded]
    : await knex('sqlite_master')
        .whereNotNull('sql')
        .whereNot('name', 'like', 'sqlite_%')
        .orderBy('type', 'desc')
        .pluck('sql');
  const rows: ReleasedState['rows'] = {};
  for (const table of await tablesOf(knex)) {
    const read = await knex(table);
    rows[table] = z.array(rowSchema).parse(JSON.parse(JSON.stringify(read)));
  }
  return { statements, rows };
}

async function tablesOf(knex: Knex): Promise<string[]> {
  const names: string[] = isPostgres(knex)
    ? await knex('pg_tables')
        .whereRaw('schemaname = current_schema()')
        .orderBy('tablename')
        .pluck('tablename')
    : await knex('sqlite_master')
        .where({ type: 'table' })
        .orderBy('name')
        .pluck('name');
  return names.filter(name => !name.startsWith('sqlite_'));
}

/** Makes an empty database what a release left. */
export async function restore(
  knex: Knex,
  { statements, rows }: ReleasedState,
): Promise<void> {
  await knex.transaction(async tx => {
    for (const statement of statements) {
      // A question mark would stand for a value.
      await tx.raw(statement.replaceAll('?', '\\?'));
    }
    await tx.raw(
      isPostgres(knex)
        ? 'SET LOCAL session_replication_role = replica'
        : 'PRAGMA defer_foreign_keys = ON',
    );
    for (const [table, its] of Object.entries(rows)) {
      for (const row of its) {
        await tx(table).insert(row);
      }
      await goOnCounting(tx, table, its);
    }
  });
}

// PostgreSQL does not notice which numbers were given.
async function goOnCounting(
  tx: Knex.Transaction,
  table: string,
  rows: ReleasedState['rows'][string],
): Promise<void> {
  const key = table === 'knex_migrations_lock' ? 'index' : 'id';
  if (isPostgres(tx) && rows.some(row => typeof row[key] === 'number')) {
    const sequence = tx.raw('pg_get_serial_sequence(?, ?)', [table, key]);
    await tx.select(tx.raw('setval(?, max(??))', [sequence, key])).from(table);
  }
}
