import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportOf, newKeyPair, toText } from '../__testUtils__/exportedLedger';
import { runModelry } from '../__testUtils__/runModelry';

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'modelry-verify-'));
afterAll(() => rmSync(directory, { recursive: true }));

function fileWith(name: string, content: string | Buffer): string {
  const file = join(directory, name);
  writeFileSync(file, content);
  return file;
}

const key = newKeyPair();
const otherKey = newKeyPair();
const publicKey = fileWith('key.pub', key.publicPem);
const otherPublicKey = fileWith('other.pub', otherKey.publicPem);

describe('an intact export', () => {
  it('is found intact', async () => {
    const file = fileWith(
      'intact.jsonl',
      toText(exportOf({ entriesOfEach: 3 })),
    );
    expect(await runModelry(['verify', file])).toEqual({
      status: 0,
      stdout: `${file} is intact: 6 entries of 2 models, 1 checkpoint (0 signed).\n`,
      stderr: '',
    });
  });

  it('is read from stdin', async () => {
    const { status, stdout } = await runModelry(['verify', '-'], {
      // More than one chunk, and characters of several bytes across their borders.
      stdin: toText(exportOf({ entriesOfEach: 2_500 })),
    });
    expect(stdout).toContain('intact: 5000 entries of 2 models');
    expect(status).toBe(0);
  });

  it('says when signatures were not looked at', async () => {
    const { status, stderr } = await runModelry(['verify', '-'], {
      stdin: toText(exportOf({ entriesOfEach: 1, key })),
    });
    expect(status).toBe(0);
    expect(stderr).toContain('name the public key with --public-key');
  });

  it('is verified with the key, also when others signed before', async () => {
    const { status, stdout, stderr } = await runModelry(
      [
        'verify',
        '-',
        '--public-key',
        otherPublicKey,
        '--public-key',
        publicKey,
      ],
      { stdin: toText(exportOf({ entriesOfEach: 1, key })) },
    );
    expect(stdout).toContain('1 checkpoint (1 verified)');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('a broken export', () => {
  const lines = exportOf({ entriesOfEach: 3, key });

  it.each([
    [
      'a changed word',
      toText(lines).replace('Evaluation 1', 'Evaluation 2'),
      'BROKEN at line 3, model:default/churn, entry 2: ',
    ],
    [
      'an entry less',
      toText(lines.filter((_, index) => index !== 2)),
      'BROKEN at line 3, model:default/churn, entry 2: ',
    ],
    [
      'the newest entry of a model less',
      toText(lines.filter((_, index) => index !== 3)),
      'BROKEN at line 7, model:default/churn, entry 3: ',
    ],
    [
      'no end',
      toText(lines.slice(0, -1)),
      'BROKEN at line 8: the export was cut short',
    ],
    ['nothing in it', '', 'BROKEN at line 0: the export was cut short'],
    ['something else in it', 'GIF89a', 'BROKEN at line 1: the line is no JSON'],
  ])('with %s is named', async (_, stdin, message) => {
    const { status, stdout } = await runModelry(['verify', '-'], { stdin });
    expect(stdout).toContain(message);
    expect(status).toBe(1);
  });

  it.each([
    [
      'is signed by somebody else',
      exportOf({ entriesOfEach: 1, key: otherKey }),
    ],
    ['lost its signature', exportOf({ entriesOfEach: 1 })],
    [
      'has another signature under the id of the key',
      exportOf({
        entriesOfEach: 1,
        key: { ...otherKey, keyId: key.keyId },
      }),
    ],
  ])('that %s does not pass with the key', async (_, signedLines) => {
    const { status, stdout } = await runModelry(
      ['verify', '-', '--public-key', publicKey],
      { stdin: toText(signedLines) },
    );
    expect(stdout).toMatch(/^BROKEN .*sign/);
    expect(status).toBe(1);
  });

  it('cannot make a terminal do what its author wants', async () => {
    const hostile = { type: 'entry', entry: { '\u001b[2J': 1 } };
    const { stdout } = await runModelry(['verify', '-'], {
      stdin: toText([lines[0], hostile]),
    });
    expect(stdout).not.toContain('\u001b');
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });
});

describe('what cannot be verified', () => {
  const text = toText(exportOf({ entriesOfEach: 1 }));

  it.each([
    ['a file that is not there', ['/no/such/file'], 'cannot be read: ENOENT'],
    ['a directory', [directory], 'cannot be read: EISDIR'],
    ['no file', [], 'Name one file'],
    ['two files', ['a', 'b'], 'Name one file'],
    ['an unknown option', ['-', '--force'], "Unknown option '--force'"],
    [
      'a key that is not there',
      ['-', '--public-key', '/no/such/key'],
      'cannot be read: ENOENT',
    ],
    [
      'a key of another kind',
      ['-', '--public-key', fileWith('no.pub', 'ssh-ed25519 AAAA')],
      'holds no public key in PEM',
    ],
    [
      'a private key',
      ['-', '--public-key', fileWith('private.pem', key.privatePem)],
      'holds a private key',
    ],
  ])('ends with 2 for %s', async (_, args, message) => {
    const { status, stderr, stdout } = await runModelry(['verify', ...args], {
      stdin: text,
    });
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  it.each([
    ['ends with 2 for another encoding', Buffer.from(`${text}é`, 'latin1')],
    [
      'ends with 2 for half a character at the end',
      Buffer.from(`${text}é`).subarray(0, -1),
    ],
  ])('%s', async (_, stdin) => {
    const { status, stderr } = await runModelry(['verify', '-'], { stdin });
    expect(stderr).toContain('is no UTF-8');
    expect(status).toBe(2);
  });
});

describe('a checkpoint that was kept', () => {
  const stdin = toText(exportOf({ entriesOfEach: 2 }));
  const [, hash] =
    /"hash":"([0-9a-f]{64})"\}\}\n\{"type":"end"/.exec(stdin) ?? [];

  it.each([
    ['is found in the file', `1:${hash}`, 0, 'is intact'],
    ['differs from the file', `1:${'0'.repeat(64)}`, 1, 'rewritten'],
    ['is missing in the file', `2:${hash}`, 1, 'checkpoint 2, which was kept'],
    ['is none', '1:abc', 2, "'1:abc' is no SEQUENCE:HASH"],
  ])('%s', async (_, kept, status, words) => {
    const answer = await runModelry(['verify', '-', '--checkpoint', kept], {
      stdin,
    });
    expect(answer.status).toBe(status);
    expect(answer.stdout + answer.stderr).toContain(words);
  });
});
