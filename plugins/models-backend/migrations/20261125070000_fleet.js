// @ts-check

/**
 * What the fleet is filtered, sorted and counted by, beside what the governance board
 * reads: one row a model, so that no list costs work for every model.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('fleet_models', table => {
    table
      .string('type', 400)
      .notNullable()
      .defaultTo('')
      .comment('What the model does');
    table
      .string('source', 255)
      .notNullable()
      .defaultTo('')
      .comment('Where the entity comes from');
    table
      .text('search_text')
      .notNullable()
      .defaultTo('')
      .comment('What full-text search looks into, in lower case');
    table
      .integer('monitoring')
      .nullable()
      .comment('How bad its worst check is; null when it has none');
    table
      .dateTime('monitoring_until')
      .nullable()
      .comment('When a check turns stale, so that it must be derived anew');
    table.index(['monitoring_until'], 'fleet_models_monitoring_until_idx');
  });
  await knex.schema.createTable('fleet_tags', table => {
    table.comment('Tags of the models of the catalog; derived');
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('fleet_models')
      .onDelete('CASCADE')
      .comment('The model');
    table.string('tag', 63).notNullable().comment('The tag');
    table.primary(['model_ref', 'tag']);
  });
  await knex.schema.createTable('fleet_history', table => {
    table.comment('How each model was, from one day until another');
    table.string('model_ref', 255).notNullable().comment('The model');
    table.string('from_day', 10).notNullable().comment('First day, in UTC');
    table
      .string('until_day', 10)
      .nullable()
      .comment('First day on which it was otherwise; null as long as it is so');
    table.string('stage', 20).notNullable().comment('Lifecycle stage');
    table
      .boolean('governed')
      .notNullable()
      .comment('Whether it needs sign-offs');
    table.boolean('signed_off').notNullable().comment('Whether it has them');
    table.boolean('monitored').notNullable().comment('Whether it has a check');
    table.boolean('healthy').notNullable().comment('Whether all are ok');
    table.primary(['model_ref', 'from_day']);
    table.index(['until_day'], 'fleet_history_until_day_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('fleet_history');
  await knex.schema.dropTable('fleet_tags');
  await knex.schema.alterTable('fleet_models', table => {
    table.dropIndex(['monitoring_until'], 'fleet_models_monitoring_until_idx');
    table.dropColumns(
      ...['type', 'source', 'search_text'],
      ...['monitoring', 'monitoring_until'],
    );
  });
};
