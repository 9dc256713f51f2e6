// How fast it is told how thousands of models do.
const MODELS = 10_000;
/** The portal finds that the catalog does not know them, and removes them bit by bit. */
const FILLED = 12_000;
const CHECKS_EACH = 5;

/** Measures it through HTTP, and the bare aggregate; in milliseconds, the medians. */
export async function measureFleet(portal, pool, rounds) {
  const http = [];
  const sql = [];
  await fill(pool);
  await pool.query('analyze checks, fleet_models');
  while (http.length < rounds) {
    const asked = await millis(() =>
      portal.send({ path: '/api/models/monitoring-statuses' }),
    );
    const aggregated = await millis(() =>
      pool.query(
        `select worst, count(*) from (
           select model_ref, max(case status when 'ok' then 0 when 'warning' then 2 else 3 end) as worst
           from checks group by model_ref
         ) of_model group by worst`,
      ),
    );
    if (asked.answer.totalModels >= MODELS) {
      http.push(asked.duration);
      sql.push(aggregated.duration);
    } else {
      await fill(pool);
    }
  }
  return {
    models: MODELS,
    checks: FILLED * CHECKS_EACH,
    http: median(http),
    sql: median(sql),
  };
}

async function fill(pool) {
  const refs = `select 'model:default/fleet-' || i as ref from generate_series(1, ${FILLED}) i`;
  await pool.query(
    `insert into models (model_ref, recorded_at)
     select ref, now() from (${refs}) f on conflict do nothing`,
  );
  await pool.query(
    `insert into fleet_models (model_ref, title, sort_title, stage, sign_off, unsanctioned, running_json, entity_digest, computed_at)
     select ref, ref, ref, 'production', 'not-required', 0, '[]', '', now()
     from (${refs}) f on conflict do nothing`,
  );
  await pool.query(
    `insert into checks (model_ref, name, environment, kind, allowed_silence, status, level, observed_at, stale_at)
     select ref, 'Check ' || j, 'production', 'data-drift', 'P7D', status, status, now(),
       now() + interval '7 days'
     from (${refs}) f, generate_series(1, ${CHECKS_EACH}) j,
       lateral (select case when hashtext(ref || j) % 50 = 0 then 'critical' else 'ok' end as status) s
     on conflict do nothing`,
  );
  // As every report writes it.
  await pool.query(
    `update fleet_models m set monitoring = c.worst, monitoring_until = now() + interval '7 days'
     from (
       select model_ref, max(case status when 'ok' then 0 when 'warning' then 2 else 3 end) as worst
       from checks group by model_ref
     ) c where c.model_ref = m.model_ref and m.monitoring is distinct from c.worst`,
  );
}

async function millis(work) {
  const started = performance.now();
  const answer = await work();
  return { answer, duration: performance.now() - started };
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
