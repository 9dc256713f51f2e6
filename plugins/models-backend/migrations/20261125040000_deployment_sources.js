// @ts-check

/**
 * A deployment remembers who lists it and how long it may go unseen. Whether it is gone
 * depends on when its source last answered: a source that fails proves nothing.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.string('served_by', 255).nullable().comment('Service that runs it');
    table
      .string('source', 63)
      .nullable()
      .comment('Source that lists it; null when it is reported');
    table.string('scope', 255).nullable().comment('Part of that source');
    table
      .string('allowed_silence', 60)
      .nullable()
      .comment('ISO 8601 duration after which it is unknown');
    table
      .string('gone_after', 60)
      .nullable()
      .comment('ISO 8601 duration after which it is gone');
    table.index(['served_by'], 'deployments_served_by_idx');
    table.index(['source', 'scope'], 'deployments_source_scope_idx');
  });
  await knex.schema.createTable('deployment_scopes', table => {
    table.comment('Parts of sources of deployments, and when they answered');
    table.string('source', 63).notNullable().comment('The source');
    table.string('scope', 255).notNullable().comment('Part of it');
    table.dateTime('listed_at').notNullable().comment('When it last answered');
    table.primary(['source', 'scope']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('deployment_scopes');
  await knex.schema.alterTable('deployments', table => {
    table.dropIndex(['served_by'], 'deployments_served_by_idx');
    table.dropIndex(['source', 'scope'], 'deployments_source_scope_idx');
    for (const column of [
      ...['served_by', 'source', 'scope', 'allowed_silence', 'gone_after'],
    ]) {
      table.dropColumn(column);
    }
  });
};
