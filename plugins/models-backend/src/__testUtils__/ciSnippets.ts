import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(__dirname, '../../../..');

/** A piece of docs/ci-gate.md that a pipeline would run, in the shell that it would use. */
export interface Snippet {
  script: string;
  /** Arguments of bash. */
  shell: string[];
  /** Variables that the piece itself sets. */
  env: Record<string, string>;
}

/** Takes the pieces out of the document, as somebody who copies them would. */
export function readSnippets() {
  const document = readFileSync(join(root, 'docs/ci-gate.md'), 'utf8');
  const [step] = parse(codeUnder(document, 'GitHub Actions'));
  const { 'ask-the-gate': job } = parse(codeUnder(document, 'GitLab'));
  return {
    github: { script: step.run, shell: ['-e'], env: step.env },
    gitlab: {
      script: job.script.join('\n'),
      shell: ['-e', '-o', 'pipefail'],
      env: job.variables,
    },
    curl: {
      script: codeUnder(document, 'With curl alone'),
      shell: [],
      env: {},
    },
    curlWithPipefail: {
      script: codeUnder(document, 'With curl alone'),
      shell: ['-e', '-o', 'pipefail'],
      env: {},
    },
  } satisfies Record<string, Snippet>;
}

function codeUnder(document: string, heading: string): string {
  const section = document.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0];
  const code = /```\w+\n([\s\S]*?)```/.exec(section ?? '')?.[1];
  if (!code) {
    throw new Error(`docs/ci-gate.md shows no code under '${heading}'`);
  }
  return code;
}

/** Runs a piece with the variables that the settings of a pipeline would give it. */
export async function runSnippet(
  { script, shell, env }: Snippet,
  settings: Record<string, string>,
): Promise<{ status: number | null; output: string }> {
  const child = spawn('bash', [...shell, '-c', script], {
    env: {
      ...process.env,
      ...withoutExpressions(env),
      ...settings,
      PATH: `${directoryWithNpx()}${delimiter}${process.env.PATH}`,
    },
  });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  const status = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  return { status, output };
}

/** What GitHub would fill in comes from the settings. */
function withoutExpressions(env: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(env).filter(([, value]) => !value.includes('${{')),
  );
}

/** An `npx` that runs this repository's command line instead of fetching one. */
function directoryWithNpx(): string {
  const cli = join(root, 'packages/cli');
  const { name, version } = JSON.parse(
    readFileSync(join(cli, 'package.json'), 'utf8'),
  );
  const [major, minor] = version.split('.');
  const wanted = `--yes ${name}@${major}.${minor}`;
  const directory = mkdtempSync(join(tmpdir(), 'npx-'));
  const npx = join(directory, 'npx');
  writeFileSync(
    npx,
    `#!/bin/sh
if [ "$1 $2" != "${wanted}" ]; then echo "npx cannot find $2" >&2; exit 127; fi
shift 2
exec "${process.execPath}" "${join(cli, 'bin/modelry')}" "$@"
`,
  );
  chmodSync(npx, 0o755);
  return directory;
}
