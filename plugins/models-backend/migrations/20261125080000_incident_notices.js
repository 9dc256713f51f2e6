// @ts-check

/**
 * What owners are told of incidents and because of them, so that it outlives the process
 * that would tell them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('incident_notices', table => {
    table.comment('What owners are told of incidents');
    table.increments('id').comment('Order in which they are told');
    // No reference: another threshold can undo the incident.
    table.string('incident_id', 36).notNullable().comment('The incident');
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table.string('subject', 400).notNullable().comment('The check, in words');
    table.text('description').notNullable().comment('What happened, in words');
    table
      .string('kind', 20)
      .notNullable()
      .comment('began, ended, retired (with its check) or retraining');
    table
      .string('actor', 255)
      .nullable()
      .comment('Who did it, and is not told');
    table
      .text('link')
      .nullable()
      .comment('Where it leads, if not to the model');
    table.dateTime('notified_at').nullable().comment('When people were told');
    table
      .dateTime('claimed_until')
      .nullable()
      .comment('Until when somebody is telling people');
    table.index(['model_ref'], 'incident_notices_model_ref_idx');
    table.index(['incident_id'], 'incident_notices_incident_id_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('incident_notices');
};
