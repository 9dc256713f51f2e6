// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('versions', table => {
    table
      .text('parameters_json')
      .nullable()
      .comment('What the training was set to, by name, as JSON');
    table
      .text('origin_json')
      .nullable()
      .comment('What made it, e.g. a training run: its id and link, as JSON');
    table
      .text('artifact_json')
      .nullable()
      .comment('Where its artifact lies and what it is, as JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('versions', table => {
    table.dropColumn('parameters_json');
    table.dropColumn('origin_json');
    table.dropColumn('artifact_json');
  });
};
