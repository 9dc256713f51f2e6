import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const ON_PATH = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

const INSTALLED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The Chromium that drives the browser tests; an error that names the cures when there is none. */
export function findChromium(): string {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) {
      throw new Error(`PLAYWRIGHT_CHROMIUM_PATH names no file: ${named}`);
    }
    return named;
  }
  const found =
    [chromium.executablePath()].find(existsSync) ??
    ON_PATH.map(whichProgram).find(path => path !== undefined) ??
    INSTALLED.find(existsSync);
  if (found) {
    return found;
  }
  throw new Error(
    'The browser tests need Chromium or Chrome, and none was found. Any one of these provides it:\n' +
      '  apt-get install chromium                        (Debian, Ubuntu)\n' +
      '  node scripts/run.mjs playwright install --with-deps chromium\n' +
      '  PLAYWRIGHT_CHROMIUM_PATH=/path/to/chrome npm test',
  );
}

function whichProgram(name: string): string | undefined {
  try {
    return execFileSync('which', [name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}
