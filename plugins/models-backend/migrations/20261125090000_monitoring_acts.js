// @ts-check

/**
 * A check that is no longer run keeps its history and counts no more. What people do about
 * checks and incidents is kept act by act: the row of a check or an incident says only
 * what holds now.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('checks', table => {
    table
      .dateTime('retired_at')
      .nullable()
      .comment('When somebody said that it is no longer run; null while it is');
    table
      .string('retired_by', 255)
      .nullable()
      .comment('Who said so; null while it is run');
    table
      .text('retired_reason')
      .nullable()
      .comment('Why; null while it is run');
    table
      .dateTime('counts_after')
      .nullable()
      .comment('When it was last retired: what was observed before is history');
    table.index(['model_ref', 'retired_at', 'id'], 'checks_retired_idx', {
      predicate: knex.whereNotNull('retired_at'),
    });
  });
  await knex.schema.createTable('monitoring_acts', table => {
    table.comment('What was done about checks and incidents');
    table.increments('id').comment('Order in which it was done');
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table
      .integer('check_id')
      .notNullable()
      .references('id')
      .inTable('checks')
      .comment('The check');
    table
      .string('incident_id', 36)
      .nullable()
      .references('id')
      .inTable('incidents')
      .onDelete('SET NULL')
      .comment('The incident, as long as it is one');
    table.string('action', 40).notNullable().comment('What was done');
    table.string('actor', 255).notNullable().comment('Who did it');
    table.dateTime('at').notNullable().comment('When');
    table.string('before', 40).nullable().comment('The cause before');
    table.string('after', 40).nullable().comment('The cause from then on');
    table.text('text').nullable().comment('What they wrote about it');
    table.index(
      ['model_ref', 'at', 'id'],
      'monitoring_acts_model_ref_at_id_idx',
    );
    table.index(['incident_id'], 'monitoring_acts_incident_id_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('monitoring_acts');
  await knex.schema.alterTable('checks', table => {
    table.dropIndex(['model_ref', 'retired_at', 'id'], 'checks_retired_idx');
  });
  await knex.schema.alterTable('checks', table => {
    table.dropColumn('retired_at');
    table.dropColumn('retired_by');
    table.dropColumn('retired_reason');
    table.dropColumn('counts_after');
  });
};
