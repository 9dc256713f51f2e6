// @ts-check

/**
 * How the systems do that models and facts come from: one row for each, as it last
 * reported.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('model_sources', table => {
    table.comment('Sources of models and facts, and how they do');
    table.string('id', 63).notNullable().primary().comment('Chosen by it');
    table.string('reporter', 255).notNullable().comment('Who reports about it');
    table.string('kind', 60).notNullable().comment('Kind of system');
    table.string('title', 200).notNullable().comment('What people read');
    table.text('link').nullable().comment('Where the system is looked at');
    table.string('task_plugin', 100).nullable().comment('Plugin that runs it');
    table.string('task_id', 255).nullable().comment('Its scheduled task');
    table
      .string('allowed_silence', 60)
      .nullable()
      .comment('ISO 8601 duration after which it is silent');
    table.dateTime('heard_at').notNullable().comment('When it last reported');
    table
      .dateTime('run_started_at')
      .nullable()
      .comment('Start of the newest run');
    table
      .dateTime('run_ended_at')
      .nullable()
      .comment('End of the newest run; null while it goes on');
    table
      .dateTime('last_started_at')
      .nullable()
      .comment('Start of the last run that ended');
    table
      .dateTime('last_ended_at')
      .nullable()
      .comment('End of the last run that ended');
    table
      .boolean('last_failed')
      .notNullable()
      .defaultTo(false)
      .comment('Whether the last run that ended failed');
    table
      .dateTime('last_success_at')
      .nullable()
      .comment('End of the last run that did not fail');
    table.integer('failures').notNullable().defaultTo(0).comment('In a row');
    table.text('counts').notNullable().comment('JSON, of the last success');
    table.text('problems').notNullable().comment('JSON, of the last run');
    table.dateTime('next_run_at').nullable().comment('When it runs next');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('model_sources');
};
