import { Knex } from 'knex';

/**
 * Like `whereIn`, for more values than a database takes as bound ones: thousands of
 * models may be visible.
 */
export function whereAmong(
  query: Knex.QueryBuilder,
  column: string,
  values: Iterable<string>,
): Knex.QueryBuilder {
  const isPostgres = query.client.config.client === 'pg';
  return query.whereRaw(
    isPostgres
      ? '?? in (select jsonb_array_elements_text(?::jsonb))'
      : '?? in (select value from json_each(?))',
    [column, JSON.stringify([...values])],
  );
}
