// How fast an export is verified, held against bare SHA-256 over the same bytes.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const {
  chainEntry,
  verifyLedgerExport,
} = require('@modelry/backstage-plugin-models-common');
const { sha256 } = require('@noble/hashes/sha2');

const ROUNDS = 5;

/**
 * Verifies as many entries as are asked for, made of those that were exported.
 *
 * @returns the fastest of some rounds of each, in seconds, and the number of bytes.
 */
export function measureVerifying({ lines, entries }) {
  const text = lengthen(lines, entries);
  const bytes = text.map(line => Buffer.from(line));
  const verify = () => {
    const verdict = verifyLedgerExport(text);
    if (!verdict.ok || verdict.entries !== entries) {
      throw new Error(`Not verified: ${JSON.stringify(verdict)}`);
    }
  };
  const rounds = Array.from({ length: ROUNDS }, () => ({
    verify: secondsOf(verify),
    sameSha256: secondsOf(() => bytes.forEach(line => sha256(line))),
    nativeSha256: secondsOf(() =>
      bytes.forEach(line => createHash('sha256').update(line).digest()),
    ),
  }));
  const fastest = key => Math.min(...rounds.map(round => round[key]));
  return {
    entries,
    bytes: bytes.reduce((sum, { length }) => sum + length, 0),
    verify: fastest('verify'),
    sameSha256: fastest('sameSha256'),
    nativeSha256: fastest('nativeSha256'),
  };
}

function secondsOf(work) {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

/** Chains the acts of an export anew, again and again, until there are enough. */
function lengthen(lines, wanted) {
  const acts = lines
    .map(line => JSON.parse(line))
    .filter(({ type }) => type === 'entry')
    .map(({ entry }) => entry);
  const newest = new Map();
  const chained = Array.from({ length: wanted }, (_, index) => {
    const act = acts[index % acts.length];
    const entry = chainEntry({ act, previous: newest.get(act.modelRef) });
    newest.set(act.modelRef, entry);
    return { type: 'entry', entry };
  });
  const header = { ...JSON.parse(lines[0]), scope: 'all' };
  const end = { type: 'end', entries: wanted, checkpoints: 0 };
  return [header, ...chained, end].map(line => JSON.stringify(line));
}
