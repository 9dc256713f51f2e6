// @ts-check

/**
 * What a model was called before. Its ledger goes on under the new name: the entries are
 * stored with the name that the record has now, and were hashed with the one of then.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('models', table => {
    table
      .string('continued_as', 255)
      .nullable()
      .comment('The model whose record this one became, when it was renamed');
  });
  await knex.schema.alterTable('ledger_entries', table => {
    table
      .string('recorded_ref', 255)
      .nullable()
      .comment('What the model was called then, when it was renamed since');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('ledger_entries', table => {
    table.dropColumn('recorded_ref');
  });
  await knex.schema.alterTable('models', table => {
    table.dropColumn('continued_as');
  });
};
