// Real Evidently reports on real data, and the portal reads what it writes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startPortal } from './portal.mjs';
import { EVIDENTLY, pythonWith } from './python.mjs';
import { freePort, makeScratch } from './scratch.mjs';

const scratch = makeScratch('evidently');
let portal;

before(async () => {
  const python = await pythonWith(EVIDENTLY);
  execFileSync(
    python,
    [join(import.meta.dirname, 'driftReports.py'), scratch.directory],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  portal = await startPortal({
    ...{ scratch, port: await freePort() },
    models: [{ name: 'same' }, { name: 'drifted' }],
    config: { models: {} },
  });
});

after(() => scratch.cleanUp());

async function report(name) {
  const receipt = await portal.send({
    method: 'POST',
    path: `/api/models/default/${name}/monitoring-reports`,
    query: { environment: 'production', version: '1' },
    body: JSON.parse(
      readFileSync(join(scratch.directory, `${name}.json`), 'utf8'),
    ),
  });
  const { checks } = await portal.send({
    path: `/api/models/default/${name}/monitoring`,
  });
  return { receipt, checks };
}

test('a report without drift is ok', async () => {
  const { receipt, checks } = await report('same');
  assert.equal(receipt.status, 'ok');
  assert.equal(receipt.accepted, 5);
  assert.ok(checks.every(({ kind }) => kind === 'data-drift'));
});

test('a report with drift is critical, and says of what', async () => {
  const { receipt, checks } = await report('drifted');
  assert.equal(receipt.status, 'critical');
  const names = checks.map(({ check }) => check).join('; ');
  assert.match(names, /mean radius/);
  assert.ok(checks.every(({ environment }) => environment === 'production'));
});
