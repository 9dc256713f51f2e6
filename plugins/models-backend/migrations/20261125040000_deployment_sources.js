// @ts-check

const KEY = ['model_ref', 'environment', 'name'];

/**
 * A deployment remembers who lists it and from when on it counts as unknown, or gone, so
 * that those that are due are found on an index. Whether it is gone depends on when its
 * source last answered: a source that fails proves nothing.
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
      .dateTime('unknown_at')
      .nullable()
      .comment('When it is unknown unless it is seen again; null when it is');
    table
      .dateTime('gone_at')
      .nullable()
      .comment('When it is gone unless it is seen again; null when it is');
    table.index(['unknown_at', ...KEY], 'deployments_unknown_at_idx', {
      predicate: knex.whereNotNull('unknown_at'),
    });
    table.index(['gone_at', ...KEY], 'deployments_gone_at_idx', {
      predicate: knex.whereNotNull('gone_at'),
    });
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
    table.dropIndex(['unknown_at', ...KEY], 'deployments_unknown_at_idx');
    table.dropIndex(['gone_at', ...KEY], 'deployments_gone_at_idx');
    for (const column of [
      ...['served_by', 'source', 'scope', 'unknown_at', 'gone_at'],
    ]) {
      table.dropColumn(column);
    }
  });
};
