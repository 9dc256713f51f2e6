// How fast check results are taken in, and a plot over many of them is answered.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { measureFleet } from './monitoringFleet.mjs';
import { startPortal } from './portal.mjs';

const MODELS = 10;
const CHECKS = 10;
const PER_REQUEST = 1_000;
const AT_ONCE = 4;
const PLOTTED = 1_000_000;
const DAYS = 90;
const POINTS = 300;
const ROUNDS = 5;
const DAY_MS = 24 * 3_600_000;

const COLUMNS = [
  ...['check_id', 'digest', 'status', 'reported_status', 'value'],
  ...['threshold', 'version', 'observed_at'],
];

/** Measures, and says what came out. */
export async function benchMonitoring({ results, ...surroundings }) {
  const models = Array.from({ length: MODELS }, (_, i) => `bench-${i + 1}`);
  console.error('Starting a portal on PostgreSQL …');
  const { portal, postgres, database } = await startPortal({
    ...{ ...surroundings, models },
  });
  const { Pool } = createRequire(
    join(surroundings.root, 'packages/backend/package.json'),
  )('pg');
  const pool = new Pool({ ...database, database: 'backstage_plugin_models' });
  surroundings.cleanUpWith(() => pool.end());
  const requests = Array.from(
    { length: Math.ceil(results / PER_REQUEST) },
    (_, index) => ({
      model: models[index % MODELS],
      results: resultsOf(Math.floor(index / MODELS)),
    }),
  );
  const warmUp = Array.from({ length: MODELS * 2 }, (_, index) => ({
    model: models[index % MODELS],
    results: resultsOf(-1 - Math.floor(index / MODELS)),
  })).reverse();
  await inParallel(warmUp, one => report(portal, one));
  console.error(`Sending ${requests.length} requests of ${PER_REQUEST} …`);
  const ingest = await seconds(() =>
    inParallel(requests, one => report(portal, one)),
  );
  const bare = await insertBare(pool, requests);
  console.error(`Plotting ${PLOTTED} results …`);
  const plot = await measurePlot(portal, pool, models[0]);
  console.error('Asking how all models do …');
  const fleet = await measureFleet(portal, pool, ROUNDS);
  const count = requests.length * PER_REQUEST;
  return {
    postgres,
    rows: rowsOf({ count, ingest, bare, plot, fleet }),
    note: noteOn(count, fleet),
  };
}

function rowsOf({ count, ingest, bare, plot, fleet }) {
  return [
    ['results taken in, through HTTP', rate(count, ingest)],
    ['the same rows by a bare multi-row INSERT', rate(count, bare)],
    ['**of the rate of the bare INSERT**', `**${(bare / ingest).toFixed(2)}**`],
    [`plot of ${DAYS} days, through HTTP`, `${plot.http.toFixed(0)} ms`],
    ['the bare aggregate in SQL', `${plot.sql.toFixed(0)} ms`],
    [
      '**plot takes, of the aggregate**',
      `**${(plot.http / plot.sql).toFixed(2)} times as long**`,
    ],
    [
      `status of ${fleet.models} models, through HTTP`,
      `${fleet.http.toFixed(0)} ms`,
    ],
    ['the bare aggregate in SQL', `${fleet.sql.toFixed(0)} ms`],
    [
      '**status takes, of the aggregate**',
      `**${(fleet.http / fleet.sql).toFixed(2)} times as long**`,
    ],
  ];
}

function noteOn(count, fleet) {
  return `${count} results in requests of ${PER_REQUEST} about ${
    MODELS * CHECKS
  } checks of ${MODELS} models, ${AT_ONCE} requests at once, sent to the example portal with its real permissions, catalog and audit; portal, PostgreSQL (with fsync) and the sender share the machine. The bare INSERT puts the same rows into an empty table with the same indexes, ${PER_REQUEST} rows in a statement, ${AT_ONCE} connections at once. The plot is of one check with ${PLOTTED} results in ${POINTS} points. The status of all models is that of each one's worst check, of ${
    fleet.checks
  } in all; the bare aggregate is its worst status, whatever its age. Of ${ROUNDS} rounds the median counts, for each.`;
}

