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
    table.unique(['digest'], { indexName: 'ledger_findings_digest_uniq' });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ledger_findings');
};
