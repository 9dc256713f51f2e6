// @ts-check

/**
 * What sources of models told the model record of versions.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('modelry_told_versions', table => {
    table.comment(
      'What the model record was told of the versions of registries, so that it is not told again',
    );
    table
      .string('location', 100)
      .notNullable()
      .comment('Which registry told it, as the catalog names it');
    table.string('model_ref', 255).notNullable().comment('The model');
    // One row for all versions of a model: they are read and written together.
    table
      .text('digests_json', 'longtext')
      .notNullable()
      .comment('Digest of what was told of each version, as JSON');
    table
      .dateTime('told_at')
      .notNullable()
      .comment('When all of its versions were told anew');
    table.primary(['location', 'model_ref']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('modelry_told_versions');
};
