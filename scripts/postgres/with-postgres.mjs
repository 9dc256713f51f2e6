// `node scripts/postgres/with-postgres.mjs <command> [args…]`: runs a command
// with a throwaway PostgreSQL in POSTGRES_HOST, _PORT, _USER and _PASSWORD, the
// variables of app-config.production.yaml.
import { onAskedToEnd, startGroup } from '../processes.mjs';
import { startPostgres } from './startPostgres.mjs';

const [command, ...args] = process.argv.slice(2);
if (!command) {
  console.error(
    'Usage: node scripts/postgres/with-postgres.mjs <command> [args…]',
  );
  process.exit(2);
}

const postgres = await startPostgres();
const group = startGroup(command, args, {
  env: {
    ...process.env,
    POSTGRES_HOST: '127.0.0.1',
    POSTGRES_PORT: String(postgres.port),
    POSTGRES_USER: 'postgres',
    POSTGRES_PASSWORD: '',
  },
});
onAskedToEnd({ end: () => group.end(), kill: () => group.kill() });
const status = await group.ended;
await postgres.stop();
process.exit(status);
