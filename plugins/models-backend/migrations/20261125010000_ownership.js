// @ts-check

/** From the furthest to the least, those in use first. */
const STAGES_BY_RANK = [
  'production',
  'validation',
  'development',
  'retired',
  'archived',
];

/**
 * Who answers for a model, and what the record lays over its entity in the catalog.
 *
 * The ledger is what was done; `ownership_acts` is a projection of it that can be
 * queried, and `overlays` says what follows from it now.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ownership_acts', table => {
    table.comment('Changes of owners, as the ledger has them');
    table.string('model_ref', 255).notNullable().comment('The model');
    table.integer('sequence').notNullable().comment('Its ledger entry');
    table.string('action', 40).notNullable().comment('What was done');
    table.string('owner', 255).nullable().comment('Who owned it then');
    table
      .string('previous_owner', 255)
      .nullable()
      .comment('Who owned it before');
    table
      .string('declared_owner', 255)
      .nullable()
      .comment('Whom the entity declared at that time');
    table
      .integer('replaced_sequence')
      .nullable()
      .comment(
        'The assignment that counted before; it counts again when declined',
      );
    table.string('acted_by', 255).notNullable().comment('Who acted');
    table.dateTime('acted_at').notNullable().comment('When');
    table.text('reason').nullable().comment('Why');
    table.primary(['model_ref', 'sequence']);
    table
      .foreign(['model_ref', 'sequence'])
      .references(['model_ref', 'sequence'])
      .inTable('ledger_entries');
  });
  await knex.schema.createTable('overlays', table => {
    table.comment('What the record lays over entities in the catalog');
    table
      .string('model_ref', 255)
      .notNullable()
      .primary()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table.string('owner', 255).nullable().comment('The assigned owner, if any');
    table
      .integer('owner_sequence')
      .nullable()
      .comment('The assignment that counts');
    table
      .string('stage', 20)
      .nullable()
      .comment('The stage that follows from reported versions, if any');
    table
      .integer('revision')
      .notNullable()
      .defaultTo(1)
      .comment('Grows with every change of the row');
  });
  await knex.schema.createTable('role_holders', table => {
    table.comment('People who answer for a model in a role');
    table
      .string('model_ref', 255)
      .notNullable()
      .references('model_ref')
      .inTable('models')
      .comment('The model');
    table.string('role', 63).notNullable().comment('Id of the role');
    table.string('person', 255).notNullable().comment('Entity ref of the user');
    table.string('assigned_by', 255).notNullable().comment('By whom');
    table.dateTime('assigned_at').notNullable().comment('Since when');
    table.primary(['model_ref', 'role', 'person']);
  });
  await layOverKnownStages(knex);
};

/**
 * @param {import('knex').Knex} knex
 */
async function layOverKnownStages(knex) {
  const held = await knex('versions').distinct('model_ref', 'stage');
  /** @type {Map<string, string>} */
  const stages = new Map();
  for (const { model_ref: modelRef, stage } of held) {
    const known = stages.get(modelRef);
    if (
      known === undefined ||
      STAGES_BY_RANK.indexOf(stage) < STAGES_BY_RANK.indexOf(known)
    ) {
      stages.set(modelRef, stage);
    }
  }
  await knex.batchInsert(
    'overlays',
    [...stages].map(([modelRef, stage]) => ({ model_ref: modelRef, stage })),
    200,
  );
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('role_holders');
  await knex.schema.dropTable('overlays');
  await knex.schema.dropTable('ownership_acts');
};