function resultsOf(round) {
  const start = Date.now() - 30 * DAY_MS + round * PER_REQUEST * 1_000;
  return Array.from({ length: PER_REQUEST }, (_, i) => ({
    check: `Check ${i % CHECKS}`,
    kind: 'data-drift',
    environment: 'production',
    version: '7',
    status: i % 97 === 0 ? 'warning' : 'ok',
    value: Math.round(Math.random() * 1e6) / 1e6,
    threshold: 0.9,
    observedAt: new Date(start + i * 1_000).toISOString(),
  }));
}

async function report(portal, { model, results }) {
  await portal.send({
    method: 'POST',
    path: `/api/models/default/${model}/check-results`,
    body: { results },
  });
}

async function insertBare(pool, requests) {
  await pool.query(
    'create table bench_results (like check_results including all)',
  );
  const batches = requests.map(({ results }, request) =>
    results.map((result, index) => [
      (request % MODELS) * CHECKS + (index % CHECKS),
      // Like the key of a result: in no order.
      createHash('sha256').update(`${request}-${index}`).digest('hex'),
      ...[result.status, result.status, result.value, result.threshold],
      ...[result.version, result.observedAt],
    ]),
  );
  return seconds(() =>
    inParallel(batches, rows => {
      const places = rows.map(
        (_, row) =>
          `(${COLUMNS.map((__, i) => `$${row * COLUMNS.length + i + 1}`)})`,
      );
      return pool.query(
        `insert into bench_results (${COLUMNS}) values ${places}`,
        rows.flat(),
      );
    }),
  );
}

async function measurePlot(portal, pool, model) {
  const now = Date.now();
  const from = now - DAYS * DAY_MS;
  const id = await fillPlotted(portal, pool, { model, from, now });
  const width = (now - from) / POINTS;
  const http = [];
  const sql = [];
  for (let round = 0; round < ROUNDS; round++) {
    http.push(
      await seconds(() =>
        portal.send({
          path: `/api/models/default/${model}/check-series`,
          query: {
            ...{ check: 'Plotted', points: String(POINTS) },
            from: new Date(from).toISOString(),
            to: new Date(now).toISOString(),
          },
        }),
      ),
    );
    sql.push(
      await seconds(() =>
        pool.query(
          `select floor((extract(epoch from observed_at)::float8 * 1000 - $2) / $3)::int as bucket,
             count(*), min(value), max(value), avg(value)
           from check_results
           where check_id = $1 and observed_at >= $4 and observed_at < $5
           group by 1`,
          [id, from, width, new Date(from), new Date(now)],
        ),
      ),
    );
  }
  return { http: median(http) * 1_000, sql: median(sql) * 1_000 };
}

/** Puts results of one check straight into the database, and returns its key. */
async function fillPlotted(portal, pool, { model, from, now }) {
  await report(portal, {
    model,
    results: [
      {
        ...{ check: 'Plotted', kind: 'performance', status: 'ok', value: 1 },
        observedAt: new Date(now).toISOString(),
      },
    ],
  });
  const { rows } = await pool.query(
    "select id from checks where name = 'Plotted'",
  );
  const [{ id }] = rows;
  await pool.query(
    `insert into check_results (check_id, digest, status, reported_status, value, threshold, version, observed_at)
     select $1, lpad(i::text, 64, '0'), 'ok', 'ok', random(), 0.9, '7',
       to_timestamp($2::float8 / 1000 + i * ${(DAYS * 86_400) / PLOTTED})
     from generate_series(0, ${PLOTTED - 1}) i`,
    [id, from],
  );
  await pool.query('vacuum analyze check_results');
  return id;
}

async function inParallel(items, work) {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = waiting.shift(); item; item = waiting.shift()) {
        await work(item);
      }
    }),
  );
}

async function seconds(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function rate(count, duration) {
  return `${Math.round(count / duration).toLocaleString('en')} per second`;
}
