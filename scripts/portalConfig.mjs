// What the scripts need to know of the portal's configuration.
import { existsSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';

export const root = resolve(import.meta.dirname, '..');

const { values } = parseArgs({
  options: { config: { type: 'string', multiple: true, default: [] } },
  strict: false,
});

/**
 * The files that the portal of `npm start` is configured by, the later ones winning; the
 * last are those that are named with `--config`.
 */
export const configFiles = [
  ...['app-config.yaml', 'app-config.development.yaml', 'app-config.local.yaml']
    .map(name => join(root, name))
    .filter(existsSync),
  ...values.config.map(file => resolve(file)),
];

const configs = configFiles.map(file => parse(readFileSync(file, 'utf8')));

/** Reads one value: `readConfig(config => config?.app?.baseUrl)`. */
export function readConfig(select) {
  return configs.map(select).findLast(value => value !== undefined);
}

/** Tells whether something listens where a URL points to. */
export function isTaken(url) {
  const { hostname, port } = new URL(url);
  return new Promise(done => {
    const socket = net.connect({ host: hostname, port: Number(port) });
    socket.on('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(false));
  });
}
