// The record of models, without a portal around it, as a configuration says.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { DatabaseManager } = require('@backstage/backend-defaults/database');
const { ConfigSources } = require('@backstage/config-loader');
const backend = path => require(`../../../plugins/models-backend/src/${path}`);
const { readModelsConfig } = backend('config');
const { ModelsDatabase } = backend('database/ModelsDatabase');

const QUIET = {
  ...{ debug() {}, info() {}, warn: console.warn, error: console.error },
  child: () => QUIET,
};

/** Opens the database of the plugin, with its schema up to date. */
export async function openRecord(configFiles) {
  const root = await ConfigSources.toConfig(
    ConfigSources.default({
      argv: configFiles.flatMap(file => ['--config', file]),
    }),
  );
  const databases = DatabaseManager.fromConfig(root).forPlugin('models', {
    logger: QUIET,
    lifecycle: { addStartupHook() {}, addShutdownHook() {} },
  });
  const database = await ModelsDatabase.create({ database: databases });
  return {
    database,
    config: readModelsConfig(root),
    async close() {
      await database.knex.destroy();
      // The manager keeps a watch on its connections.
      process.exit(0);
    },
  };
}
