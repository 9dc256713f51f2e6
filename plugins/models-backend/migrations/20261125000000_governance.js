// @ts-check

/**
 * Reviews, waivers and withdrawals beside the decisions, and checkpoints over all
 * ledgers. `reviews`, `waivers` and `decisions` say what the ledger says, in a form that
 * can be queried.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await addToEarlierTables(knex);
  await createReviews(knex);
  await createWaivers(knex);
  await createCheckpoints(knex);
};

/** @param {import('knex').Knex} knex */
async function addToEarlierTables(knex) {
  await knex.schema.alterTable('versions', table => {
    table.text('metrics_json').nullable().comment('Metrics by name, as JSON');
  });
  await knex.schema.alterTable('decisions', table => {
    table
      .string('review_id', 36)
      .notNullable()
      .defaultTo('')
      .comment('The review that it is part of');
    table
      .text('evidence_json')
      .notNullable()
      .defaultTo('[]')
      .comment('Pieces of evidence, as JSON');
    table
      .text('facts_json')
      .notNullable()
      .defaultTo('{"trainedOn":[]}')
      .comment('Facts of the model that it relies on, as JSON');
    table.string('withdrawn_by', 255).nullable().comment('Who took it back');
    table.dateTime('withdrawn_at').nullable().comment('When');
    table.text('withdrawn_reason').nullable().comment('Why');
  });
}

/** @param {import('knex').Knex} knex */
async function createReviews(knex) {
  await knex.schema.createTable('reviews', table => {
    table.comment('Requests to move a version to a stage');
    table.string('id', 36).notNullable().primary().comment('UUID');
    table.string('model_ref', 255).notNullable().comment('The model');
    table.integer('sequence').notNullable().comment('Its ledger entry');
    table.string('version', 128).notNullable().comment('The version');
    table.string('stage', 20).notNullable().comment('The stage to enter');
    table.string('status', 20).notNullable().comment('Where it stands');
    table.text('note').nullable().comment('What reviewers should know');
    table.string('opened_by', 255).notNullable().comment('Who opened it');
    table.dateTime('opened_at').notNullable().comment('When');
    table.string('closed_by', 255).nullable().comment('Who closed it');
    table.dateTime('closed_at').nullable().comment('When');
    table.text('closed_reason').nullable().comment('Why');
    table
      .foreign(['model_ref', 'sequence'])
      .references(['model_ref', 'sequence'])
      .inTable('ledger_entries');
    table.unique(['model_ref', 'sequence'], {
      indexName: 'reviews_model_ref_sequence_uniq',
    });
    // Two people who ask for the same at once must not open two reviews.
    table.unique(['model_ref', 'version', 'stage'], {
      indexName: 'reviews_open_uniq',
      predicate: knex.whereRaw("status = 'open'"),
    });
  });
}

/** @param {import('knex').Knex} knex */
async function createWaivers(knex) {
  await knex.schema.createTable('waivers', table => {
    table.comment('Requirements that were set aside for a while');
    table.string('id', 36).notNullable().primary().comment('UUID');
    table.string('model_ref', 255).notNullable().comment('The model');
    table.integer('sequence').notNullable().comment('Its ledger entry');
    table
      .string('requirement', 63)
      .notNullable()
      .comment('Id of the requirement');
    table
      .string('requirement_digest', 64)
      .notNullable()
      .comment('Digest of what the requirement asked for then');
    table.string('stage', 20).notNullable().comment('Stage it is asked for');
    table
      .string('version', 128)
      .nullable()
      .comment('The one version that it is for; of all when null');
    table
      .text('facts_json')
      .notNullable()
      .comment('Facts of the model that it relies on, as JSON');
    table.text('reason').notNullable().comment('Why');
    table.dateTime('until').notNullable().comment('When it ends');
    table.string('granted_by', 255).notNullable().comment('Who granted it');
    table.dateTime('granted_at').notNullable().comment('When');
    table.string('revoked_by', 255).nullable().comment('Who ended it early');
    table.dateTime('revoked_at').nullable().comment('When');
    table.text('revoked_reason').nullable().comment('Why');
    table
      .foreign(['model_ref', 'sequence'])
      .references(['model_ref', 'sequence'])
      .inTable('ledger_entries');
    table.unique(['model_ref', 'sequence'], {
      indexName: 'waivers_model_ref_sequence_uniq',
    });
    table.index(['until', 'id'], 'waivers_until_id_idx');
  });
}

/** @param {import('knex').Knex} knex */
async function createCheckpoints(knex) {
  await knex.schema.createTable('ledger_checkpoints', table => {
    table.comment('Append-only; the heads of all ledgers at one moment');
    table.integer('sequence').notNullable().primary().comment('From 1');
    table
      .string('created_at', 30)
      .notNullable()
      .comment('ISO 8601 in UTC, exactly as it was hashed');
    table
      .text('heads_json')
      .notNullable()
      .comment('Newest entry of every ledger that grew, as JSON');
    table
      .string('previous_hash', 64)
      .notNullable()
      .comment('Of the checkpoint before');
    table.string('hash', 64).notNullable().comment('Of this checkpoint');
    table.string('key_id', 64).nullable().comment('Which key signed it');
    table.text('signature').nullable().comment('Of the hash, Base64');
  });
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of ['ledger_checkpoints', 'waivers', 'reviews']) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.alterTable('decisions', table => {
    table.dropColumns(
      'review_id',
      'evidence_json',
      'facts_json',
      'withdrawn_by',
      'withdrawn_at',
      'withdrawn_reason',
    );
  });
  await knex.schema.alterTable('versions', table => {
    table.dropColumn('metrics_json');
  });
};
