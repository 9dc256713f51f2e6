import { createHash, generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import {
  LedgerCheckpoint,
  LedgerEntry,
  chainCheckpoint,
  chainEntry,
} from '@modelry/backstage-plugin-models-common';

/** A key pair, with the public key as a file would have it. */
export function newKeyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey,
    publicPem: String(publicKey.export({ type: 'spki', format: 'pem' })),
    privatePem: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    keyId: createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
  };
}

/** The ledgers of two models with `length` entries each. */
function chains(length: number): LedgerEntry[] {
  return ['model:default/churn', 'model:default/credit'].flatMap(modelRef => {
    const entries: LedgerEntry[] = [];
    for (let index = 0; index < length; index++) {
      const act = {
        modelRef,
        recordedAt: new Date(Date.UTC(2026, 2, 1, 9, index)).toISOString(),
        actor: 'user:default/vera-validator',
        action: 'decision',
        body: { comment: `Evaluation ${index} reproduced — «naïve» ✓` },
      };
      entries.push(chainEntry({ act, previous: entries.at(-1) }));
    }
    return entries;
  });
}

function signed(
  checkpoint: LedgerCheckpoint,
  key: { keyId: string; privateKey: KeyObject },
): LedgerCheckpoint {
  const value = sign(null, Buffer.from(checkpoint.hash), key.privateKey);
  return {
    ...checkpoint,
    signature: {
      keyId: key.keyId,
      algorithm: 'Ed25519',
      value: value.toString('base64'),
    },
  };
}

/** The lines of an export of all ledgers, as the backend writes them. */
export function exportOf(options: {
  entriesOfEach: number;
  key?: ReturnType<typeof newKeyPair>;
}): object[] {
  const { entriesOfEach, key } = options;
  const entries = chains(entriesOfEach);
  const heads = entries.filter(({ sequence }) => sequence === entriesOfEach);
  const checkpoint = chainCheckpoint({
    heads,
    createdAt: '2026-03-01T12:00:00.000Z',
  });
  return [
    {
      type: 'header',
      format: 'modelry-ledger/1',
      exportedAt: '2026-03-01T13:00:00.000Z',
      scope: 'all',
    },
    ...entries.map(entry => ({ type: 'entry', entry })),
    {
      type: 'checkpoint',
      checkpoint: key ? signed(checkpoint, key) : checkpoint,
    },
    { type: 'end', entries: entries.length, checkpoints: 1 },
  ];
}

/** What a file with these lines holds. */
export function toText(lines: readonly object[]): string {
  return lines.map(line => `${JSON.stringify(line)}\n`).join('');
}
