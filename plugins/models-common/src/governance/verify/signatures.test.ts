import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { LedgerCheckpoint } from '../ledgerSchemas';
import {
  checkpoint,
  exportOf,
  ledger,
  write,
} from '../__testUtils__/ledgerExport';
import { VerifySignature } from './ledgerExportVerdict';
import { verifyLedgerExport } from './verifyLedgerExport';

function keyPair(keyId: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const verifySignature: VerifySignature = ({ hash, signature }) => {
    if (signature.keyId !== keyId) {
      return 'other-key';
    }
    const bytes = Buffer.from(signature.value, 'base64');
    return verify(null, Buffer.from(hash), publicKey, bytes)
      ? 'valid'
      : 'invalid';
  };
  return {
    verifySignature,
    sign: (unsigned: LedgerCheckpoint): LedgerCheckpoint => ({
      ...unsigned,
      signature: {
        keyId,
        algorithm: 'Ed25519',
        value: sign(null, Buffer.from(unsigned.hash), privateKey).toString(
          'base64',
        ),
      },
    }),
  };
}

const old = keyPair('old');
const key = keyPair('new');
const churn = ledger('churn', 3);
const first = checkpoint([churn.slice(0, 1)]);
const second = checkpoint([churn.slice(0, 2)], first);
const third = checkpoint([churn], second);

function verifyWith(
  checkpoints: readonly LedgerCheckpoint[],
  { verifySignature }: { verifySignature?: VerifySignature } = key,
) {
  return verifyLedgerExport(write(exportOf(churn, checkpoints)), {
    verifySignature,
  });
}

describe('the signatures of an export', () => {
  it('are verified with the key that is given', () => {
    expect(
      verifyWith([key.sign(first), key.sign(second), key.sign(third)]),
    ).toMatchObject({ ok: true, signed: 3, verified: 3 });
  });

  it('are counted, and believed by nobody, when no key is given', () => {
    const forged = { ...key.sign(second), hash: second.hash };

    expect(verifyWith([first, forged], {})).toMatchObject({
      ok: true,
      signed: 1,
      verified: 0,
    });
  });

  it('may be missing, or of an older key, on all but the newest checkpoint', () => {
    expect(
      verifyWith([first, old.sign(second), key.sign(third)]),
    ).toMatchObject({ ok: true, signed: 2, verified: 1 });
  });

  it('are found to be wrong', () => {
    const { signature } = key.sign(third);

    expect(verifyWith([first, { ...second, signature }]).problem).toEqual({
      line: 6,
      sequence: 2,
      reason: 'checkpoint 2: its signature is wrong',
    });
  });

  it.each<[string, LedgerCheckpoint[]]>([
    ['the newest one was stripped', [key.sign(first), second]],
    ['the newest one is of another key', [key.sign(first), old.sign(second)]],
    ['there is no checkpoint', []],
  ])('are missed when %s', (_, checkpoints) => {
    expect(verifyWith(checkpoints).problem?.reason).toBe(
      'the newest checkpoint is not signed with the given key, or there is none',
    );
  });
});

describe('a checkpoint that was kept elsewhere', () => {
  const verifyKept = (keptCheckpoints: LedgerCheckpoint[]) =>
    verifyLedgerExport(write(exportOf(churn, [first, second])), {
      keptCheckpoints,
    });

  it('is in the export', () => {
    expect(verifyKept([first, second])).toMatchObject({ ok: true });
  });

  it('gives ledgers away that were rewritten as a whole', () => {
    const forged = checkpoint([ledger('other', 1)]);
    expect(verifyKept([first, { ...second, hash: forged.hash }])).toMatchObject(
      {
        ok: false,
        problem: {
          sequence: 2,
          reason: expect.stringContaining('another than the one that was kept'),
        },
      },
    );
  });

  it('gives checkpoints away that were removed', () => {
    expect(verifyKept([third])).toMatchObject({
      ok: false,
      problem: {
        sequence: 3,
        reason: expect.stringContaining('which was kept, is missing'),
      },
    });
  });
});
