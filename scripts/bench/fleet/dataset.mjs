// A generated fleet on the disk: the database of a portal, and the files that its catalog
// reads. It is made once, and kept for other runs.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { startPostgres } from '../../postgres/startPostgres.mjs';
import { startGroup } from '../../processes.mjs';
import { startBackend, portalConfig } from '../portal.mjs';
import { forFleet } from './forFleet.mjs';
import { PROFILES, entityOf, systems } from './models.mjs';

const MODELS_PER_FILE = 1_000;
const MADE_FROM = ['fill.mjs', 'forFleet.mjs', 'history.mjs', 'models.mjs'];

/**
 * Starts the database of a fleet, which is made when there is none yet.
 *
 * @param reuse - takes the one of an earlier run, if what it was made from is the same.
 */
export async function openDataset({ root, models, profile, reuse, ...run }) {
  const { cleanUpWith } = run;
  const dir = join(root, 'data/bench', `${profile}-${models}`);
  const stamp = join(dir, 'made-from');
  const made = digestOfOrigin(root);
  if (existsSync(dir) && !(reuse && readIfExists(stamp) === made)) {
    rmSync(dir, { recursive: true, force: true });
  }
  const whole = existsSync(stamp);
  const files = writeEntities(join(dir, 'entities'), models);
  const data = join(dir, 'postgres');
  if (!whole) {
    const postgres = await startPostgres({ keepIn: data });
    cleanUpWith(() => postgres.stop());
    const given = { ...run, root, models, profile, files, postgres };
    await make(given);
    await postgres.stop();
    writeFileSync(stamp, made);
  }
  const postgres = await startPostgres({ durable: true, keepIn: data });
  cleanUpWith(() => postgres.stop());
  return { files, postgres };
}

async function make({ models, profile, ...given }) {
  const { root, scratch, postgres, files } = given;
  const { versions, results } = PROFILES[profile];
  console.error(
    `Making ${models} models with ${models * versions} versions and ${
      models * results
    } check results …`,
  );
  const config = join(scratch, `app-config.make-${profile}-${models}.yaml`);
  writeFileSync(
    config,
    stringify(
      forFleet(portalConfig({ root, port: 0, postgres, entities: files })),
    ),
  );
  await fill({ root, models, profile, config });
  console.error('Having the catalog read them …');
  await ingest({ ...given, models });
}

async function fill({ root, models, profile, config }) {
  const group = startGroup(
    process.execPath,
    [
      ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
      join(root, 'scripts/bench/fleet/fill.mjs'),
      ...['--models', String(models), '--profile', profile],
      ...[join(root, 'app-config.yaml'), config].flatMap(file => [
        '--config',
        file,
      ]),
    ],
    { cwd: join(root, 'packages/backend') },
  );
  if ((await group.ended) !== 0) {
    throw new Error('The record could not be filled');
  }
}

async function ingest({ models, files, ...given }) {
  const { root } = given;
  const backend = await startBackend({
    ...given,
    ...{ entities: files, adjust: forFleet },
    env: { BENCH_WITHOUT_SWEEP: '1' },
    preload: join(root, 'scripts/bench/fleet/instrument.cjs'),
  });
  try {
    const pool = backend.poolOf('catalog');
    let done = -1;
    while (done < models) {
      await sleep(1_000);
      const { rows } = await pool.query(
        `select count(*) as done from final_entities f
           join refresh_state r on r.entity_id = f.entity_id
         where r.entity_ref like 'model:%' and f.final_entity is not null
           and r.next_update_at > now()`,
      );
      done = Number(rows[0].done);
    }
    await pool.query('vacuum analyze');
    await backend.poolOf('models').query('vacuum analyze');
  } finally {
    await backend.end();
  }
}

function writeEntities(dir, models) {
  mkdirSync(dir, { recursive: true });
  const documents = [
    ...systems(),
    ...Array.from({ length: models }, (_, i) => entityOf(i)),
  ];
  const files = [];
  for (let start = 0; start < documents.length; start += MODELS_PER_FILE) {
    const file = join(dir, `${start / MODELS_PER_FILE}.yaml`);
    files.push(file);
    if (!existsSync(file)) {
      writeFileSync(
        file,
        documents
          .slice(start, start + MODELS_PER_FILE)
          .map(entity => stringify(entity))
          .join('---\n'),
      );
    }
  }
  return files;
}

function digestOfOrigin(root) {
  const migrations = join(root, 'plugins/models-backend/migrations');
  const hash = createHash('sha256');
  for (const file of [
    ...MADE_FROM.map(name => join(root, 'scripts/bench/fleet', name)),
    ...readdirSync(migrations)
      .sort()
      .map(name => join(migrations, name)),
  ]) {
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

function readIfExists(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
