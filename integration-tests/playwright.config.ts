// Started by scripts/integration/mlflow/run.mjs, which starts the real systems first.
import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import base from '../playwright.config';
import { surroundings } from './surroundings';

const { app, backend, command } = surroundings();

const root = resolve(__dirname, '..');

export default defineConfig({
  testDir: __dirname,
  globalSetup: './waitForPeople.ts',
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // The catalog of the portal takes over thousands of models meanwhile.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  outputDir: resolve(root, 'node_modules/.cache/integration-results'),
  reporter: [['list']],
  metadata: { backend },
  use: { ...base.use, baseURL: app },
  webServer: {
    command: command.map(part => `"${part}"`).join(' '),
    cwd: root,
    url: `${backend}/.backstage/health/v1/readiness`,
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
});
