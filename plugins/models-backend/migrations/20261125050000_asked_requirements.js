// @ts-check

/**
 * What the policies were known to ask of each model, so that it is noticed when a model
 * changes and they ask for less. It outlives the model in the catalog: one that is taken
 * out and put back must not come back with less unnoticed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('asked_requirements', table => {
    table.comment('What the policies were known to ask of a model');
    table.string('model_ref', 255).notNullable().primary().comment('The model');
    table
      .text('asked_json')
      .notNullable()
      .comment('The requirements and the facts of the model, as JSON');
  });
  await knex.schema.createTable('requirement_losses', table => {
    table.comment(
      'What is no longer asked of a model because its facts changed',
    );
    table.increments('id').comment('Order in which they were found');
    table.string('model_ref', 255).notNullable().comment('The model');
    table
      .integer('sequence')
      .notNullable()
      .comment('The entry in its ledger that says so');
    table
      .text('reason')
      .notNullable()
      .comment('What is lost and why, in words');
    table.dateTime('found_at').notNullable().comment('When it was found');
    table
      .dateTime('notified_at')
      .nullable()
      .comment('When people were told; null as long as nobody was');
    table
      .dateTime('claimed_until')
      .nullable()
      .comment('Until when somebody is telling people');
    table.index(['notified_at', 'id'], 'requirement_losses_notified_at_id_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('requirement_losses');
  await knex.schema.dropTable('asked_requirements');
};
