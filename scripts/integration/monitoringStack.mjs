// Prometheus and Alertmanager as Debian packages them, on the loopback interface, and a
// model that exports what they watch.
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { startGroup } from '../processes.mjs';
import { freePort, until } from './scratch.mjs';

/** Serves metrics that a test sets. */
export async function startExporter(scratch) {
  const values = { latency: 120 };
  const port = await freePort();
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/plain; version=0.0.4');
    response.end(
      `# TYPE model_latency_ms gauge\nmodel_latency_ms{model="churn",model_version="7"} ${values.latency}\n`,
    );
  });
  await new Promise(done => server.listen(port, '127.0.0.1', done));
  scratch.cleanUpWith(() => server.close());
  return { values, target: `127.0.0.1:${port}` };
}

/** Starts Prometheus, which can be ended and started again. */
export async function startPrometheus({ scratch, target, alertmanager }) {
  const port = await freePort();
  const config = join(scratch.directory, 'prometheus.yml');
  const rules = join(scratch.directory, 'rules.yml');
  writeFileSync(
    config,
    stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: [rules],
      alerting: {
        alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }],
      },
      scrape_configs: [
        { job_name: 'models', static_configs: [{ targets: [target] }] },
      ],
    }),
  );
  writeFileSync(rules, stringify({ groups: [slowModels] }));
  const start = async () => {
    const group = startGroup(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(scratch.directory, 'prometheus')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: logTo(scratch, 'prometheus.log') },
    );
    await isReady(`http://127.0.0.1:${port}`);
    return group;
  };
  let group = await start();
  scratch.cleanUpWith(() => group.end());
  return {
    url: `http://127.0.0.1:${port}`,
    end: () => group.end(),
    async startAgain() {
      group = await start();
    },
  };
}

const slowModels = {
  name: 'models',
  rules: [
    {
      alert: 'ModelSlow',
      expr: 'model_latency_ms > 500',
      labels: { severity: 'critical', environment: 'production' },
      annotations: { summary: '{{ $labels.model }} takes {{ $value }} ms' },
    },
  ],
};

/** Starts Alertmanager, which sends to a webhook. */
export async function startAlertmanager({ scratch, port, webhook, secret }) {
  const config = join(scratch.directory, 'alertmanager.yml');
  writeFileSync(
    config,
    stringify({
      route: {
        ...{ receiver: 'models', group_by: ['alertname', 'model'] },
        ...{ group_wait: '0s', group_interval: '1s', repeat_interval: '5s' },
      },
      receivers: [
        {
          name: 'models',
          webhook_configs: [
            {
              ...{ url: webhook, send_resolved: true },
              http_config: { authorization: { credentials: secret } },
            },
          ],
        },
      ],
    }),
  );
  mkdirSync(join(scratch.directory, 'alertmanager'), { recursive: true });
  const group = startGroup(
    'prometheus-alertmanager',
    [
      `--config.file=${config}`,
      `--storage.path=${join(scratch.directory, 'alertmanager')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    { stdio: logTo(scratch, 'alertmanager.log') },
  );
  scratch.cleanUpWith(() => group.end());
  await isReady(`http://127.0.0.1:${port}`);
}

async function isReady(url) {
  await until(`${url} is ready`, async () => {
    const response = await fetch(`${url}/-/ready`);
    if (!response.ok) {
      throw new Error(`It answers ${response.status}`);
    }
  });
}

function logTo(scratch, name) {
  const log = openSync(join(scratch.directory, name), 'a');
  return ['ignore', log, log];
}
