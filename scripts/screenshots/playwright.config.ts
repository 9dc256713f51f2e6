// `npm run screenshots`: takes the pictures in docs/screenshots from a portal that it
// builds and starts itself, with the demo company in it. With a word, only the pictures
// whose names have it: npm run screenshots -- -g governance
import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import portal from '../../playwright.config';

const { webServer } = portal;

export default defineConfig({
  ...portal,
  ...(webServer &&
    !Array.isArray(webServer) && {
      webServer: {
        ...webServer,
        env: { ...webServer.env, E2E_ORPHANS: '0' },
      },
    }),
  testDir: __dirname,
  testMatch: 'take.ts',
  globalSetup: resolve(__dirname, '../../e2e-tests/loadDemo.ts'),
  outputDir: resolve(__dirname, '../../node_modules/.cache/screenshots'),
  reporter: 'list',
  use: {
    ...portal.use,
    viewport: { width: 1440, height: 900 },
    screenshot: 'off',
    trace: 'off',
  },
  projects: [
    { name: 'light', use: { colorScheme: 'light' } },
    { name: 'dark', use: { colorScheme: 'dark' } },
  ],
});
