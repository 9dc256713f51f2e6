import { KeyObject, createHash, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CannotAnswer, messageOf } from '../surroundings';

/** Public keys, by the id that signatures name them by. */
export type PublicKeys = ReadonlyMap<string, KeyObject>;

/**
 * Reads Ed25519 public keys from PEM files.
 *
 * @throws `CannotAnswer` when a file holds none.
 */
export function readPublicKeys(files: readonly string[]): PublicKeys {
  return new Map(
    files.map(file => {
      const key = readPublicKey(file);
      const der = key.export({ type: 'spki', format: 'der' });
      return [createHash('sha256').update(der).digest('hex'), key];
    }),
  );
}

function readPublicKey(file: string): KeyObject {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CannotAnswer(`${file} cannot be read: ${messageOf(error)}`);
  }
  if (pem.includes('PRIVATE KEY')) {
    throw new CannotAnswer(
      `${file} holds a private key, which should not leave the backend. Make the public one: openssl pkey -in ${file} -pubout`,
    );
  }
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch (error) {
    throw new CannotAnswer(
      `${file} holds no public key in PEM: ${messageOf(error)}`,
    );
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new CannotAnswer(
      `${file} holds a key for ${key.asymmetricKeyType}; checkpoints are signed with Ed25519.`,
    );
  }
  return key;
}
