// @ts-check

/**
 * One row for each model that something was ever reported or decided about. It is
 * what every write to a model locks, so that writes to one model happen one after
 * the other, and it holds the head of the model's ledger.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('secrets', table => {
    table.comment('Random values that this installation made for itself');
    table.string('name', 40).notNullable().primary().comment('What it is for');
    table.string('value', 64).notNullable().comment('The secret, in hex');
  });
  await knex.schema.createTable('models', table => {
    table.comment('Models that have a record');
    table
      .string('model_ref', 255)
      .notNullable()
      .primary()
      .comment('Normalised entity ref, e.g. model:default/churn');
    table
      .integer('ledger_sequence')
      .notNullable()
      .defaultTo(0)
      .comment('Sequence number of the newest ledger entry');
    table
      .string('ledger_hash', 64)
      .nullable()
      .comment('Hash of the newest ledger entry');
    table
      .dateTime('recorded_at')
      .notNullable()
      .comment('When the row was made');
  });
  await knex.schema.createTable('idempotency_keys', table => {
    table.comment(
      'Requests that were answered, so that a repeat is recognised',
    );
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table.string('actor', 255).notNullable().comment('Who sent it');
    table.string('operation', 40).notNullable().comment('What was asked for');
    table.string('key', 200).notNullable().comment('What the sender called it');
    table.string('request_digest', 64).notNullable().comment('Of its content');
    table.text('answer_json').notNullable().comment('How it was answered');
    table.dateTime('recorded_at').notNullable().comment('When');
    table.primary(['model_ref', 'actor', 'operation', 'key']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('idempotency_keys');
  await knex.schema.dropTable('models');
  await knex.schema.dropTable('secrets');
};
