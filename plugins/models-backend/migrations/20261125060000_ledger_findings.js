// @ts-check

/**
 * What does not agree with the ledgers, so that people are told of it once.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ledger_findings', table => {
    table.comment('What does not agree with the ledgers; gone when it does');
    table.increments('id').comment('Order in which they were found');
    table.string('digest', 64).notNullable().comment('Of what was found');
    table.string('kind', 20).notNullable().comment('What was verified');
    table
      .string('model_ref', 255)
      .notNullable()
      .comment('The model; empty when it is a checkpoint');
    table.integer('sequence').notNullable().comment('Entry or checkpoint');
    table.text('reason').notNullable().comment('What is wrong');
    table.dateTime('found_at').notNullable().comment('When it was found');
    table.dateTime('notified_at').nullable().comment('When people were told');
    table
      .dateTime('claimed_until')
      .nullable()
      .comment('Until when somebody is telling people');
    table.unique(['digest'], { indexName: 'ledger_findings_digest_uniq' });
    table.index(['model_ref', 'kind'], 'ledger_findings_model_ref_kind_idx');
  });
  await knex.schema.createTable('ledger_rounds', table => {
    table.comment('How far checks have come that take all models in turn');
    table.string('kind', 20).notNullable().primary().comment('What is checked');
    table
      .string('after_model_ref', 255)
      .notNullable()
      .comment('The model that was checked last');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ledger_rounds');
  await knex.schema.dropTable('ledger_findings');
};
