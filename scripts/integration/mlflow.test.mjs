// Real MLflow servers of two generations, and the portal beside them in a browser.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { startGroup } from '../processes.mjs';

test('the portal beside real MLflow servers', async () => {
  const script = join(import.meta.dirname, 'mlflow/run.mjs');
  assert.equal(await startGroup(process.execPath, [script]).ended, 0);
});
