// @ts-check

/**
 * A result of a clock that runs ahead counts as observed when it arrived. Until the time
 * has come that it names it can be sent again, and looks newer than all that is known.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('checks', table => {
    table
      .dateTime('ahead_until')
      .nullable()
      .comment('Latest time, then to come, that a result named');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('checks', table => {
    table.dropColumn('ahead_until');
  });
};
