// @ts-check

const PLACE = [
  ...['instance', 'fingerprint', 'model_ref'],
  ...['check', 'environment'],
];

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('alertmanager_alerts', table => {
    table.comment('Alerts of models, as Alertmanager told of them last');
    table.string('instance', 42).notNullable().comment('Who told of it');
    table
      .string('fingerprint', 64)
      .notNullable()
      .comment('Which alert it is: the same as long as its labels are');
    table.string('model_ref', 255).notNullable().comment('The model');
    table.string('check', 200).notNullable().comment('Check of the model');
    table.string('kind', 40).notNullable().comment('Kind of the check');
    table
      .string('environment', 63)
      .notNullable()
      .comment('Where; empty for the model as such');
    table.string('version', 128).nullable().comment('Version it is about');
    table.string('level', 20).notNullable().comment('How bad it is');
    table.text('summary').notNullable().comment('In words');
    table.dateTime('starts_at').notNullable().comment('When it began');
    table.dateTime('ends_at').nullable().comment('When it ended, if it did');
    table.dateTime('heard_at').notNullable().comment('When it was told');
    // One that is about something else by now has ended where it was.
    table.primary(PLACE);
    table.index(
      ['instance', 'model_ref', 'check', 'environment'],
      'alertmanager_alerts_check_idx',
    );
    table.index(['instance', 'ends_at'], 'alertmanager_alerts_ends_at_idx');
  });
  await knex.schema.createTable('alertmanager_instances', table => {
    table.comment('When Alertmanagers were heard of');
    table.string('instance', 42).primary().comment('Which one');
    table.dateTime('heard_at').notNullable().comment('When it sent anything');
  });
  await knex.schema.createTable('alertmanager_problems', table => {
    table.comment('What Alertmanagers sent that could not be recorded');
    table.string('instance', 42).notNullable().comment('Who sent it');
    table.string('topic', 255).notNullable().comment('What it is about');
    table.text('message').notNullable().comment('What is wrong');
    table.text('remedy').notNullable().comment('What to do about it');
    table.dateTime('at').notNullable().comment('When it was sent last');
    table.primary(['instance', 'topic']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('alertmanager_problems');
  await knex.schema.dropTable('alertmanager_instances');
  await knex.schema.dropTable('alertmanager_alerts');
};
