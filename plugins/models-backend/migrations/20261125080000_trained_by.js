// @ts-check

/**
 * Who ran the trainings that made versions.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('versions', table => {
    table
      .string('trained_by', 200)
      .nullable()
      .comment('Who ran the training, as its source says it');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('versions', table => {
    table.dropColumn('trained_by');
  });
};
