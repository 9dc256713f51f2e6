// @ts-check

const { DateTime, Duration } = require('luxon');

const BATCH = 500;

/**
 * When a check turns stale is kept beside its newest observation. Months and years have
 * no fixed length, so that a database could not tell by itself, and the status of all
 * models must be one query.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('checks', table => {
    table
      .dateTime('stale_at')
      .nullable()
      .comment(
        'When it turns stale: after that it was silent for longer than it may be',
      );
  });
  await fill(knex);
};

/** @param {import('knex').Knex} knex */
async function fill(knex) {
  for (let after = 0; ; ) {
    const rows = await knex('checks')
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .select('id', 'observed_at', 'allowed_silence');
    if (rows.length === 0) {
      return;
    }
    for (const {
      id,
      observed_at: observedAt,
      allowed_silence: silence,
    } of rows) {
      const staleAt = DateTime.fromJSDate(new Date(observedAt), {
        zone: 'utc',
      }).plus(Duration.fromISO(silence));
      await knex('checks')
        .where({ id })
        .update({ stale_at: staleAt.toJSDate() });
    }
    after = rows[rows.length - 1].id;
  }
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('checks', table => {
    table.dropColumn('stale_at');
  });
};
