// Real Prometheus and real Alertmanager watch a model, and the portal hears of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  startAlertmanager,
  startExporter,
  startPrometheus,
} from './monitoringStack.mjs';
import { startPortal } from './portal.mjs';
import { freePort, makeScratch, until } from './scratch.mjs';

const SECRET = 'a-secret-for-the-integration-test';

const scratch = makeScratch('prometheus');
let portal;
let prometheus;
let exporter;

before(async () => {
  const port = await freePort();
  const alertmanagerPort = await freePort();
  exporter = await startExporter(scratch);
  await startAlertmanager({
    ...{ scratch, port: alertmanagerPort, secret: SECRET },
    webhook: `http://127.0.0.1:${port}/api/models/webhooks/alertmanager/main`,
  });
  prometheus = await startPrometheus({
    ...{ scratch, target: exporter.target },
    alertmanager: `127.0.0.1:${alertmanagerPort}`,
  });
  portal = await startPortal({
    ...{ scratch, port },
    models: [
      { name: 'churn' },
      {
        name: 'silent',
        annotations: { 'modelry.dev/prometheus-instance': 'main' },
      },
      { name: 'unwatched' },
    ],
    config: { models: { sources: sourcesOf(prometheus.url) } },
  });
});

after(() => scratch.cleanUp());

function sourcesOf(url) {
  const schedule = {
    frequency: { seconds: 3 },
    timeout: { seconds: 60 },
    initialDelay: { seconds: 1 },
  };
  const latency = {
    ...{ check: 'Latency', kind: 'service-health', unit: 'ms' },
    query: 'max by (model_version) (model_latency_ms{model="{{ name }}"})',
    ...{ versionLabel: 'model_version', environment: 'production' },
    ...{ warning: 300, critical: 800, step: 'PT10S' },
  };
  const broken = { check: 'Broken', kind: 'cost', query: 'sum(' };
  return {
    prometheus: {
      main: { url, schedule, backfill: 'PT1M', checks: [latency, broken] },
    },
    alertmanager: { main: { secret: SECRET, schedule } },
  };
}

async function checkOf(model, name) {
  const { checks } = await portal.send({
    path: `/api/models/default/${model}/monitoring`,
  });
  return checks.find(({ check }) => check === name);
}

async function becomes(model, name, status) {
  return until(`${name} of ${model} is ${status}`, async () => {
    const check = await checkOf(model, name);
    assert.equal(check?.status, status);
    return check;
  });
}

async function source(id) {
  const { items } = await portal.send({ path: '/api/models/sources' });
  return items.find(one => one.id === id);
}

async function incidentsOf(name) {
  const { items } = await portal.send({
    path: '/api/models/default/churn/incidents',
  });
  return items.filter(({ check }) => check === name);
}

test('what Prometheus measures becomes results of checks', async () => {
  const { latest, environment } = await becomes('churn', 'Latency', 'ok');
  assert.equal(environment, 'production');
  assert.equal(latest.value, 120);
  assert.equal(latest.threshold, 300);
  assert.equal(latest.version, '7');
});

test('no data is no good news of a model that is expected there', async () => {
  const { latest } = await becomes('silent', 'Latency', 'error');
  assert.match(latest.message, /No data/);
  assert.equal(await checkOf('unwatched', 'Latency'), undefined);
});

test('a query that Prometheus refuses is told of in its words', async () => {
  await until('Sources tells of it', async () => {
    const { status, problems } = await source('prometheus-main');
    assert.equal(status, 'incomplete');
    assert.match(problems[0].message, /'Broken'.*bad_data.*parse error/);
  });
});

test('an alert fires, is repeated, and is resolved: one incident', async () => {
  exporter.values.latency = 900;
  const fired = await becomes('churn', 'ModelSlow', 'critical');
  assert.equal(fired.kind, 'service-health');
  assert.equal(fired.environment, 'production');
  assert.equal(fired.latest.message, 'churn takes 900 ms');
  assert.equal(fired.latest.version, '7');
  await until('the alert is repeated', async () => {
    const { latest } = await checkOf('churn', 'ModelSlow');
    assert.ok(latest.observedAt > fired.latest.observedAt);
  });
  await becomes('churn', 'Latency', 'critical');
  exporter.values.latency = 120;
  await becomes('churn', 'ModelSlow', 'ok');
  await becomes('churn', 'Latency', 'ok');
  for (const name of ['ModelSlow', 'Latency']) {
    const incidents = await incidentsOf(name);
    assert.equal(incidents.length, 1, `one incident of ${name}`);
    assert.ok(incidents[0].endedAt > incidents[0].startedAt);
  }
  const { status, counts } = await source('alertmanager-main');
  assert.equal(status, 'ok');
  assert.ok(counts.some(({ what }) => what === 'checks with alerts'));
});

test('Prometheus goes away: nothing is lost, and Sources says so', async () => {
  await prometheus.end();
  await until(
    'Sources tells of it',
    async () => {
      const { status, problems } = await source('prometheus-main');
      assert.equal(status, 'failing');
      assert.match(problems[0].message, /could not be reached/);
      assert.match(problems[0].remedy, /Prometheus itself is up/);
    },
    120,
  );
  const before = (await checkOf('churn', 'Latency')).latest.observedAt;
  await prometheus.startAgain();
  await until(
    'it goes on',
    async () => {
      const { latest } = await checkOf('churn', 'Latency');
      assert.ok(latest.observedAt > before && latest.value === 120);
    },
    120,
  );
});
