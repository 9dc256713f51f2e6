// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('deployments', table => {
    table.comment('What runs where, as last reported');
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table.string('environment', 63).notNullable().comment('Where it runs');
    table
      .string('name', 200)
      .notNullable()
      .comment('Tells deployments of one environment apart');
    table.string('version', 128).notNullable().comment('The version that runs');
    table.string('status', 20).notNullable().comment('What it is doing');
    table.string('role', 20).notNullable().comment('What it is for');
    table
      .double('traffic_percent')
      .nullable()
      .comment('Share of requests, 0 to 100');
    table.string('platform', 200).nullable().comment('What runs it');
    table.text('endpoint').nullable().comment('Where it is called');
    table
      .dateTime('since')
      .notNullable()
      .comment('Since when this version runs');
    table.dateTime('last_seen').notNullable().comment('Newest observation');
    table.string('reported_by', 255).notNullable().comment('Who said so last');
    table.primary(['model_ref', 'environment', 'name']);
  });
  await knex.schema.createTable('deployment_changes', table => {
    table.comment('How deployments changed');
    table.increments('id').comment('Order of the changes');
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table.string('environment', 63).notNullable().comment('Where');
    table.string('name', 200).notNullable().comment('Which deployment');
    table.string('version', 128).notNullable().comment('Version from then on');
    table.string('status', 20).notNullable().comment('Status from then on');
    table.string('role', 20).notNullable().comment('Role from then on');
    table.double('traffic_percent').nullable().comment('Traffic from then on');
    table.dateTime('at').notNullable().comment('When it was observed');
    table.string('reported_by', 255).notNullable().comment('Who said so');
    table.index(['model_ref', 'id'], 'deployment_changes_model_ref_id_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('deployment_changes');
  await knex.schema.dropTable('deployments');
};
