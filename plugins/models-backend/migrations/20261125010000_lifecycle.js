// @ts-check

const ROWS_AT_ONCE = 500;

/**
 * How versions moved between stages and when a model reaches its end of life, in a form
 * that can be queried, and the orders in which timelines are read.
 *
 * Moves that stand in the ledger already are taken from it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('stage_moves', table => {
    table.comment('Moves of versions between stages');
    table.increments('id').comment('Order of the moves');
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table.string('version', 128).notNullable().comment('The version');
    table.string('from_stage', 20).notNullable().comment('Stage before');
    table.string('stage', 20).notNullable().comment('Stage from then on');
    table.string('moved_by', 255).notNullable().comment('Who moved it');
    table.dateTime('moved_at').notNullable().comment('When');
    table
      .string('promotion', 20)
      .notNullable()
      .comment('By hand, by the last sign-off, or by a report');
    table.text('reason').nullable().comment('Why');
    table
      .text('review_ids_json')
      .notNullable()
      .comment('Reviews that asked for it, as JSON');
    table
      .integer('sequence')
      .nullable()
      .comment('Its ledger entry; null when it was only reported');
    table.unique(['model_ref', 'sequence'], {
      indexName: 'stage_moves_model_ref_sequence_uniq',
    });
    table.index(
      ['model_ref', 'version', 'id'],
      'stage_moves_model_ref_version_id_idx',
    );
    table.index(
      ['model_ref', 'moved_at', 'id'],
      'stage_moves_model_ref_moved_at_id_idx',
    );
  });
  await knex.schema.createTable('end_of_life', table => {
    table.comment('When models reach their end of life');
    table
      .string('model_ref', 255)
      .notNullable()
      .primary()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table.string('on_day', 10).notNullable().comment('Last day of use');
    table.text('reason').notNullable().comment('Why, and what to use instead');
    table.string('set_by', 255).notNullable().comment('Who set it');
    table.dateTime('set_at').notNullable().comment('When');
  });
  await knex.schema.alterTable('versions', table => {
    table.index(
      ['model_ref', 'registered_at', 'id'],
      'versions_model_ref_registered_at_id_idx',
    );
  });
  await knex.schema.alterTable('deployment_changes', table => {
    table.index(
      ['model_ref', 'at', 'id'],
      'deployment_changes_model_ref_at_id_idx',
    );
  });
  await knex.schema.alterTable('ledger_entries', table => {
    table.index(
      ['model_ref', 'recorded_at', 'sequence'],
      'ledger_entries_model_ref_recorded_at_sequence_idx',
    );
  });
  await readLedgers(knex);
};

/** @param {import('knex').Knex} knex */
async function readLedgers(knex) {
  /** @type {{ model_ref: string; sequence: number } | undefined} */
  let last;
  do {
    const query = knex('ledger_entries')
      .where({ action: 'stage-moved' })
      .orderBy(['model_ref', 'sequence'])
      .limit(ROWS_AT_ONCE);
    if (last) {
      const { model_ref: ref, sequence } = last;
      query.where(place =>
        place
          .where('model_ref', '>', ref)
          .orWhere(same =>
            same.where('model_ref', ref).where('sequence', '>', sequence),
          ),
      );
    }
    const rows = await query;
    for (const row of rows) {
      await insertMove(knex, row);
    }
    last = rows[ROWS_AT_ONCE - 1];
  } while (last);
}

/**
 * @param {import('knex').Knex} knex
 * @param {any} entry
 */
async function insertMove(knex, entry) {
  const body = JSON.parse(entry.body_json);
  await knex('stage_moves').insert({
    model_ref: entry.model_ref,
    version: body.version,
    from_stage: body.from,
    stage: body.stage,
    moved_by: entry.actor,
    moved_at: new Date(entry.recorded_at),
    promotion: body.promotion,
    reason: body.reason ?? null,
    review_ids_json: JSON.stringify(body.reviewIds ?? []),
    sequence: entry.sequence,
  });
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('ledger_entries', table => {
    table.dropIndex(
      ['model_ref', 'recorded_at', 'sequence'],
      'ledger_entries_model_ref_recorded_at_sequence_idx',
    );
  });
  await knex.schema.alterTable('deployment_changes', table => {
    table.dropIndex(
      ['model_ref', 'at', 'id'],
      'deployment_changes_model_ref_at_id_idx',
    );
  });
  await knex.schema.alterTable('versions', table => {
    table.dropIndex(
      ['model_ref', 'registered_at', 'id'],
      'versions_model_ref_registered_at_id_idx',
    );
  });
  await knex.schema.dropTable('end_of_life');
  await knex.schema.dropTable('stage_moves');
};
