// Says what was measured, where, and with which versions.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';

const INTRODUCTION = `# Benchmarks

What \`npm run bench -- <name> --write\` measured. Numbers of one machine say little about
another; the ratios say more. Each section is generated: run it again instead of editing it.
`;

/** A section in Markdown, of a table and what must be known about it. */
export function sectionOf(name, { head, rows, text, postgres }) {
  return [
    `## ${name}`,
    '',
    `${new Date().toISOString().slice(0, 10)}, ${describeMachine({
      postgres,
    })}.`,
    '',
    table(head, rows),
    '',
    text,
    '',
  ].join('\n');
}

/** A section in Markdown. */
export function toSection(name, result) {
  const { rows, note } = result.rows ? result : describeDeciding(result);
  return [
    `## ${name}`,
    '',
    `${new Date().toISOString().slice(0, 10)}, ${describeMachine(result)}.`,
    '',
    table(['what', 'result'], rows),
    '',
    note,
    '',
  ].join('\n');
}

function describeDeciding(result) {
  const { deciding, exporting, verifying } = result;
  const { entries, bytes, verify, sameSha256, nativeSha256 } = verifying;
  const rows = [
    ['decisions, through HTTP', perSecond(deciding.count, deciding.seconds)],
    ['– answered within, median', `${deciding.median.toFixed(0)} ms`],
    ['– answered within, 95 %', `${deciding.p95.toFixed(0)} ms`],
    [
      'entries exported, through HTTP',
      perSecond(exporting.entries, exporting.seconds),
    ],
    ['entries verified', perSecond(entries, verify)],
    ['bare SHA-256 by the same library', perSecond(entries, sameSha256)],
    ["bare SHA-256 by Node's OpenSSL", perSecond(entries, nativeSha256)],
    [
      '**verifying takes, of the same library**',
      `**${times(verify, sameSha256)}**`,
    ],
    ["**verifying takes, of Node's**", `**${times(verify, nativeSha256)}**`],
  ];
  const note = `${deciding.count} decisions by two people about ${
    deciding.models
  } models, ${
    deciding.atOnce
  } requests at once, sent to the example portal with its real sign-in, permissions and catalog; portal, PostgreSQL (with fsync) and the sender share the machine. Verified were ${entries} entries, ${Math.round(
    bytes / entries,
  )} bytes each on average, in one process; bare SHA-256 hashes the same lines and does nothing else. Of five rounds the fastest counts.`;
  return { rows, note };
}

/** Puts a section into the document, in place of the one of that name. */
export function writeSection(file, name, section) {
  const document = existsSync(file) ? readFileSync(file, 'utf8') : INTRODUCTION;
  const sections = document.split(/^(?=## )/m);
  const index = sections.findIndex(text => text.startsWith(`## ${name}\n`));
  if (index === -1) {
    sections.push(section);
  } else {
    sections[index] = section;
  }
  writeFileSync(file, `${sections.map(text => text.trimEnd()).join('\n\n')}\n`);
  execFileSync('prettier', ['--write', file], { stdio: 'ignore' });
}

function describeMachine({ postgres }) {
  const [cpu] = os.cpus();
  const gigabytes = Math.round(os.totalmem() / 2 ** 30);
  const [load] = os.loadavg();
  return [
    `${os.cpus().length} × ${cpu.model.trim()}`,
    `${gigabytes} GiB`,
    `${os.type()} ${os.arch()}`,
    `Node.js ${process.versions.node}`,
    ...(postgres ? [`PostgreSQL ${postgres}`] : []),
    `load ${load.toFixed(1)} at the end`,
  ].join(', ');
}

function perSecond(count, seconds) {
  return `${Math.round(count / seconds).toLocaleString('en')} per second`;
}

function times(one, other) {
  return `${(one / other).toFixed(1)} times as long`;
}

/** A table in Markdown. */
export function table(head, rows) {
  return [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}
