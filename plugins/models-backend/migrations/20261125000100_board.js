// @ts-check

/**
 * The projections that lists of models, the governance board and the scheduled tasks
 * read. They are derived from the record and the catalog, and can be made anew from them
 * at any time; what was notified and reminded of is kept so that nobody is told twice.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await createBoard(knex);
  await createFindings(knex);
};

/** @param {import('knex').Knex} knex */
async function createBoard(knex) {
  await knex.schema.createTable('fleet_models', table => {
    table.comment('Where each model of the catalog stands; derived');
    table
      .string('model_ref', 255)
      .notNullable()
      .primary()
      .comment('The model, whether or not it has a record');
    table.string('title', 255).notNullable().comment('Title or name');
    table
      .string('sort_title', 255)
      .notNullable()
      .comment('Title as lists are sorted by it');
    table.string('owner', 255).nullable().comment('Entity ref');
    table.string('system', 255).nullable().comment('Entity ref');
    table.string('risk_tier', 20).nullable().comment('Risk tier');
    table.string('stage', 20).notNullable().comment('Lifecycle stage');
    table.string('version', 128).nullable().comment('Version in question');
    table.string('sign_off', 20).notNullable().comment('Worst status');
    table
      .integer('unsanctioned')
      .notNullable()
      .comment('How many deployments are unsanctioned');
    table
      .text('running_json')
      .notNullable()
      .comment('What runs in governed environments, as JSON');
    table
      .string('entity_digest', 64)
      .notNullable()
      .comment('Digest of the entity and the configuration it was derived of');
    table
      .dateTime('next_change_at')
      .nullable()
      .comment('When something expires, so that it must be derived anew');
    table.dateTime('computed_at').notNullable().comment('When it was derived');
    table.index(
      ['sort_title', 'model_ref'],
      'fleet_models_sort_title_model_ref_idx',
    );
    table.index(['next_change_at'], 'fleet_models_next_change_at_idx');
  });
  await knex.schema.createTable('requirement_states', table => {
    table.comment(
      'Where each requirement of a model stands for the version in question, and for those that run in governed environments; derived',
    );
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('fleet_models')
      .onDelete('CASCADE')
      .comment('The model');
    table.string('requirement', 63).notNullable().comment('Its id');
    table.string('stage', 20).notNullable().comment('Stage it is asked for');
    table
      .string('version', 128)
      .notNullable()
      .comment(
        'The version; empty for a sign-off that is good for all of them',
      );
    table.integer('position').notNullable().comment('Order of the policies');
    table.string('title', 200).notNullable().comment('Title');
    table
      .string('digest', 64)
      .notNullable()
      .comment('Digest of what the requirement asks for');
    table
      .boolean('in_question')
      .notNullable()
      .comment('Whether it speaks of the version in question');
    table
      .boolean('asked')
      .notNullable()
      .comment('Whether the sign-off status of the model depends on it');
    table
      .boolean('running')
      .notNullable()
      .comment('Whether an environment where the version runs needs it');
    table.string('status', 20).notNullable().comment('Where it stands');
    table.text('reason').notNullable().comment('Why, in words');
    table
      .dateTime('expires_at')
      .nullable()
      .comment('When the sign-off expires or has expired');
    table.string('review_id', 36).nullable().comment('Open review, if any');
    table.text('approvers_json').notNullable().comment('Entity refs, as JSON');
    table.primary(['model_ref', 'stage', 'requirement', 'version']);
    table.index(
      ['requirement', 'status'],
      'requirement_states_requirement_status_idx',
    );
    table.index(['expires_at'], 'requirement_states_expires_at_idx');
  });
  await knex.schema.createTable('standing_waivers', table => {
    table.comment('What waivers that nobody revoked are good for; derived');
    table.string('waiver_id', 36).notNullable().primary().comment('The waiver');
    table.string('model_ref', 255).notNullable().comment('The model');
    table.string('title', 200).notNullable().comment('Of the requirement');
    table.text('void_because').nullable().comment('Why it does not count');
    table
      .boolean('needed')
      .notNullable()
      .comment('Whether something has nothing else for its sign-off');
    table.text('approvers_json').notNullable().comment('Entity refs, as JSON');
    table.index(['model_ref'], 'standing_waivers_model_ref_idx');
  });
  await knex.schema.createTable('review_requirements', table => {
    table.comment('What open reviews wait for, of any version; derived');
    table
      .string('review_id', 36)
      .notNullable()
      .references('id')
      .inTable('reviews')
      .comment('The open review');
    table.string('model_ref', 255).notNullable().comment('The model');
    table.string('requirement', 63).notNullable().comment('Its id');
    table.string('stage', 20).notNullable().comment('Stage it is asked for');
    table.string('title', 200).notNullable().comment('Title');
    table.string('status', 20).notNullable().comment('Where it stands');
    table.text('reason').notNullable().comment('Why, in words');
    table.primary(['review_id', 'stage', 'requirement']);
    table.index(['model_ref'], 'review_requirements_model_ref_idx');
  });
  await knex.schema.createTable('review_requirement_people', table => {
    table.comment('For whom a requirement of an open review waits; derived');
    table.string('review_id', 36).notNullable().comment('The open review');
    table.string('stage', 20).notNullable().comment('Stage it is asked for');
    table.string('requirement', 63).notNullable().comment('Its id');
    table
      .string('entity_ref', 255)
      .notNullable()
      .comment('A user, a group with all its members, or a machine');
    table
      .boolean('may_decide')
      .notNullable()
      .comment(
        'Whether they may decide it, or are kept from it or have done so',
      );
    table.primary([
      'review_id',
      'stage',
      'requirement',
      'may_decide',
      'entity_ref',
    ]);
    table.index(
      ['entity_ref', 'may_decide'],
      'review_requirement_people_entity_ref_may_decide_idx',
    );
  });
}

