// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('versions', table => {
    table.comment('Versions of models');
    table.increments('id').comment('Order of registration');
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table
      .string('version', 128)
      .notNullable()
      .comment('As its source writes it');
    table.string('digest', 80).nullable().comment('Digest of the artifact');
    table.text('description').nullable().comment('What is special about it');
    table.text('link').nullable().comment('Where it lives');
    table.string('stage', 20).notNullable().comment('Lifecycle stage');
    table.dateTime('stage_since').notNullable().comment('When it entered it');
    table.dateTime('created_at').notNullable().comment('When it was trained');
    table
      .dateTime('registered_at')
      .notNullable()
      .comment('When it was reported first');
    table
      .string('registered_by', 255)
      .notNullable()
      .comment('Who reported it first');
    table
      .boolean('implied')
      .notNullable()
      .comment('Whether it was only seen to run and never reported');
    table.unique(['model_ref', 'version'], {
      indexName: 'versions_model_ref_version_uniq',
    });
    table.index(
      ['model_ref', 'stage', 'id'],
      'versions_model_ref_stage_id_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('versions');
};
