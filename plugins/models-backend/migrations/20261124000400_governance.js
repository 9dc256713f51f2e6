// @ts-check

/**
 * The ledger is what was decided; `decisions` is a projection of it that can be
 * queried. Both are only ever inserted into, in the same transaction.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ledger_entries', table => {
    table.comment('Append-only, one hash chain for each model');
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table.integer('sequence').notNullable().comment('Position, from 1');
    table
      .string('recorded_at', 30)
      .notNullable()
      .comment('ISO 8601 in UTC, exactly as it was hashed');
    table.string('actor', 255).notNullable().comment('Who acted');
    table.string('action', 40).notNullable().comment('What was done');
    table.text('body_json').notNullable().comment('The details, as JSON');
    table
      .string('previous_hash', 64)
      .notNullable()
      .comment('Of the entry before');
    table.string('hash', 64).notNullable().comment('Of this entry');
    table.primary(['model_ref', 'sequence']);
  });
  await knex.schema.createTable('decisions', table => {
    table.comment('Decisions on requirements, as the ledger has them');
    table.string('id', 36).notNullable().primary().comment('UUID');
    table.string('model_ref', 255).notNullable().comment('The model');
    table.integer('sequence').notNullable().comment('Its ledger entry');
    table
      .string('requirement', 63)
      .notNullable()
      .comment('Id of the requirement');
    table
      .string('requirement_digest', 64)
      .notNullable()
      .comment('Digest of what the requirement asked for then');
    table.string('stage', 20).notNullable().comment('Stage it signs off for');
    table
      .string('version', 128)
      .notNullable()
      .comment('Version it was given for');
    table.string('decision', 20).notNullable().comment('What was decided');
    table.text('comment').notNullable().comment('Why');
    table.string('decided_by', 255).notNullable().comment('Who decided');
    table.dateTime('decided_at').notNullable().comment('When');
    table
      .foreign(['model_ref', 'sequence'])
      .references(['model_ref', 'sequence'])
      .inTable('ledger_entries');
    table.unique(['model_ref', 'sequence'], {
      indexName: 'decisions_model_ref_sequence_uniq',
    });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('decisions');
  await knex.schema.dropTable('ledger_entries');
};
