import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from './e2e-tests/browser';

// Another port lets two checkouts run their browser tests at the same time.
const port = process.env.E2E_PORT ?? '7107';
const PORTAL = `http://localhost:${port}`;

const POLICIES = resolve(
  __dirname,
  'node_modules/.cache/e2e/app-config.policies.yaml',
);

const ORPHANS = resolve(__dirname, 'node_modules/.cache/e2e/orphans.yaml');

const RENAMED = resolve(__dirname, 'node_modules/.cache/e2e/renamed.yaml');

const configFlags = [
  'app-config.yaml',
  'app-config.development.yaml',
  'app-config.e2e.yaml',
  POLICIES,
]
  .map(file => `--config "${resolve(__dirname, file)}"`)
  .join(' ');

export default defineConfig({
  testDir: 'e2e-tests',
  globalSetup: './e2e-tests/loadDemo.ts',
  // One browser at a time: the portal needs the other core.
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 20_000 },
  outputDir: 'node_modules/.cache/e2e-test-results',
  reporter: [
    ['list'],
    // Read by scripts/test.mjs.
    [
      'json',
      { outputFile: 'node_modules/.cache/test-results/playwright.json' },
    ],
  ],
  metadata: {
    // Where tests and the loader reach the HTTP API.
    backend: PORTAL,
    // A file of the catalog that one test writes.
    renamed: RENAMED,
  },
  use: {
    baseURL: PORTAL,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  // The built portal, served by the backend: a test opens many pages, and each
  // would download the whole development bundle. Nothing watches the files.
  webServer: {
    command: [
      `node e2e-tests/writePolicies.mjs "${POLICIES}"`,
      `node e2e-tests/writeOrphans.mjs "${ORPHANS}" "$E2E_ORPHANS"`,
      `node e2e-tests/writeRenamed.mjs "${RENAMED}"`,
      'yarn workspace app build',
      'cd packages/backend',
      `node --enable-source-maps --require @backstage/cli/config/nodeTransform.cjs src/index ${configFlags}`,
    ].join(' && '),
    cwd: __dirname,
    url: `${PORTAL}/.backstage/health/v1/readiness`,
    timeout: 300_000,
    reuseExistingServer: false,
    env: {
      NODE_ENV: 'development',
      E2E_PORT: port,
      // Pictures are taken without them.
      E2E_ORPHANS: process.env.E2E_ORPHANS ?? '35',
    },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
