// @ts-check

/**
 * Results keep what their sender said beside what counts, so that a threshold with
 * hysteresis can judge them again when an older one arrives late. Incidents are runs of
 * critical results; summaries are what is left of results that are too old to keep.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const name of ['check_results', 'checks']) {
    await knex.schema.alterTable(name, table => {
      table
        .string('reported_status', 20)
        .nullable()
        .comment('Status that the sender said, if any');
      table
        .double('limit_value')
        .nullable()
        .comment('Limit of the threshold that judged it, if one did');
    });
    await knex(name).update({ reported_status: knex.ref('status') });
  }
  await knex.schema.alterTable('checks', table => {
    table
      .string('level', 20)
      .notNullable()
      .defaultTo('ok')
      .comment('Newest status that is no failure of the check itself');
    table
      .dateTime('status_since')
      .nullable()
      .comment('Since when the newest observations say the same');
    table
      .text('judged_by')
      .nullable()
      .comment('Threshold that applied to the newest observation, as JSON');
    table
      .dateTime('threshold_changed_at')
      .nullable()
      .comment('When a changed threshold was first applied');
  });
  await knex('checks')
    .whereNot({ status: 'error' })
    .update({ level: knex.ref('status') });
  await knex.schema.createTable('incidents', table => {
    table.comment('Runs of critical results of a check');
    table.string('id', 36).notNullable().primary().comment('UUID');
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table
      .integer('check_id')
      .notNullable()
      .references('id')
      .inTable('checks')
      .comment('The check');
    table
      .dateTime('started_at')
      .notNullable()
      .comment('First critical observation');
    table
      .dateTime('ended_at')
      .nullable()
      .comment('First better observation; goes on when null');
    table
      .text('worst_json')
      .notNullable()
      .comment('The worst observation, as JSON');
    table
      .boolean('told_start')
      .notNullable()
      .defaultTo(false)
      .comment('Whether the owner was told that it began');
    table
      .boolean('told_end')
      .notNullable()
      .defaultTo(false)
      .comment('Whether the owner was told that it ended');
    for (const act of ['acknowledged', 'cause', 'retraining']) {
      table
        .text(`${act}_json`)
        .nullable()
        .comment(`Who did what about it (${act}), as JSON`);
    }
    table.index(
      ['model_ref', 'started_at', 'id'],
      'incidents_model_ref_started_at_id_idx',
    );
    table.index(
      ['model_ref', 'ended_at', 'id'],
      'incidents_model_ref_ended_at_id_idx',
    );
    table.index(
      ['check_id', 'started_at'],
      'incidents_check_id_started_at_idx',
    );
    table.index(['started_at', 'id'], 'incidents_open_idx', {
      predicate: knex.whereNull('ended_at'),
    });
  });
  await knex.schema.createTable('check_summaries', table => {
    table.comment(
      'What is left of results that are too old to keep, by the hour',
    );
    table
      .integer('check_id')
      .notNullable()
      .references('id')
      .inTable('checks')
      .comment('The check');
    table
      .string('version', 128)
      .notNullable()
      .comment('Version that they speak of; empty when they say none');
    table.dateTime('from_time').notNullable().comment('Beginning of the hour');
    table.integer('results').notNullable().comment('How many there were');
    table.integer('severity').notNullable().comment('Worst status, 0 is ok');
    table.integer('valued').notNullable().comment('How many had a value');
    table.double('min_value').nullable().comment('Lowest value');
    table.double('max_value').nullable().comment('Highest value');
    table.double('sum_value').nullable().comment('Sum of the values');
    table.double('threshold').nullable().comment('Highest threshold');
    table.primary(['check_id', 'from_time', 'version']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('check_summaries');
  await knex.schema.dropTable('incidents');
  await knex.schema.alterTable('checks', table => {
    table.dropColumn('level');
    table.dropColumn('status_since');
    table.dropColumn('judged_by');
    table.dropColumn('threshold_changed_at');
  });
  for (const name of ['check_results', 'checks']) {
    await knex.schema.alterTable(name, table => {
      table.dropColumn('reported_status');
      table.dropColumn('limit_value');
    });
  }
};
