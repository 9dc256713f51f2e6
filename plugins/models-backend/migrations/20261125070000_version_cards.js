// @ts-check

/**
 * Model cards that were reported with versions.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('version_cards', table => {
    table.comment('Model cards of single versions');
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table.string('version', 128).notNullable().comment('The version');
    // Apart from the versions: lists of them must not read megabytes.
    table.text('text').notNullable().comment('The card as it was reported');
    table.dateTime('reported_at').notNullable().comment('When');
    table.string('reported_by', 255).notNullable().comment('Who reported it');
    table.primary(['model_ref', 'version']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('version_cards');
};
