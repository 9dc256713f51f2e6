// @ts-check

/**
 * The newest observation of a check is copied into the check's own row: the status
 * of a model must not cost a search through millions of results.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('checks', table => {
    table.comment('What is watched, with the newest observation');
    table.increments('id').comment('Surrogate key');
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table.string('name', 200).notNullable().comment('Name of the check');
    table
      .string('environment', 63)
      .notNullable()
      .defaultTo('')
      .comment('Where it is watched; empty for the model as such');
    table.string('kind', 40).notNullable().comment('What is watched');
    table
      .string('allowed_silence', 60)
      .notNullable()
      .comment('ISO 8601 duration after which it is stale');
    table
      .dateTime('allowed_silence_at')
      .nullable()
      .comment('Time of the observation that set the allowed silence');
    table
      .string('status', 20)
      .notNullable()
      .comment('Newest observation: status');
    table.double('value').nullable().comment('Newest observation: value');
    table
      .double('threshold')
      .nullable()
      .comment('Newest observation: threshold');
    table.string('unit', 30).nullable().comment('Newest observation: unit');
    table.text('message').nullable().comment('Newest observation: message');
    table
      .string('version', 128)
      .nullable()
      .comment('Newest observation: version');
    table
      .dateTime('observed_at')
      .notNullable()
      .comment('Newest observation: time');
    table.unique(['model_ref', 'name', 'environment'], {
      indexName: 'checks_model_ref_name_environment_uniq',
    });
  });
  await knex.schema.createTable('check_results', table => {
    table.comment('Every observation');
    table
      .integer('check_id')
      .notNullable()
      .references('id')
      .inTable('checks')
      .comment('The check');
    table
      .string('digest', 64)
      .notNullable()
      .comment('Of all that it says: the same observation is kept once');
    table.dateTime('observed_at').notNullable().comment('When it was observed');
    table.string('status', 20).notNullable().comment('What it says');
    table.double('value').nullable().comment('Measured value');
    table.double('threshold').nullable().comment('Limit it was held against');
    table.string('unit', 30).nullable().comment('Unit of value and threshold');
    table.text('message').nullable().comment('In words');
    table.string('version', 128).nullable().comment('Version it speaks of');
    table.primary(['check_id', 'digest']);
    table.index(
      ['check_id', 'observed_at', 'digest'],
      'check_results_check_id_observed_at_digest_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('check_results');
  await knex.schema.dropTable('checks');
};
