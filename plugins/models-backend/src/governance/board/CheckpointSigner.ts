import {
  LedgerCheckpoint,
  ModelsConfig,
} from '@modelry/backstage-plugin-models-common';
import {
  KeyObject,
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
} from 'node:crypto';

const KEY_PATH = 'models.governance.checkpoints.signingKey';

/** Signs checkpoints, so that nobody without the key can make others. */
export class CheckpointSigner {
  readonly #key: KeyObject;
  readonly #keyId: string;

  /**
   * Reads the key of the configuration; nothing when there is none.
   *
   * @throws when it is no Ed25519 private key. The message never holds any of it.
   */
  static fromConfig(config: ModelsConfig): CheckpointSigner | undefined {
    const pem = config.governance.checkpoints.signingKey;
    return pem === undefined ? undefined : new CheckpointSigner(readKey(pem));
  }

  private constructor(key: KeyObject) {
    this.#key = key;
    this.#keyId = createHash('sha256')
      .update(createPublicKey(key).export({ type: 'spki', format: 'der' }))
      .digest('hex');
  }

  sign(hash: string): NonNullable<LedgerCheckpoint['signature']> {
    return {
      keyId: this.#keyId,
      algorithm: 'Ed25519',
      value: sign(null, Buffer.from(hash), this.#key).toString('base64'),
    };
  }

  /** What is known of the signature of a checkpoint with this key alone. */
  verify({
    hash,
    signature,
  }: LedgerCheckpoint): 'valid' | 'invalid' | 'other-key' {
    if (signature?.keyId !== this.#keyId) {
      return 'other-key';
    }
    const value = Buffer.from(signature.value, 'base64');
    const key = createPublicKey(this.#key);
    return verify(null, Buffer.from(hash), key, value) ? 'valid' : 'invalid';
  }
}

function readKey(pem: string): KeyObject {
  const remedy =
    "make one with 'openssl genpkey -algorithm ed25519' and give all of its PEM";
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    // What the cause says could hold parts of the key.
    throw new Error(
      `Invalid configuration:\n  ${KEY_PATH}: is no private key in PEM (PKCS #8) without a passphrase; ${remedy}`,
    );
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new Error(
      `Invalid configuration:\n  ${KEY_PATH}: is a key for ${key.asymmetricKeyType}, not for Ed25519; ${remedy}`,
    );
  }
  return key;
}