/** @param {import('knex').Knex} knex */
async function createFindings(knex) {
  await knex.schema.createTable('unsanctioned_deployments', table => {
    table.comment('What was found to run without its sign-offs');
    table.increments('id').comment('Order of the findings');
    table.string('model_ref', 255).notNullable().comment('The model');
    table.string('environment', 63).notNullable().comment('Where it runs');
    table.string('name', 200).notNullable().comment('Which deployment');
    table.string('version', 128).notNullable().comment('The version that runs');
    table
      .text('missing_json')
      .notNullable()
      .comment('Titles of the open requirements, as JSON');
    table.string('enforcement', 20).notNullable().comment('Of its environment');
    table
      .boolean('configured')
      .notNullable()
      .defaultTo(true)
      .comment('Whether an environment of that name is configured');
    table.dateTime('found_at').notNullable().comment('When it was found');
    table.dateTime('cleared_at').nullable().comment('When it was no more so');
    table
      .dateTime('notified_at')
      .nullable()
      .comment('When people were told; null as long as nobody was');
    table
      .dateTime('claimed_until')
      .nullable()
      .comment('Until when somebody is telling people');
    table.unique(['model_ref', 'environment', 'name', 'version'], {
      indexName: 'unsanctioned_deployments_standing_uniq',
      predicate: knex.whereRaw('cleared_at is null'),
    });
    table.index(
      ['cleared_at', 'found_at', 'id'],
      'unsanctioned_deployments_cleared_at_found_at_id_idx',
    );
  });
  await knex.schema.createTable('expiry_reminders', table => {
    table.comment('Reminders of sign-offs and waivers that end');
    table.string('model_ref', 255).notNullable().comment('The model');
    table.string('requirement', 63).notNullable().comment('Its id');
    table.string('stage', 20).notNullable().comment('Stage it is asked for');
    table
      .string('version', 128)
      .notNullable()
      .comment('Of which version; empty when it was good for all of them');
    table
      .string('waiver_id', 36)
      .notNullable()
      .comment('Of which waiver; empty when a sign-off expires');
    table.dateTime('expires_at').notNullable().comment('What it speaks of');
    table.integer('days').notNullable().comment('How many days ahead');
    table
      .dateTime('notified_at')
      .nullable()
      .comment('When people were reminded; null as long as nobody was');
    table
      .dateTime('claimed_until')
      .nullable()
      .comment('Until when somebody is telling people');
    table.primary([
      'model_ref',
      'requirement',
      'stage',
      'version',
      'waiver_id',
      'expires_at',
      'days',
    ]);
  });
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'expiry_reminders',
    'unsanctioned_deployments',
    'review_requirement_people',
    'review_requirements',
    'standing_waivers',
    'requirement_states',
    'fleet_models',
  ]) {
    await knex.schema.dropTable(table);
  }
};
