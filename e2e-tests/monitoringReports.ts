import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TestInfo } from '@playwright/test';
import { MACHINE_TOKEN } from './portalApi';

const ROOT = resolve(__dirname, '..');

/** A report as Evidently wrote it: six of eight columns drift. */
export const DRIFTED = resolve(
  ROOT,
  'examples/record/reports/evidently-product-colour-drift.json',
);

/** The same report with all that Evidently measured a tenth as large: no column drifts. */
export function calmReport(info: TestInfo): string {
  const calm = JSON.parse(readFileSync(DRIFTED, 'utf8'), (key, value) => {
    const isMeasured = ['value', 'count', 'share'].includes(key);
    return isMeasured && typeof value === 'number' ? value / 10 : value;
  });
  const file = info.outputPath('calm.json');
  writeFileSync(file, JSON.stringify(calm));
  return file;
}

/** Sends a report with the command that a pipeline would use, and returns what it says. */
export function sendReport(
  info: TestInfo,
  file: string,
  model: string,
  about: { environment: string; version: string },
): string {
  const { environment, version } = about;
  return execFileSync(
    process.execPath,
    [
      ...['scripts/run.mjs', 'modelry', 'report', file],
      ...['--url', info.config.metadata.backend],
      ...['--model', `default/${model}`],
      ...['--environment', environment, '--version', version],
    ],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, MODELRY_TOKEN: MACHINE_TOKEN },
    },
  );
}
